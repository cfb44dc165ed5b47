"""Which pitches may come next, and how a line is kept from going round in circles.

Knows logits, ranges, scales and the pitches before; knows no time, no network and no motif.
"""

from collections.abc import Sequence, Set
from functools import cache

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_stream import PITCHES
from antiphon_models.improviser import SamplingParams
from antiphon_models.music.repetition import MOST_ROUNDS, loop_at_end
from antiphon_models.music.scale import SCALES, scale_pitch_classes
from antiphon_models.runtime.lstm import Array
from antiphon_models.sampling import Distribution, weighted

Pitches = npt.NDArray[np.bool_]

NEVER = np.float32(-np.inf)
# Before the player's first note, the middle octaves.
MIDDLE_REGISTER = (55, 79)
# Each further round of a loop is this much less likely than the network says.
BOREDOM = 0.3


def reach(register: Sequence[int], params: SamplingParams) -> Pitches:
    """Return which of the 128 pitches may be played: near those in `register`, and in the scale.

    Never none: where the register holds no note of the scale, the nearest ones are reached for.
    """
    low, high = (min(register), max(register)) if register else MIDDLE_REGISTER
    scale = _scale(params.scale_lock, params.scale_root)
    for further in range(params.register, PITCHES):
        within = np.zeros(PITCHES, dtype=np.bool_)
        within[max(low - further, 0) : high + further + 1] = True
        if scale is not None:
            within &= scale
        if scale is None or within.any():
            break
    return within


def has_room(within: Pitches, chord: Set[int]) -> bool:
    """Return whether a pitch may be played that is not already in `chord`."""
    return int(np.count_nonzero(within)) > sum(bool(within[pitch]) for pitch in chord)


def allowed(logits: Array, within: Pitches, chord: Set[int]) -> Array:
    """Return the logits of what may be played `within` and is not in `chord`, -inf elsewhere.

    Where that leaves nothing, a pitch of the chord may come again.
    """
    kept: Array = np.where(within, logits, NEVER)
    if chord and has_room(within, chord):
        kept[list(chord)] = NEVER
    return kept


def unlooped(
    distribution: Distribution, pitches: Sequence[int], temperature: float
) -> Distribution:
    """Return the same, with less weight on the pitch that would send a figure round once more.

    `pitches` are those so far. A low temperature sharpens the weight as it has sharpened the
    distribution, which would otherwise outweigh it.
    """
    loop = loop_at_end(pitches)
    if loop is None:
        return distribution
    weights = np.ones(PITCHES)
    is_spent = loop.rounds * loop.period + 1 >= MOST_ROUNDS * loop.period
    bored = BOREDOM ** ((loop.rounds - 1) / min(temperature, 1.0))
    weights[pitches[-loop.period]] = 0.0 if is_spent else bored
    return weighted(distribution, weights)


@cache
def _scale(scale: str, root: str) -> Pitches | None:
    """The pitches of a scale; None where it is no scale, as with off."""
    if scale not in SCALES:
        return None
    classes = scale_pitch_classes(root, scale)
    return np.array([pitch % 12 in classes for pitch in range(PITCHES)])
