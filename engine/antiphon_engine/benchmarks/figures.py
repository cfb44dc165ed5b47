"""What was measured: percentiles of samples, beside the bars that they must stay under.

Knows numbers and units; knows nothing of how anything was measured.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

PERCENTILES = {"p50": 50.0, "p95": 95.0, "p99": 99.0, "max": 100.0}
# What a figure's samples, in seconds, bytes or bare numbers, are multiplied by for its unit.
SCALES = {"us": 1e6, "ms": 1e3, "s": 1.0, "MB": 1e-6, "GB/s": 1e-9, "x": 1.0}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: percentiles by name, or one `value`, all in `unit`.

    `bars` gives by the same names what must not be exceeded. `section` is the heading it
    stands under, `key` tells it from all others, `count` is the number of samples.
    """

    section: str
    key: str
    what: str
    unit: str
    count: int
    values: Mapping[str, float]
    bars: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_over(self) -> bool:
        """Whether any of its bars is exceeded."""
        return any(self.values[name] > limit for name, limit in self.bars.items())


def percentile(ascending: Sequence[float], percent: float) -> float:
    """Return the smallest sample that at least `percent` of all stay under or equal.

    The nearest rank, always a sample and never between two; ValueError where there is none.
    """
    if not ascending:
        raise ValueError("no samples, no percentile")
    rank = math.ceil(percent / 100 * len(ascending))
    return ascending[max(rank, 1) - 1]


def distribution(
    section: str,
    key: str,
    what: str,
    unit: str,
    samples: Sequence[float],
    *,
    bars: Mapping[str, float] | None = None,
) -> Figure:
    """Return the percentiles of `samples`, which are in seconds or bytes; `bars` are in `unit`."""
    ascending = sorted(samples)
    values = {
        name: percentile(ascending, percent) * SCALES[unit] for name, percent in PERCENTILES.items()
    }
    return Figure(section, key, what, unit, len(samples), values, bars or {})


def single(
    section: str, key: str, what: str, unit: str, value: float, *, bar: float | None = None
) -> Figure:
    """Return one number, given in seconds, bytes or bare; `bar` is in `unit`."""
    bars = {} if bar is None else {"value": bar}
    return Figure(section, key, what, unit, 1, {"value": value * SCALES[unit]}, bars)


def ratio(
    section: str,
    key: str,
    what: str,
    one: Sequence[float],
    other: Sequence[float],
    *,
    bar: float | None = None,
) -> Figure:
    """Return how many times the median of `other` goes into that of `one`."""
    medians = [percentile(sorted(samples), 50.0) for samples in (one, other)]
    return single(section, key, what, "x", medians[0] / medians[1], bar=bar)
