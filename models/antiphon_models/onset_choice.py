"""When the next note begins: drawn from what is likely, with the rests that are wanted.

Knows distributions of iois and the knobs of time; does not know which note it will be.
"""

from math import floor, log2
from random import Random

import numpy as np

from antiphon_models.codecs.note_stream import IOI
from antiphon_models.improviser import SamplingParams
from antiphon_models.recent import CHORD
from antiphon_models.sampling import Distribution, draw, tempered, tempered_rhythm, weighted

# A silence up to this long, in seconds, is articulation; a longer one is a rest.
ARTICULATION = 0.1
# How strongly a line is held to the player's pace times the density: the network follows its own
# notes, so that what is hurried once hurries on; at 0.5, the density is the measured ratio.
HOLD = 0.5
# No ioi is halved below this, in seconds, nor by more than so many octaves in all.
FASTEST = 0.06
FURTHEST = 2
IOI_CENTRES = np.array([IOI.seconds_of(index, 0.5) for index in range(IOI.count)])
IN_CHORD = IOI_CENTRES < CHORD


def draw_ioi_bin(
    likely: Distribution,
    left: float,
    params: SamplingParams,
    rng: Random,
    *,
    may_join: bool = True,
) -> int:
    """Return the bin of the time until the next note begins, drawn from `likely`.

    Something sounds for `left` seconds from the last onset on. With `may_join` the note may
    belong to the chord that has just begun.
    """
    temperature = tempered_rhythm(params.temperature)
    chances = likely if temperature == 1.0 else tempered(likely, temperature)
    silence = IOI_CENTRES - left
    weights = np.where(silence > ARTICULATION, params.rest_weight, 1.0)
    weights[silence > params.longest_rest] = 0.0
    if not may_join:
        weights[IN_CHORD] = 0.0
    return draw(weighted(chances, weights), rng)


def hurried(ioi: float, density: float, drift: float, rng: Random) -> float:
    """Return `ioi` halved or doubled as often as makes `density` times as many notes a second.

    Halves and doubles stay on the grid; in between, some iois are halved and some are not.
    `drift` is how many times slower than the player the line goes already. A chord stays one.
    """
    if ioi < CHORD:
        return ioi
    octaves = log2(density) + HOLD * log2(drift)
    octaves = max(-FURTHEST, min(FURTHEST, octaves))
    fewest = floor(octaves)
    # So that the mean of halved and not halved iois is what was asked for.
    often = 2.0 * (1.0 - 2.0 ** (fewest - octaves))
    halvings = fewest + (rng.random() < often)
    while halvings > 0 and ioi < FASTEST * 2.0**halvings:
        halvings -= 1
    return float(ioi / 2.0**halvings)
