"""The networks of papers/002 in torch: LSTM layers, and heads for pitch, step and duration.

Knows tensors; knows no corpus and no training loop.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from antiphon_models.networks.triples_config import TRIPLE, TriplesConfig, tensor_shapes


class Said(NamedTuple):
    """What a network says of the next note: pitch logits (..., 128), step and duration (...)."""

    pitch: Tensor
    step: Tensor
    duration: Tensor


class TriplesNetwork(nn.Module):
    """Predicts the note after a window of notes."""

    def __init__(self, config: TriplesConfig) -> None:
        super().__init__()
        self.config = config
        dropout = config.dropout if config.layers > 1 else 0.0
        self.lstm = nn.LSTM(TRIPLE, config.hidden, config.layers, batch_first=True, dropout=dropout)
        self.dense = nn.Linear(config.hidden, config.dense) if config.dense else None
        for name in Said._fields:
            rows, below = tensor_shapes(config)[f"{name}.weight"]
            self.add_module(name, nn.Linear(below, rows))
        self._initialise()

    def forward(self, fed: Tensor) -> Said:
        """Return what follows the last note of each window, (batch, notes, 3)."""
        hidden, _ = self.lstm(fed)
        return self._heads(hidden[:, -1])

    def everywhere(self, fed: Tensor) -> Said:
        """Return what follows each note, heard from the first one on."""
        hidden, _ = self.lstm(fed)
        return self._heads(hidden)

    def own_state(self) -> dict[str, Tensor]:
        """Return the tensors of `tensor_shapes`: the state without the biases that are zero."""
        wanted = tensor_shapes(self.config)
        return {name: value for name, value in self.state_dict().items() if name in wanted}

    def _heads(self, hidden: Tensor) -> Said:
        top = hidden if self.dense is None else torch.relu(self.dense(hidden))
        head = self.get_submodule
        return Said(head("pitch")(top), head("step")(top)[..., 0], head("duration")(top)[..., 0])

    def _initialise(self) -> None:
        """Begin as Keras does, whose parameters the paper counts: one bias a gate."""
        for name, value in self.named_parameters():
            if "weight_hh" in name:
                for gate in value.data.chunk(4):
                    nn.init.orthogonal_(gate)
            elif "weight" in name:
                nn.init.xavier_uniform_(value)
            else:
                nn.init.zeros_(value)
            if "bias_hh" in name:
                value.requires_grad_(False)
        for layer in range(self.config.layers):
            size = self.config.hidden
            self.lstm.get_parameter(f"bias_ih_l{layer}").data[size : 2 * size] = 1.0
