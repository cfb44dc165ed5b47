"""When the next note begins: the network's time, or a motif's, with the rests that are wanted.

Knows the network's logits and the knobs of time; does not know which note it will be.
"""

from math import log2
from random import Random

import numpy as np

from antiphon_models.codecs.note_stream import IOI
from antiphon_models.improviser import SamplingParams
from antiphon_models.music.motif import Motif
from antiphon_models.recent import CHORD
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.sampling import Distribution, draw, probabilities, tempered_rhythm, weighted

# A silence up to this long, in seconds, is articulation; a longer one is a rest.
ARTICULATION = 0.1
# Twice the density makes an interval twice as long this many times two less likely.
TILT = 2.0
IOI_CENTRES = np.array([IOI.seconds_of(index, 0.5) for index in range(IOI.count)])
IN_CHORD = IOI_CENTRES < CHORD
_OCTAVES = np.log2(np.maximum(IOI_CENTRES, CHORD))


def draw_ioi(
    stepper: NoteStreamStepper,
    left: float,
    params: SamplingParams,
    rng: Random,
    *,
    may_join: bool = True,
) -> tuple[float, float]:
    """Return when the next note begins, and how likely the network's best guess at that was.

    In seconds from the last onset; something sounds for `left` of them. With `may_join` the
    note may belong to the chord that has just begun.
    """
    temperature = tempered_rhythm(params.temperature)
    logits = stepper.ioi_logits()
    likely = probabilities(logits)
    chances = likely if temperature == 1.0 else probabilities(logits, temperature)
    if params.density != 1.0:
        chances = denser(chances, params.density)
    silence = IOI_CENTRES - left
    weights = np.where(silence > ARTICULATION, params.rest_weight, 1.0)
    weights[silence > params.longest_rest] = 0.0
    if not may_join:
        weights[IN_CHORD] = 0.0
    index = draw(weighted(chances, weights), rng)
    return IOI.seconds_of(index, stepper.ioi_inside(index)), float(likely.max())


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


def motif_ioi(motif: Motif, left: float, params: SamplingParams, rng: Random) -> float:
    """Return the player's own timing, in diminution or augmentation as the density says.

    A rest in it stays with a chance of `rest_weight`.
    """
    ioi = motif.ioi / params.density
    is_rest = ioi - left > ARTICULATION
    keeps = rng.random() < params.rest_weight
    return min(ioi, left + params.longest_rest) if keeps or not is_rest else left
