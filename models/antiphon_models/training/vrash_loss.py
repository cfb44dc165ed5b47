"""What a network of papers/003 is trained to make small, and what it is measured by.

Knows networks and batches; knows no corpus and no training loop.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from antiphon_models.networks.vrash import Lines, VrashNetwork


@dataclass(frozen=True, slots=True)
class Annealing:
    """How the latent is kept alive (Bowman et al. 2016; Kingma et al. 2016).

    The weight of the divergence rises from 0 to 1 in `warm_up` batches; so many nats of each
    latent number cost nothing in training (`free_nats`); `unheard` is the share of notes that
    the decoder does not get to hear in training.
    """

    warm_up: int = 600
    free_nats: float = 0.12
    unheard: float = 0.2


class Objective:
    """The loss of a batch, nats a note, counting batches for the annealing."""

    def __init__(self, network: VrashNetwork, annealing: Annealing) -> None:
        self._network = network
        self._annealing = annealing
        self._batches = 0

    def __call__(self, lines: Lines) -> Tensor:
        """Return the loss; its divergence is weighed, and free up to a point."""
        if not self._network.config.has_latent:
            return _mean(self._network, lines, None, None)
        self._batches += 1
        weight = min(self._batches / self._annealing.warm_up, 1.0)
        latent = self._network.encode(lines)
        spent = latent.divergence().mean(dim=0).clamp(min=self._annealing.free_nats).sum()
        heard = (torch.rand(lines.pitch.shape) >= self._annealing.unheard).float()
        reconstruction = _mean(self._network, lines, latent.drawn(), heard)
        return reconstruction + weight * spent / lines.pitch.shape[1]


@dataclass(frozen=True, slots=True)
class Costs:
    """Means over held-out notes, in nats a note: pitch, delay, and the latent's share."""

    pitch: float
    delay: float
    divergence: float

    @property
    def reconstruction(self) -> float:
        """What the notes cost where the latent is known."""
        return self.pitch + self.delay

    @property
    def total(self) -> float:
        """The cross-entropy; with a latent, the bound on it (ELBO, negated)."""
        return self.reconstruction + self.divergence


def costs(network: VrashNetwork, batches: Sequence[Lines], latent: str = "own") -> Costs:
    """Return what held-out lines cost, every note heard, the latent drawn with fixed noise.

    The latent is that of the line itself ("own"), of another line of the batch ("other") or of
    none ("prior"): by what the last two cost more one sees what the decoder makes of it.
    """
    generator = torch.Generator().manual_seed(0)
    sums, notes = np.zeros(3), 0
    network.eval()
    with torch.inference_mode():
        for lines in batches:
            drawn, divergence = _latent(network, lines, latent, generator)
            found = network.surprise(lines, drawn)
            sums += [float(found.pitch.sum()), float(found.delay.sum()), divergence]
            notes += lines.pitch.numel()
    pitch, delay, divergence = (sums / notes).tolist()
    return Costs(pitch, delay, divergence)


def _latent(
    network: VrashNetwork, lines: Lines, which: str, generator: torch.Generator
) -> tuple[Tensor | None, float]:
    if not network.config.has_latent:
        return None, 0.0
    found = network.encode(lines)
    drawn = found.drawn(generator)
    if which == "prior":
        return torch.randn(drawn.shape, generator=generator), 0.0
    if which == "other":
        return drawn.roll(1, dims=0), 0.0
    return drawn, float(found.divergence().sum())


def _mean(
    network: VrashNetwork, lines: Lines, latent: Tensor | None, heard: Tensor | None
) -> Tensor:
    found = network.surprise(lines, latent, heard)
    return (found.pitch + found.delay).mean()
