"""The note-stream network in torch: embeddings, an LSTM, and four heads in a fixed order.

Each head sees the LSTM's output and what is already decided of the next note: pitch is told
the ioi, velocity the ioi and pitch, duration all three. Knows tensors; knows no corpus and
no training loop.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from antiphon_models.networks.note_stream_config import NoteStreamConfig, tensor_shapes

FED_DEVIATION = 0.5
DECIDED_DEVIATION = 0.3


class Notes(NamedTuple):
    """Notes as the codec has them: tensors (batch, steps), int64 or float32; style (batch,)."""

    pitch: Tensor
    ioi_bin: Tensor
    ioi_inside: Tensor
    velocity: Tensor
    sounded_bin: Tensor
    sounded_inside: Tensor
    duration_bin: Tensor
    duration_inside: Tensor
    style: Tensor

    def steps(self, start: int, stop: int) -> "Notes":
        """Return the steps from `start` to before `stop`, counted from the end if negative."""
        columns = [column[:, start:stop] for column in self[:-1]]
        return Notes._make([*columns, self.style])


class Predictions(NamedTuple):
    """Logits for each attribute of the next note; insides 0..1; all (batch, steps, bins)."""

    ioi: Tensor
    ioi_inside: Tensor
    pitch: Tensor
    velocity: Tensor
    duration: Tensor
    duration_inside: Tensor


class NoteStreamNetwork(nn.Module):
    """Predicts each next note from all notes before it."""

    def __init__(self, config: NoteStreamConfig) -> None:
        super().__init__()
        self.config = config
        shapes = tensor_shapes(config)
        for name, shape in shapes.items():
            kind, _, _ = name.partition("_")
            module = name.removesuffix(".weight")
            if kind in ("fed", "decided"):
                self.add_module(module, nn.Embedding(shape[0], shape[1]))
            elif kind == "out" and name.endswith(".weight"):
                self.add_module(module, nn.Linear(shape[1], shape[0]))
        self.lstm = nn.LSTM(
            config.embedding,
            config.hidden,
            config.layers,
            batch_first=True,
            dropout=config.dropout if config.layers > 1 else 0.0,
        )
        self.project = nn.Linear(config.hidden, 4 * config.head)
        self.dropout = nn.Dropout(config.dropout)
        self._initialise()

    def forward(self, fed: Notes, following: Notes) -> Predictions:
        """Return the predictions of `following` (one step on) after hearing `fed`."""
        hidden, _ = self.lstm(self.embed(fed))
        return self.heads(self.dropout(hidden), following)

    def embed(self, fed: Notes) -> Tensor:
        """Return the LSTM's input, shape (batch, steps, embedding)."""
        look_up = self.get_submodule
        ioi_slope = look_up("fed_ioi_slope")(fed.ioi_bin) * fed.ioi_inside[..., None]
        sounded_slope = look_up("fed_sounded_slope")(fed.sounded_bin)
        total: Tensor = (
            look_up("fed_pitch")(fed.pitch)
            + look_up("fed_ioi")(fed.ioi_bin)
            + ioi_slope
            + look_up("fed_velocity")(fed.velocity)
            + look_up("fed_sounded")(fed.sounded_bin)
            + sounded_slope * fed.sounded_inside[..., None]
            + look_up("fed_style")(fed.style)[:, None]
        )
        return total

    def heads(self, hidden: Tensor, following: Notes) -> Predictions:
        """Return the predictions from the LSTM's output; each head is told what comes before it."""
        look_up = self.get_submodule
        ioi, pitch, velocity, duration = self.project(hidden).chunk(4, dim=-1)
        slope = look_up("decided_ioi_slope")(following.ioi_bin) * following.ioi_inside[..., None]
        by_ioi = (look_up("decided_ioi")(following.ioi_bin) + slope).chunk(3, dim=-1)
        by_pitch = look_up("decided_pitch")(following.pitch).chunk(2, dim=-1)
        by_velocity = look_up("decided_velocity")(following.velocity)
        ioi = torch.tanh(ioi)
        pitch = torch.tanh(pitch + by_ioi[0])
        velocity = torch.tanh(velocity + by_ioi[1] + by_pitch[0])
        duration = torch.tanh(duration + by_ioi[2] + by_pitch[1] + by_velocity)
        return Predictions(
            look_up("out_ioi")(ioi),
            torch.sigmoid(look_up("out_ioi_inside")(ioi)),
            look_up("out_pitch")(pitch),
            look_up("out_velocity")(velocity),
            look_up("out_duration")(duration),
            torch.sigmoid(look_up("out_duration_inside")(duration)),
        )

    def _initialise(self) -> None:
        for name, module in self.named_modules():
            if isinstance(module, nn.Embedding):
                is_fed = name.startswith("fed_")
                nn.init.normal_(module.weight, std=FED_DEVIATION if is_fed else DECIDED_DEVIATION)
        hidden = self.config.hidden
        for layer in range(self.config.layers):
            # An open forget gate at the start lets the gradient reach back through time.
            bias = self.lstm.get_parameter(f"bias_ih_l{layer}")
            with torch.no_grad():
                bias[hidden : 2 * hidden].fill_(1.0)
