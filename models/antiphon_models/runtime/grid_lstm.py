"""The grid network in NumPy: one symbol a step, the state of the LSTM kept between steps.

Knows a weights file and matrices; knows no tempo, no note and no knob.
"""

from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.time_grid import END, GridError
from antiphon_models.networks.grid_config import (
    ARCHITECTURE,
    GridConfig,
    config_of,
    tensor_shapes,
)
from antiphon_models.runtime.lstm import LstmStack, LstmState, LstmWeights, fold_lstm
from antiphon_models.weights_file import (
    MEND,
    Tensors,
    WeightsError,
    check_shapes,
    read_description,
    read_weights,
)

Array: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class GridWeights:
    """What a stepper reads; shared by all forks and never written.

    `rows` is what each symbol, by its number, adds to the gates, bias included; `out` is
    (symbols, hidden). `name` tells the weights apart.
    """

    name: str
    config: GridConfig
    lstm: LstmWeights
    rows: Array
    out: Array
    out_bias: Array


class GridStepper:
    """A melody in progress on the grid. Not thread-safe; forks share only weights.

    `nothing` is the state of a network that has heard nothing at all, not even an end.
    """

    def __init__(self, weights: GridWeights) -> None:
        self.weights = weights
        self._lstm = LstmStack(weights.lstm)
        self._logits: Array = np.empty_like(weights.out_bias)
        self._is_rated = False
        self.nothing = self._lstm.snapshot()
        self._start = self._started()

    def step(self, number: int) -> None:
        """Take in the symbol with this number."""
        self._lstm.step(self.weights.rows[number])
        self._is_rated = False

    def logits(self) -> Array:
        """Return the logits of the next symbol: a view, which the next call may change."""
        if not self._is_rated:
            np.dot(self.weights.out, self._lstm.top, out=self._logits)
            self._logits += self.weights.out_bias
            self._is_rated = True
        return self._logits

    def snapshot(self) -> LstmState:
        """Return the state as it is now."""
        return self._lstm.snapshot()

    def restore(self, state: LstmState) -> None:
        """Go back to a state from `snapshot`."""
        self._lstm.restore(state)
        self._is_rated = False

    def reset(self) -> None:
        """Go back to before the first note of a melody."""
        self.restore(self._start)

    def fork(self) -> "GridStepper":
        """Return a stepper at the same place that goes its own way from here."""
        fork = copy(self)
        fork._lstm = self._lstm.fork()
        fork._logits = self._logits.copy()
        return fork

    def _started(self) -> LstmState:
        """The state after as many end symbols as stand between songs (papers/001, 2.6.2)."""
        for number in self.weights.config.symbol_map.numbers_of([END]) * self.weights.config.length:
            self._lstm.step(self.weights.rows[number])
        return self._lstm.snapshot()


def load_grid(path: Path) -> GridWeights:
    """Return the weights in the file at `path`; WeightsError, naming it, if they are unfit."""
    config = _config(path)
    tensors, description = read_weights(path, ARCHITECTURE, config.symbol_map.digest)
    check_shapes(path, tensors, tensor_shapes(config))
    return fold(tensors, config, description.name(path))


def fold(tensors: Tensors, config: GridConfig, name: str) -> GridWeights:
    """Return torch's tensors ready for stepping, under `name`."""
    lstm = fold_lstm(tensors, layers=1, hidden=config.hidden)
    rows = lstm.fed + lstm.biases[0]
    out = np.ascontiguousarray(tensors["out.weight"])
    return GridWeights(name, config, lstm, rows, out, tensors["out.bias"])


def _config(path: Path) -> GridConfig:
    description = read_description(path)
    if description.architecture != ARCHITECTURE:
        # As read_weights says it, which comes only after the config.
        read_weights(path, ARCHITECTURE, description.vocabulary)
    try:
        config = config_of(description.config)
        config.symbol_map.numbers_of([END])
    except (TypeError, ValueError, GridError) as error:
        raise WeightsError(f"{path}: describes no grid network ({error}); {MEND}") from None
    return config
