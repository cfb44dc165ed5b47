"""What an entropy does not tell of a line: whether it goes round in circles, and how it sounds.

Knows pitches; knows no network.
"""

from collections.abc import Container, Sequence
from itertools import pairwise

# What is looked at for a loop: the end of the line, and figures that come round there four times.
TAIL, ROUNDS = 400, 4
GRAM = 8
# Seconds, sevenths and the tritone, in any octave.
DISSONANT = frozenset({1, 2, 6, 10, 11})


def loop_period(pitches: Sequence[int], tail: int = TAIL) -> int:
    """Return the length of the figure that the last `tail` notes only repeat; 0 if there is none.

    It comes round at least four times there.
    """
    end = list(pitches[-tail:])
    for period in range(1, len(end) // ROUNDS + 1):
        if end[period:] == end[:-period]:
            return period
    return 0


def distinct_grams(pitches: Sequence[int], size: int = GRAM) -> float:
    """Return the share of figures of `size` notes that are different ones; 1.0: none comes twice.

    ValueError for fewer notes than that.
    """
    found = grams(pitches, size)
    return len(set(found)) / len(found)


def recited(pitches: Sequence[int], known: Container[tuple[int, ...]], size: int = GRAM) -> float:
    """Return the share of figures of `size` notes that are `known`; ValueError as above."""
    found = grams(pitches, size)
    return sum(gram in known for gram in found) / len(found)


def grams(pitches: Sequence[int], size: int = GRAM) -> list[tuple[int, ...]]:
    """Return every figure of `size` successive pitches; ValueError if there is none."""
    found = [tuple(pitches[start : start + size]) for start in range(len(pitches) - size + 1)]
    if not found:
        raise ValueError(f"there is no figure of {size} notes in {len(pitches)}")
    return found


def dissonance_ratio(pitches: Sequence[int]) -> float:
    """Return the share of melodic intervals that are dissonant (papers/000, section 4).

    The paper names the minor second and the major seventh; here they are all seconds, all
    sevenths and the tritone. 0.0 without an interval.
    """
    intervals = [abs(after - before) % 12 for before, after in pairwise(pitches)]
    return sum(step in DISSONANT for step in intervals) / len(intervals) if intervals else 0.0
