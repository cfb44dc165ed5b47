"""When the next note begins: drawn from what is likely, with the rests that are wanted.

Knows distributions of iois and the knobs of time; does not know which note it will be.
"""

from math import log2
from random import Random

import numpy as np

from antiphon_models.codecs.note_stream import IOI
from antiphon_models.improviser import SamplingParams
from antiphon_models.recent import CHORD
from antiphon_models.sampling import Distribution, draw, tempered, tempered_rhythm, weighted

# A silence up to this long, in seconds, is articulation; a longer one is a rest.
ARTICULATION = 0.1
# Twice the density makes an interval twice as long this many times two less likely.
TILT = 2.0
IOI_CENTRES = np.array([IOI.seconds_of(index, 0.5) for index in range(IOI.count)])
IN_CHORD = IOI_CENTRES < CHORD
_OCTAVES = np.log2(np.maximum(IOI_CENTRES, CHORD))


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
    if params.density != 1.0:
        chances = denser(chances, params.density)
    silence = IOI_CENTRES - left
    weights = np.where(silence > ARTICULATION, params.rest_weight, 1.0)
    weights[silence > params.longest_rest] = 0.0
    if not may_join:
        weights[IN_CHORD] = 0.0
    return draw(weighted(chances, weights), rng)


def denser(chances: Distribution, density: float) -> Distribution:
    """Return the distribution of iois leaning to shorter ones, or longer ones below 1.

    How likely the next note joins the chord stays as it is: more notes a second are not more
    notes at once.
    """
    leaning: Distribution = chances * np.exp2(-TILT * log2(density) * _OCTAVES)
    leaning[IN_CHORD] = 0.0
    apart = leaning.sum()
    if apart == 0.0:
        return chances
    together = chances[IN_CHORD]
    leaning *= (chances.sum() - together.sum()) / apart
    leaning[IN_CHORD] = together
    return leaning
