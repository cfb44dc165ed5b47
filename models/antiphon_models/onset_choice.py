"""When the next note begins: the network's time, or a motif's, with the rests that are wanted.

Knows the network's logits and the knobs of time; does not know which note it will be.
"""

from random import Random

import numpy as np

from antiphon_models.codecs.note_stream import IOI
from antiphon_models.improviser import SamplingParams
from antiphon_models.music.motif import Motif
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.sampling import draw, probabilities, tempered_rhythm, weighted

# A silence up to this long, in seconds, is articulation; a longer one is a rest.
ARTICULATION = 0.1
IOI_CENTRES = np.array([IOI.seconds_of(index, 0.5) for index in range(IOI.count)])


def draw_ioi(
    stepper: NoteStreamStepper, left: float, params: SamplingParams, rng: Random
) -> tuple[float, float]:
    """Return when the next note begins, and how likely the network's best guess at that was.

    In seconds from the last onset; something sounds for `left` of them.
    """
    temperature = tempered_rhythm(params.temperature)
    logits = stepper.ioi_logits()
    likely = probabilities(logits)
    chances = likely if temperature == 1.0 else probabilities(logits, temperature)
    silence = IOI_CENTRES - left
    weights = np.where(silence > ARTICULATION, params.rest_weight, 1.0)
    weights[silence > params.longest_rest] = 0.0
    index = draw(weighted(chances, weights), rng)
    return IOI.seconds_of(index, stepper.ioi_inside(index)), float(likely.max())


def motif_ioi(motif: Motif, left: float, params: SamplingParams, rng: Random) -> float:
    """Return the player's own timing; a rest in it stays with a chance of `rest_weight`."""
    is_rest = motif.ioi - left > ARTICULATION
    keeps = rng.random() < params.rest_weight
    return min(motif.ioi, left + params.longest_rest) if keeps or not is_rest else left
