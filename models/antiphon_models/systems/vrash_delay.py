"""When VRASH's next note comes, and how long one sounds: delays in the player's own time.

Knows delays, seconds and the knobs of time; knows no pitch and no network.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np

from antiphon_models.codecs.note_delays import DELAYS
from antiphon_models.improviser import SamplingParams
from antiphon_models.onset_choice import ARTICULATION, FASTEST, hurried
from antiphon_models.runtime.lstm import Array
from antiphon_models.sampling import draw, probabilities, tempered_rhythm, weighted

MULTIPLES: Final = np.array([float(delay) for delay in DELAYS])
# papers/003 has no rests: a delay is the length of its note. Here a note sounds for so many median
# pauses at most, and what is left of a longer delay is a rest.
LONGEST_NOTE: Final = 3.0
MOST_SECONDS: Final = 8.0
# A phrase would end with a note after which the next comes later than so many median pauses.
BREATH: Final = 2.5


@dataclass(frozen=True, slots=True)
class Time:
    """The player's time: the median pause in seconds, and how much of it a note sounds."""

    unit: float
    share: float

    def duration(self, seconds: float) -> float:
        """Return how long a note sounds after which the next comes in `seconds`."""
        return min(seconds * self.share, LONGEST_NOTE * self.unit, MOST_SECONDS)


def draw_delay(
    logits: Array,
    time: Time,
    params: SamplingParams,
    rng: Random,
    *,
    drift: float = 1.0,
    left: float | None = None,
) -> float:
    """Return in how many seconds the next note comes, drawn from the logits of DELAYS.

    `left` is how long, in seconds, what sounds now still will; None for a note that is yet to
    be played, whose duration follows from the delay. `drift` is how many times slower than the
    player the line goes already.
    """
    seconds = MULTIPLES * time.unit
    sounding = np.minimum(seconds * time.share, min(LONGEST_NOTE * time.unit, MOST_SECONDS))
    silence = seconds - (sounding if left is None else left)
    weights = np.where(silence > ARTICULATION, params.rest_weight, 1.0)
    weights[silence > params.longest_rest] = 0.0
    weights[seconds < FASTEST] = 0.0
    chances = weighted(probabilities(logits, tempered_rhythm(params.temperature)), weights)
    drawn = float(seconds[draw(chances, rng)])
    drawn = min(max(drawn, FASTEST), _latest(time, params, left))
    return drawn if params.density == 1.0 else hurried(drawn, params.density, drift, rng)


def breath(logits: Array) -> float:
    """Return how likely the delay is long enough to end a phrase, 0..1."""
    return float(probabilities(logits)[BREATH <= MULTIPLES].sum())


def _latest(time: Time, params: SamplingParams, left: float | None) -> float:
    """The longest pause that leaves no longer rest than is wanted, but where all are too long."""
    sounding = min(LONGEST_NOTE * time.unit, MOST_SECONDS) if left is None else left
    return max(sounding + params.longest_rest, FASTEST)
