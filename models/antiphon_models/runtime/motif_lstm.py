"""Papers/000's network in progress, one pitch a step, in NumPy.

    stepper = WindowStepper(read_motif(path))  # or KeptStepper
    stepper.step(token)                        # at each onset; the alphabet has the tokens
    stepper.logits()                           # how likely each token is next
    stepper.fork()                             # an answer that may be thrown away

A step costs the same however long the history is. Knows arrays; knows no sampling and no motif.
"""

import numpy as np

from antiphon_models.runtime.lstm import Array, LstmStack, pass_gates
from antiphon_models.runtime.motif_weights import MotifWeights


class KeptStepper:
    """The network with its state kept from the first pitch on. Not thread-safe."""

    def __init__(self, weights: MotifWeights) -> None:
        self.weights = weights
        self._stack = LstmStack(weights.lstm)

    def step(self, token: int) -> None:
        """Hear one pitch."""
        self._stack.step(self.weights.fed[token])

    def logits(self) -> Array:
        """Return the logits of the next token, (pitches,)."""
        return _logits(self.weights, self._stack.top)

    def reset(self) -> None:
        """Forget every pitch."""
        self._stack.reset()

    def fork(self) -> "KeptStepper":
        """Return a stepper at the same place that goes its own way from here."""
        fork = KeptStepper(self.weights)
        fork._stack = self._stack.fork()
        return fork


class WindowStepper:
    """The network as papers/000 asks it: of the last `steps` pitches alone, from an empty state.

    Each pitch begins a window, and all windows that are not yet full go on with it at once: so a
    pitch costs one product of matrices instead of a window's steps. Not thread-safe.
    """

    def __init__(self, weights: MotifWeights) -> None:
        self.weights = weights
        self._windows = LstmRows(weights, weights.config.steps)
        self._heard = 0

    def step(self, token: int) -> None:
        """Hear one pitch."""
        windows = self._windows
        windows.clear(self._heard % len(windows))
        windows.step(self.weights.fed[token])
        self._heard += 1

    def logits(self) -> Array:
        """Return the logits of the next token, (pitches,)."""
        size = len(self._windows)
        # The oldest of all windows, which is the one that will be begun anew next.
        oldest = self._heard % size if self._heard >= size else 0
        return _logits(self.weights, self._windows.hidden[oldest])

    def reset(self) -> None:
        """Forget every pitch."""
        self._windows.clear()
        self._heard = 0

    def fork(self) -> "WindowStepper":
        """Return a stepper at the same place that goes its own way from here."""
        fork = WindowStepper(self.weights)
        fork._windows.hidden[...] = self._windows.hidden
        fork._windows.cell[...] = self._windows.cell
        fork._heard = self._heard
        return fork


class LstmRows:
    """Many states of one LSTM layer, stepped together; (rows, hidden) float32 each."""

    def __init__(self, weights: MotifWeights, rows: int) -> None:
        size = weights.config.hidden
        # By columns, for products with many rows.
        self._matrix = weights.lstm.layers[0].T
        self.hidden: Array = np.zeros((rows, size), dtype=np.float32)
        self.cell = np.zeros_like(self.hidden)
        self._gates: Array = np.empty((rows, 4 * size), dtype=np.float32)
        self._scratch = np.empty_like(self.hidden)

    def __len__(self) -> int:
        return len(self.hidden)

    def clear(self, row: int | slice = slice(None)) -> None:
        """Empty the state of `row`, or all of them."""
        self.hidden[row] = 0.0
        self.cell[row] = 0.0

    def step(self, fed: Array) -> None:
        """Take in what is fed: one row of gates for all, (4 hidden,), or one for each."""
        gates, hidden, cell = self._gates, self.hidden, self.cell
        np.dot(hidden, self._matrix, out=gates)
        gates += fed
        pass_gates(gates, cell, hidden, self._scratch)


def _logits(weights: MotifWeights, hidden: Array) -> Array:
    logits: Array = np.dot(weights.out, hidden)
    logits += weights.out_bias
    return logits
