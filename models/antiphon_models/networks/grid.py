"""The grid network in torch: one-hot symbols, an LSTM, dropout and a dense softmax layer.

Knows tensors; knows no data set and no training loop. After papers/001, 2.5.1.
"""

from typing import TypeAlias

import torch
from torch import Tensor, nn
from torch.nn import functional

from antiphon_models.networks.grid_config import GridConfig

State: TypeAlias = tuple[Tensor, Tensor]


class GridNetwork(nn.Module):
    """Predicts each next symbol of a melody from those before it."""

    def __init__(self, config: GridConfig) -> None:
        super().__init__()
        self.config = config
        symbols = len(config.symbols)
        self.lstm = nn.LSTM(symbols, config.hidden, batch_first=True)
        self.dropout = nn.Dropout(config.dropout)
        self.out = nn.Linear(config.hidden, symbols)

    def forward(self, numbers: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Return the logits of the symbol after each of `numbers`, and the state at the end.

        `numbers` is int64, (batch, steps); the logits are (batch, steps, symbols).
        """
        hidden, state = self._heard(numbers, state)
        return self.out(self.dropout(hidden)), state

    def last(self, numbers: Tensor) -> Tensor:
        """Return the logits of the symbol after the last of `numbers` only, (batch, symbols)."""
        hidden, _ = self._heard(numbers, None)
        logits: Tensor = self.out(self.dropout(hidden[:, -1]))
        return logits

    def _heard(self, numbers: Tensor, state: State | None) -> tuple[Tensor, State]:
        fed = functional.one_hot(numbers, len(self.config.symbols)).to(torch.get_default_dtype())
        hidden, state = self.lstm(fed.to(self.out.weight.dtype), state)
        return hidden, state
