"""How much a note tells of another so many notes on: mutual information against distance.

Equation 1 of papers/003, after Lin and Tegmark (2016), with the correction of Miller and Madow
for samples that are finite. Knows lines of symbols; does not know what they stand for.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import log, log2
from random import Random
from typing import TypeVar

Line = Sequence[Hashable]
Symbol = TypeVar("Symbol", bound=Hashable)


def mutual_information(lines: Sequence[Line], distance: int) -> float:
    """Return what a symbol tells, in bits, of the one `distance` places on in the same line.

    Pairs of all lines are counted together. Corrected, it may come out a little below zero
    where nothing is told; nan where no line is long enough.
    """
    pairs = Counter(pair for line in lines for pair in zip(line, line[distance:], strict=False))
    if not pairs:
        return float("nan")
    first = _sum(((one, count) for (one, _), count in pairs.items()))
    second = _sum(((other, count) for (_, other), count in pairs.items()))
    return entropy(first) + entropy(second) - entropy(pairs)


def curve(lines: Sequence[Line], distances: Sequence[int]) -> list[float]:
    """Return the mutual information at each distance."""
    return [mutual_information(lines, distance) for distance in distances]


def shuffled(lines: Iterable[Sequence[Symbol]], seed: int) -> list[list[Symbol]]:
    """Return each line with its own symbols in random order: what the symbols alone tell."""
    rng = Random(seed)
    return [rng.sample(line, len(line)) for line in lines]


def entropy(counts: Counter[Symbol]) -> float:
    """Return the Shannon entropy in bits, plus (symbols - 1) / (2 n) nats (Miller, Madow)."""
    total = counts.total()
    plain = log2(total) - sum(count * log2(count) for count in counts.values()) / total
    return plain + (len(counts) - 1) / (2 * total * log(2))


def _sum(counts: Iterable[tuple[Symbol, int]]) -> Counter[Symbol]:
    total: Counter[Symbol] = Counter()
    for symbol, count in counts:
        total[symbol] += count
    return total
