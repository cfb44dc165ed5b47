"""The three networks of papers/003 in torch: language model, VAE, and VRASH.

One class, for they differ only in what the decoder is given (vrash_config). Knows tensors;
knows no corpus and no training loop.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from antiphon_models.networks.highway import HighwayCell
from antiphon_models.networks.vrash_config import VrashConfig, tensor_shapes

EMBEDDING_DEVIATION = 0.5


class Lines(NamedTuple):
    """Lines as the codec has them, int64: pitch and delay (batch, steps), style (batch,)."""

    pitch: Tensor
    delay: Tensor
    style: Tensor


class Latent(NamedTuple):
    """What an encoder makes of a line: a normal distribution, each (batch, latent)."""

    mean: Tensor
    log_variance: Tensor

    def drawn(self, generator: torch.Generator | None = None) -> Tensor:
        """Return a sample, differentiable in mean and variance."""
        noise = torch.randn(self.mean.shape, generator=generator)
        return self.mean + torch.exp(0.5 * self.log_variance) * noise

    def divergence(self) -> Tensor:
        """Return the KL divergence from the standard normal, nats, (batch, latent)."""
        variance = torch.exp(self.log_variance)
        return 0.5 * (self.mean**2 + variance - 1.0 - self.log_variance)


class Surprise(NamedTuple):
    """Nats of each note's pitch and delay, each (batch, steps)."""

    pitch: Tensor
    delay: Tensor


class VrashNetwork(nn.Module):
    """Predicts each note of a line from what its kind is given; `encode` where it has a latent."""

    def __init__(self, config: VrashConfig) -> None:
        super().__init__()
        self.config = config
        for name, shape in tensor_shapes(config).items():
            module, _, kind = name.partition(".")
            if kind == "weight" and module.startswith(("embed", "decided")):
                self.add_module(module, nn.Embedding(shape[0], shape[1]))
            elif kind == "weight":
                self.add_module(module, nn.Linear(shape[1], shape[0]))
        self.decoder = HighwayCell(config.decoder_inputs, config.hidden, config.depth)
        if config.has_latent:
            self.encoder = HighwayCell(config.note + config.style, config.hidden, config.depth)
        for table in self.modules():
            if isinstance(table, nn.Embedding):
                nn.init.normal_(table.weight, std=EMBEDDING_DEVIATION)

    def encode(self, lines: Lines) -> Latent:
        """Return the latent of each line."""
        inputs = torch.cat([self._notes(lines), self._styles(lines)], dim=-1)
        state = inputs.new_zeros(len(inputs), self.config.hidden)
        found = self.get_submodule("latent")(self.encoder(inputs, state)[:, -1])
        return Latent(*found.chunk(2, dim=-1))

    def surprise(
        self, lines: Lines, latent: Tensor | None, heard: Tensor | None = None
    ) -> Surprise:
        """Return how surprising each note is after those before it.

        `latent` is (batch, latent), None for a language model. Where `heard`, (batch, steps)
        of 0.0 or 1.0, is 0 the decoder does not get to hear the note (word dropout).
        """
        states = self.states(lines, latent, heard)
        pitch = self.get_submodule("out_pitch")(states)
        return Surprise(
            _nats(pitch, lines.pitch), _nats(self.delays(states, lines.pitch), lines.delay)
        )

    def states(self, lines: Lines, latent: Tensor | None, heard: Tensor | None = None) -> Tensor:
        """Return the decoder's state before each note, (batch, steps, hidden)."""
        parts: list[Tensor] = []
        if self.config.hears_notes:
            notes = self._notes(lines)
            before = _one_later(notes if heard is None else notes * heard[..., None])
            parts.append(before)
            if self.config.has_history:
                parts.append(running_mean(before, self.config.forgetting))
        if latent is not None:
            parts.append(latent[:, None].expand(-1, lines.pitch.shape[1], -1))
        parts.append(self._styles(lines))
        states: Tensor = self.decoder(torch.cat(parts, dim=-1), self.beginning(latent, lines))
        return states

    def beginning(self, latent: Tensor | None, lines: Lines) -> Tensor:
        """Return the state that the decoder begins from, (batch, hidden)."""
        if latent is None:
            return self.get_parameter("out_pitch.weight").new_zeros(
                len(lines.pitch), self.config.hidden
            )
        return torch.tanh(self.get_submodule("begin")(latent))

    def delays(self, states: Tensor, pitch: Tensor) -> Tensor:
        """Return the logits of the delay of notes whose pitch is decided."""
        look_up = self.get_submodule
        hidden = torch.tanh(look_up("project")(states) + look_up("decided_pitch")(pitch))
        logits: Tensor = look_up("out_delay")(hidden)
        return logits

    def _notes(self, lines: Lines) -> Tensor:
        """The concatenated embeddings of papers/003: pitch class, octave, delay."""
        look_up = self.get_submodule
        return torch.cat(
            [
                look_up("embed_pitch_class")(lines.pitch % 12),
                look_up("embed_octave")(lines.pitch // 12),
                look_up("embed_delay")(lines.delay),
            ],
            dim=-1,
        )

    def _styles(self, lines: Lines) -> Tensor:
        styles = self.get_submodule("embed_style")(lines.style)
        return torch.as_tensor(styles)[:, None].expand(-1, lines.pitch.shape[1], -1)


def running_mean(notes: Tensor, forgetting: float) -> Tensor:
    """Return at each step the mean of `notes` up to it, older ones fading; (batch, steps, n)."""
    mean = torch.zeros_like(notes[:, 0])
    means: list[Tensor] = []
    for step in range(notes.shape[1]):
        mean = mean + forgetting * (notes[:, step] - mean)
        means.append(mean)
    return torch.stack(means, dim=1)


def _one_later(notes: Tensor) -> Tensor:
    return torch.cat([torch.zeros_like(notes[:, :1]), notes[:, :-1]], dim=1)


def _nats(logits: Tensor, targets: Tensor) -> Tensor:
    return cross_entropy(logits.transpose(1, 2), targets, reduction="none")
