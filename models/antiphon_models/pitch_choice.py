"""Which pitches may come next, and how a line is kept from going round in circles.

Knows logits, ranges and the pitches before; knows no time, no network and no motif.
"""

from collections.abc import Sequence, Set

import numpy as np

from antiphon_models.codecs.note_stream import PITCHES
from antiphon_models.improviser import SamplingParams
from antiphon_models.music.repetition import loop_at_end
from antiphon_models.runtime.note_stream_weights import Array
from antiphon_models.sampling import Distribution, weighted

# Before the player's first note, the middle octaves.
MIDDLE_REGISTER = (55, 79)
# Each further round of a loop is this much less likely than the network says.
BOREDOM = 0.3


def allowed(
    logits: Array, register: Sequence[int], chord: Set[int], params: SamplingParams
) -> Array:
    """Return the logits within reach of the pitches in `register`, without those of `chord`."""
    low, high = (min(register), max(register)) if register else MIDDLE_REGISTER
    inside = slice(max(low - params.register, 0), high + params.register + 1)
    kept = np.full_like(logits, -np.inf)
    kept[inside] = logits[inside]
    kept[list(chord)] = -np.inf
    return kept if kept.max() > -np.inf else logits


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
    weights[pitches[-loop.period]] = BOREDOM ** ((loop.rounds - 1) / min(temperature, 1.0))
    return weighted(distribution, weights)
