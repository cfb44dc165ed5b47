"""A recurrent highway cell in progress, one step a call, in NumPy.

Knows matrices and a state kept between steps; knows not what is fed, nor what is made of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from antiphon_models.runtime.lstm import HALF, Array


@dataclass(frozen=True, slots=True)
class HighwayWeights:
    """What a cell reads; shared by all forks and never written.

    Rows are those of what is new, then of the gate, the gate's halved: a sigmoid is then half
    a tanh plus a half. `fed` is what each input adds, (inputs, 2 hidden), without `biases[0]`;
    `levels` are (2 hidden, hidden) each.
    """

    fed: Array
    levels: tuple[Array, ...]
    biases: tuple[Array, ...]


class HighwayCell:
    """A cell in progress. Not thread-safe: forks share only weights."""

    def __init__(self, weights: HighwayWeights) -> None:
        size = weights.levels[0].shape[1]
        self._weights = weights
        self._state: Array = np.zeros(size, dtype=np.float32)
        self._both: Array = np.empty(2 * size, dtype=np.float32)

    @property
    def state(self) -> Array:
        """The state after the last step: a view, which the next step changes."""
        return self._state

    def step(self, row: Array) -> Array:
        """Take in what is fed, times the input matrix and with its bias; return `state`."""
        state, both, weights = self._state, self._both, self._weights
        size = len(state)
        new, gate = both[:size], both[size:]
        for level, matrix in enumerate(weights.levels):
            np.dot(matrix, state, out=both)
            both += row if level == 0 else weights.biases[level]
            np.tanh(both, out=both)
            gate *= HALF
            gate += HALF
            new -= state
            new *= gate
            state += new
        return state

    def begin(self, state: Array) -> None:
        """Go on from `state`, which stays as it is."""
        self._state[...] = state

    def reset(self) -> None:
        """Forget every step."""
        self._state.fill(0.0)

    def fork(self) -> "HighwayCell":
        """Return a cell at the same place that goes its own way from here."""
        other = HighwayCell(self._weights)
        other._state[...] = self._state
        return other


def fold_highway(
    tensors: Mapping[str, npt.NDArray[Any]], prefix: str, *, depth: int
) -> HighwayWeights:
    """Return the tensors of networks.highway.HighwayCell, named under `prefix`, for stepping."""
    levels = [tensors[f"{prefix}.own.{level}.weight"] for level in range(depth)]
    biases = [tensors[f"{prefix}.own.{level}.bias"] for level in range(depth)]
    return HighwayWeights(
        np.ascontiguousarray(_halved(tensors[f"{prefix}.fed.weight"]).T),
        tuple(np.ascontiguousarray(_halved(level)) for level in levels),
        tuple(_halved(bias) for bias in biases),
    )


def _halved(rows: Array) -> Array:
    new, gate = np.split(rows, 2)
    return np.concatenate([new, gate * HALF])
