"""A score's exact timing made human: unsteady tempo, onsets beside the beat, articulation.

Knows onsets and durations in seconds; knows no pitch and no codec.
"""

from typing import Final

import numpy as np

from antiphon_models.codecs.note_stream import Ints, Seconds

# Standard deviations: of each onset in seconds, of the tempo as a share, of each duration as one.
LEAST_ONSET, MOST_ONSET = 0.004, 0.016
TEMPO: Final = 0.02
DURATION: Final = 0.05
NOTES_A_TEMPO_LASTS: Final = 12
# From detached to overlapping: how much of its written length a player's notes last.
SHORTEST, LONGEST = 0.65, 1.05
SHORTEST_NOTE: Final = 0.03


def as_played(
    onset: Seconds, duration: Seconds, rng: np.random.Generator
) -> tuple[Seconds, Seconds, Ints]:
    """Return onsets and durations as one player on one day has them, and the notes' order.

    The order is of the new onsets, which ascend: the notes of a chord may change places.
    """
    count = len(onset)
    knots = rng.normal(0.0, TEMPO, count // NOTES_A_TEMPO_LASTS + 2)
    drift = np.exp(np.interp(np.arange(count), np.arange(len(knots)) * NOTES_A_TEMPO_LASTS, knots))
    steady = onset[:1] + np.cumsum(np.diff(onset, prepend=onset[:1]) * drift)
    played = steady + rng.normal(0.0, rng.uniform(LEAST_ONSET, MOST_ONSET), count)
    held = rng.uniform(SHORTEST, LONGEST) * rng.normal(1.0, DURATION, count)
    order = np.argsort(played, kind="stable")
    lasting = np.maximum(duration * drift * held, SHORTEST_NOTE)
    return played[order], lasting[order], order
