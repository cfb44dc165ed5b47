"""A stack of LSTM layers in progress, one step a call, in NumPy.

Knows matrices and a hidden state kept between steps; knows not what is fed, nor what the heads
above make of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
HALF = np.float32(0.5)


@dataclass(frozen=True, slots=True)
class LstmWeights:
    """What a stack reads; shared by all forks and never written.

    Rows over gates are in the order input, forget, output, candidate, and the first three
    are halved: a sigmoid is then half a tanh plus a half, and one tanh does all four gates.
    `fed` is what each of the inputs adds to the first layer, (inputs, 4 hidden), without
    `biases[0]`. `layers[0]` is (4 hidden, hidden); higher ones (4 hidden, 2 hidden), below
    beside own.
    """

    fed: Array
    layers: tuple[Array, ...]
    biases: tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class LstmState:
    """The hidden and cell state after some step, float32, each (layers, hidden)."""

    hidden: Array
    cell: Array


class LstmStack:
    """Layers in progress. Not thread-safe: forks share only weights."""

    def __init__(self, weights: LstmWeights) -> None:
        size = weights.layers[0].shape[1]
        self._weights = weights
        self._hidden: Array = np.zeros((len(weights.layers), size), dtype=np.float32)
        self._top: Array = self._hidden[-1]
        self._cell = np.zeros_like(self._hidden)
        self._gates: Array = np.empty(4 * size, dtype=np.float32)
        self._pair: Array = np.empty(2 * size, dtype=np.float32)
        self._scratch: Array = np.empty(size, dtype=np.float32)

    @property
    def top(self) -> Array:
        """The highest layer's hidden state: a view, which the next step changes."""
        return self._top

    @property
    def gates(self) -> Array:
        """A buffer of the size of a row, for whoever makes one; a step overwrites it."""
        return self._gates

    def step(self, row: Array) -> Array:
        """Take in what is fed, times the input matrix and with its bias; return `top`."""
        self._advance(0, self._hidden[0], row)
        size = self._hidden.shape[1]
        for layer in range(1, len(self._hidden)):
            self._pair[:size] = self._hidden[layer - 1]
            self._pair[size:] = self._hidden[layer]
            self._advance(layer, self._pair, self._weights.biases[layer])
        return self._top

    def snapshot(self) -> LstmState:
        """Return the state as it is now."""
        return LstmState(self._hidden.copy(), self._cell.copy())

    def restore(self, state: LstmState) -> None:
        """Go back to a state from `snapshot`, which stays as it is."""
        self._hidden[...] = state.hidden
        self._cell[...] = state.cell

    def reset(self) -> None:
        """Forget every step."""
        self._hidden.fill(0.0)
        self._cell.fill(0.0)

    def fork(self) -> "LstmStack":
        """Return a stack at the same place that goes its own way from here."""
        other = LstmStack(self._weights)
        other._hidden[...] = self._hidden
        other._cell[...] = self._cell
        return other

    def _advance(self, layer: int, inputs: Array, row: Array) -> None:
        hidden, cell, gates = self._hidden[layer], self._cell[layer], self._gates
        np.dot(self._weights.layers[layer], inputs, out=gates)
        gates += row
        pass_gates(gates, cell, hidden, self._scratch)


def pass_gates(gates: Array, cell: Array, hidden: Array, scratch: Array) -> None:
    """Do in place what an LSTM does once its products are summed up, for one state or many.

    The last axis of `gates` is 4 hidden, in the order of LstmWeights; that of the others hidden.
    """
    np.tanh(gates, out=gates)
    size = hidden.shape[-1]
    opened = gates[..., : 3 * size]
    opened *= HALF
    opened += HALF
    cell *= gates[..., size : 2 * size]
    cell += np.multiply(gates[..., :size], gates[..., 3 * size :], out=scratch)
    np.tanh(cell, out=hidden)
    hidden *= gates[..., 2 * size : 3 * size]


def fold_lstm(
    tensors: Mapping[str, npt.NDArray[Any]], prefix: str = "lstm", *, layers: int, hidden: int
) -> LstmWeights:
    """Return the tensors of torch's nn.LSTM, named under `prefix`, ready for stepping."""
    named = {name: tensors[f"{prefix}.{name}"] for name in _names(layers)}
    fed = by_gates(named["weight_ih_l0"], hidden).T
    matrices = (_matrix(named, layer, hidden) for layer in range(layers))
    biases = (
        by_gates(named[f"bias_ih_l{layer}"] + named[f"bias_hh_l{layer}"], hidden)
        for layer in range(layers)
    )
    return LstmWeights(np.ascontiguousarray(fed), tuple(matrices), tuple(biases))


def lstm_shapes(
    prefix: str = "lstm", *, inputs: int, layers: int, hidden: int
) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the tensors of torch's nn.LSTM, by name."""
    shapes: dict[str, tuple[int, ...]] = {}
    for name in _names(layers):
        below = inputs if name.endswith("_l0") else hidden
        shape = (4 * hidden, below if "_ih_" in name else hidden)
        shapes[f"{prefix}.{name}"] = shape if name.startswith("weight") else shape[:1]
    return shapes


def by_gates(rows: Array, hidden: int) -> Array:
    """Return rows in torch's order input, forget, candidate, output as LstmWeights has them."""
    given, forget, candidate, out = np.split(rows, [hidden, 2 * hidden, 3 * hidden])
    return np.concatenate([given * HALF, forget * HALF, out * HALF, candidate])


def _names(layers: int) -> list[str]:
    kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return [f"{kind}_l{layer}" for layer in range(layers) for kind in kinds]


def _matrix(named: Mapping[str, npt.NDArray[Any]], layer: int, hidden: int) -> Array:
    own = named[f"weight_hh_l{layer}"]
    parts = [own] if layer == 0 else [named[f"weight_ih_l{layer}"], own]
    return np.ascontiguousarray(by_gates(np.concatenate(parts, axis=1), hidden))
