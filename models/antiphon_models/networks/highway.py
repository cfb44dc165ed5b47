"""A recurrent highway cell in torch (Zilly et al. 2017): a step that is itself several deep.

Knows tensors; knows no notes and no training loop.
"""

import torch
from torch import Tensor, nn

# Gates begin nearly closed, so that at first a state is carried on as it is.
CLOSED = -2.0


class HighwayCell(nn.Module):
    """A cell of `hidden` units whose every step runs through `depth` highway layers.

    In each, a gate t lets in what is new and carries on 1 - t of what was, the coupled form of
    the paper; the input is added in the first.
    """

    def __init__(self, inputs: int, hidden: int, depth: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.fed = nn.Linear(inputs, 2 * hidden, bias=False)
        self.own = nn.ModuleList(nn.Linear(hidden, 2 * hidden) for _ in range(depth))
        with torch.no_grad():
            for level in range(depth):
                self.own.get_submodule(str(level)).get_parameter("bias")[hidden:].fill_(CLOSED)

    def forward(self, inputs: Tensor, state: Tensor) -> Tensor:
        """Return the states after each of `inputs`, (batch, steps, inputs); `state` is before."""
        rows = self.fed(inputs)
        states: list[Tensor] = []
        for step in range(inputs.shape[1]):
            state = self.step(rows[:, step], state)
            states.append(state)
        return torch.stack(states, dim=1)

    def step(self, row: Tensor, state: Tensor) -> Tensor:
        """Return the state after one step; `row` is what is fed, times the input matrix."""
        for level, own in enumerate(self.own):
            both = own(state) + row if level == 0 else own(state)
            candidate, gate = both.chunk(2, dim=-1)
            state = state + torch.sigmoid(gate) * (torch.tanh(candidate) - state)
        return state
