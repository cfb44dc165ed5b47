"""What a network of papers/003 is trained to make small, and what it is measured by.

Knows networks and batches; knows no corpus and no training loop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from antiphon_models.networks.vrash import Lines, VrashNetwork

Table = npt.NDArray[np.float64]
Which = Literal["own", "other", "prior"]


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


def costs(network: VrashNetwork, batches: Sequence[Lines], which: Which = "own") -> Costs:
    """Return what held-out lines cost on average; see `line_costs`."""
    pitch, delay, divergence = line_costs(network, batches, which).mean(axis=0).tolist()
    return Costs(pitch, delay, divergence)


def line_costs(network: VrashNetwork, batches: Sequence[Lines], which: Which = "own") -> Table:
    """Return what each line costs, nats a note, (lines, 3): pitch, delay, the latent's share.

    Every note is heard, and the latent drawn with fixed noise. It is that of the line itself
    ("own"), of another line of the batch ("other") or of none ("prior"): by what the last two
    cost more one sees what the decoder makes of it.
    """
    generator = torch.Generator().manual_seed(0)
    network.eval()
    with torch.inference_mode():
        rows = [_of_batch(network, lines, which, generator) for lines in batches]
    return np.concatenate(rows)


def importance_bound(network: VrashNetwork, batches: Sequence[Lines], samples: int) -> Table:
    """Return a tighter bound on what each line costs than one latent gives, nats a note.

    The mean of `samples` latents' likelihoods, each weighed by how likely prior and encoder
    find it (Burda et al. 2016). For a language model that is its cost itself.
    """
    if not network.config.has_latent:
        return np.asarray(line_costs(network, batches).sum(axis=1))
    generator = torch.Generator().manual_seed(0)
    network.eval()
    with torch.inference_mode():
        bounds = [_bound(network, lines, samples, generator) for lines in batches]
    return np.concatenate(bounds)


def _bound(network: VrashNetwork, lines: Lines, samples: int, generator: torch.Generator) -> Table:
    latent, likelihoods = network.encode(lines), []
    for _ in range(samples):
        drawn = latent.drawn(generator)
        found = network.surprise(lines, drawn)
        away = (drawn - latent.mean) * torch.exp(-0.5 * latent.log_variance)
        # Log prior less log encoder; what both have of pi cancels.
        weight = 0.5 * (away**2 + latent.log_variance - drawn**2).sum(dim=1)
        likelihoods.append(weight - (found.pitch + found.delay).sum(dim=1))
    mean = torch.logsumexp(torch.stack(likelihoods), dim=0) - np.log(samples)
    bound: Table = (-mean / lines.pitch.shape[1]).double().numpy()
    return bound


def _of_batch(
    network: VrashNetwork, lines: Lines, which: Which, generator: torch.Generator
) -> Table:
    drawn, divergence = _latent(network, lines, which, generator)
    found = network.surprise(lines, drawn)
    columns = [found.pitch.mean(dim=1), found.delay.mean(dim=1), divergence / lines.pitch.shape[1]]
    table: Table = torch.stack(columns, dim=1).double().numpy()
    return table


def _latent(
    network: VrashNetwork, lines: Lines, which: Which, generator: torch.Generator
) -> tuple[Tensor | None, Tensor]:
    """The latent to decode each line with, and what it costs a line."""
    nothing = torch.zeros(len(lines.pitch))
    if not network.config.has_latent:
        return None, nothing
    found = network.encode(lines)
    drawn = found.drawn(generator)
    if which == "prior":
        return torch.randn(drawn.shape, generator=generator), nothing
    if which == "other":
        return drawn.roll(1, dims=0), nothing
    return drawn, found.divergence().sum(dim=1)


def _mean(
    network: VrashNetwork, lines: Lines, latent: Tensor | None, heard: Tensor | None
) -> Tensor:
    found = network.surprise(lines, latent, heard)
    return (found.pitch + found.delay).mean()
