"""A pitch drawn such that the machine copies no run of notes from what it was trained on.

Knows the machine's own last notes; knows no network and no time.
"""

from random import Random

from antiphon_models.music.motif import Context, interval_byte
from antiphon_models.sampling import Distribution, draw
from antiphon_models.training_runs import LONGEST_COPY, TrainingRuns


def draw_original(chances: Distribution, own: Context, training: TrainingRuns, rng: Random) -> int:
    """Return a pitch drawn from `chances` that makes the `own` notes no copy of `training`.

    `own` are the machine's since the player's last note. A copy is played only where every
    pitch would make one.
    """
    first = pitch = draw(chances, rng)
    left = chances
    while is_copy(own, pitch, training):
        left = left.copy()
        left[pitch] = 0.0
        if not left.any():
            return first
        pitch = draw(left, rng)
    return pitch


def is_copy(own: Context, pitch: int, training: TrainingRuns) -> bool:
    """Return whether `pitch` would make the last of the `own` notes a run of `training`."""
    if len(own.pitches) < LONGEST_COPY:
        return False
    step = interval_byte(own.pitches[-1], pitch)
    return own.intervals[1 - LONGEST_COPY :] + step.to_bytes() in training
