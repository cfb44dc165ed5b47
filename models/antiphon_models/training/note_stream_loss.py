"""How well the note-stream network predicts: cross-entropy of each head, error inside the bins.

Knows tensors; knows no optimiser and no file.
"""

from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from antiphon_models.networks.note_stream import Notes, Predictions
from antiphon_models.training.note_stream_data import Windows

HEADS: Final = ("ioi", "pitch", "velocity", "duration")
INSIDE_WEIGHT: Final = 1.0
CPU: Final = torch.device("cpu")


def tensors(batch: Windows, device: torch.device = CPU) -> tuple[Notes, Tensor, Tensor]:
    """Return a batch as tensors: notes, which steps count, which velocities count."""
    columns = [torch.from_numpy(column).to(device) for column in (*batch.notes, batch.style)]
    notes = Notes._make(columns)
    counts = torch.from_numpy(batch.is_note[:, 1:]).to(device)
    has_velocity = torch.from_numpy(batch.velocity_counts).to(device)
    return notes, counts, counts & has_velocity[:, None]


def cross_entropies(predictions: Predictions, following: Notes) -> dict[str, Tensor]:
    """Return the negative log likelihood in nats of each attribute, each (batch, steps)."""
    # An unknown velocity has no bin of its own; its loss is masked by the caller.
    velocity = following.velocity.clamp(max=predictions.velocity.shape[-1] - 1)
    targets = (following.ioi_bin, following.pitch, velocity, following.duration_bin)
    logits = (predictions.ioi, predictions.pitch, predictions.velocity, predictions.duration)
    return {
        head: functional.cross_entropy(
            logit.flatten(0, 1), target.flatten(), reduction="none"
        ).view(target.shape)
        for head, logit, target in zip(HEADS, logits, targets, strict=True)
    }


def inside_errors(predictions: Predictions, following: Notes) -> Tensor:
    """Return the squared error of both places inside their bins, summed, (batch, steps)."""
    ioi = predictions.ioi_inside.gather(-1, following.ioi_bin[..., None])[..., 0]
    duration = predictions.duration_inside.gather(-1, following.duration_bin[..., None])[..., 0]
    errors: Tensor = (ioi - following.ioi_inside) ** 2
    return errors + (duration - following.duration_inside) ** 2


def summed_loss(
    predictions: Predictions, following: Notes, counts: Tensor, velocity_counts: Tensor
) -> Tensor:
    """Return the sum over the notes of what training makes small, one number.

    A sum, because the mean is to be taken over the notes of all processes together.
    """
    total = INSIDE_WEIGHT * inside_errors(predictions, following)
    for head, loss in cross_entropies(predictions, following).items():
        total = total + (loss * velocity_counts if head == "velocity" else loss)
    summed: Tensor = (total * counts).sum()
    return summed
