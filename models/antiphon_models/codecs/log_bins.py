"""A time in seconds as a logarithmic bin and a place inside it.

Knows only numbers; knows nothing of notes or networks.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class LogBins:
    """Bins of equal width in the logarithm of time, from `low` to `high` seconds.

    `count` is their number. With `has_zero` bin 0 holds everything below `low` and its
    inside value is linear in seconds; without, shorter times fall to the start of bin 0.
    Longer times than `high` fall to the end of the last bin.
    """

    low: float
    high: float
    count: int
    has_zero: bool

    def bin_of(self, seconds: float) -> tuple[int, float]:
        """Return the bin that holds `seconds` and the place inside it, 0..1."""
        if seconds < self.low:
            return (0, max(seconds, 0.0) / self.low) if self.has_zero else (0, 0.0)
        place = math.log(seconds / self.low) / self._width
        whole = min(int(place), self._log_count - 1)
        return whole + self.has_zero, min(place - whole, 1.0)

    def seconds_of(self, index: int, inside: float) -> float:
        """Return the time at the place `inside` (0..1) of bin `index`."""
        if self.has_zero and index == 0:
            return inside * self.low
        return self.low * math.exp((index - self.has_zero + inside) * self._width)

    def bins_of(
        self, seconds: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return `bin_of` for each element of `seconds`."""
        place = np.log(np.maximum(seconds, self.low) / self.low) / self._width
        whole = np.minimum(place.astype(np.int64), self._log_count - 1)
        inside = np.minimum(place - whole, 1.0)
        if self.has_zero:
            is_zero = seconds < self.low
            whole = np.where(is_zero, 0, whole + 1)
            inside = np.where(is_zero, np.maximum(seconds, 0.0) / self.low, inside)
        return whole, inside.astype(np.float32)

    @property
    def _log_count(self) -> int:
        return self.count - self.has_zero

    @property
    def _width(self) -> float:
        return math.log(self.high / self.low) / self._log_count
