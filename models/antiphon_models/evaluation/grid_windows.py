"""A grid network that hears a window only, as papers/001's program does.

Knows a network and its last symbols; knows no sampling.
"""

from collections import deque

from antiphon_models.codecs.time_grid import END
from antiphon_models.runtime.grid_lstm import GridStepper, GridWeights
from antiphon_models.runtime.lstm import Array, LstmState


class WindowedGrid:
    """Rates each next symbol from the last `length` alone: as many steps for each.

    Before the first symbol stand ends (2.6.2); nothing is kept between symbols (2.6.4).
    """

    def __init__(self, weights: GridWeights, length: int) -> None:
        self._stepper = GridStepper(weights)
        self._nothing: LstmState = self._stepper.nothing
        self._end = weights.config.symbols.index(END)
        self._window: deque[int] = deque(maxlen=length)
        self.reset()

    def step(self, number: int) -> None:
        """Take in the symbol with this number."""
        self._window.append(number)

    def logits(self) -> Array:
        """Return the logits of the next symbol: a view, which the next call may change."""
        self._stepper.restore(self._nothing)
        for number in self._window:
            self._stepper.step(number)
        return self._stepper.logits()

    def reset(self) -> None:
        """Go back to before the first symbol."""
        self._window.extend([self._end] * (self._window.maxlen or 0))
