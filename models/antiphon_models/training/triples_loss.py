"""What training a network of papers/002 makes small.

The paper names cross-entropy for pitch and squared errors for times, and no more. How they are
weighed, and that times below zero cost extra, is an assumption: so it is in the widely copied
tutorial whose network is the paper's figure 2 to the parameter. Knows tensors; knows no corpus.
"""

from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from antiphon_models.codecs.note_triples import pitches_of
from antiphon_models.networks.triples import Said
from antiphon_models.training.triples_data import Examples

PITCH_WEIGHT: Final = 0.05
STEP_WEIGHT: Final = 1.0
DURATION_WEIGHT: Final = 1.0
# How much a time costs for each second that it is below zero.
POSITIVE_PRESSURE: Final = 10.0


def loss_of(said: Said, examples: Examples) -> Tensor:
    """Return the weighed loss, the mean over the examples."""
    pitch = torch.from_numpy(pitches_of(examples.next))
    step, duration = torch.from_numpy(examples.next[:, 1:]).unbind(-1)
    cross_entropy = functional.cross_entropy(said.pitch, pitch)
    return (
        PITCH_WEIGHT * cross_entropy
        + STEP_WEIGHT * _pressed_error(said.step, step)
        + DURATION_WEIGHT * _pressed_error(said.duration, duration)
    )


def _pressed_error(said: Tensor, real: Tensor) -> Tensor:
    pressure = POSITIVE_PRESSURE * torch.relu(-said)
    return ((said - real) ** 2 + pressure).mean()
