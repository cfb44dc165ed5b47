"""Which grid the player keeps to: that of the tempo knob, unless he plainly keeps another.

Knows onsets; knows no network and no pitch.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean
from typing import Final

from antiphon_models.codecs.time_grid import STEPS_IN_QUARTER
from antiphon_models.music.meter import estimate_tempo
from antiphon_models.recent import CHORD

# The latest onsets tell, and of those the ones since a longer silence than this, in seconds.
LATEST: Final = 12
LONGEST_IOI: Final = 2.0
FEWEST: Final = 4
# So much of a 16th nearer must onsets lie to another grid for it to be taken: about 0.25 away
# lie those that keep to none, half of that the loose ones.
PLAINLY: Final = 0.1


def sixteenth_of(tempo_bpm: float) -> float:
    """Return how long a 16th lasts, in seconds."""
    return 60.0 / tempo_bpm / STEPS_IN_QUARTER


def kept_sixteenth(onsets: Sequence[float], wanted: float, kept: float) -> float:
    """Return the 16th, in seconds, of the grid that ascending `onsets` keep to.

    `wanted` is the knob's, `kept` the one so far: what fits as well as any other stays.
    """
    iois = _latest_iois(onsets)
    if len(iois) + 1 < FEWEST:
        return kept
    tempo = estimate_tempo(onsets[-len(iois) - 1 :])
    found = sixteenth_of(tempo) if tempo else kept
    best = min(_away(iois, sixteenth) for sixteenth in (wanted, kept, found))
    fitting = (s for s in (wanted, kept, found) if _away(iois, s) <= best + PLAINLY)
    return next(fitting)


def _latest_iois(onsets: Sequence[float]) -> list[float]:
    iois: list[float] = []
    for earlier, later in reversed(list(pairwise(onsets[-LATEST:]))):
        if later - earlier > LONGEST_IOI:
            break
        iois.append(later - earlier)
    return iois


def _away(iois: Sequence[float], sixteenth: float) -> float:
    """Return how far from a grid the iois are on average, in 16ths; chords are left out."""
    steps = [ioi / sixteenth for ioi in iois if ioi >= CHORD]
    return fmean(abs(step - max(round(step), 1)) for step in steps) if steps else 0.0
