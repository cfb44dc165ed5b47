"""The motifs of a corpus, and which of them goes on from what was just played (papers/000).

Knows tokens; knows no pitch, no network and nothing of the player. Not to be confused with the
motif memory, which remembers the player.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Motif: TypeAlias = tuple[int, ...]
# As Algorithm 1 of the paper is printed, or as its authors' program does it.
Rule: TypeAlias = Literal["printed", "coded"]

SHORTEST, LONGEST = 4, 8
# What stands behind the end of a motif that is shorter than the longest.
_NOTHING = 255


class Continuation(NamedTuple):
    """What a motif says comes next, after `match_length` tokens that matched it.

    `rank` is the motif's place in its dictionary, 0 for the most frequent.
    """

    rank: int
    token: int
    match_length: int


@dataclass(frozen=True, slots=True)
class MotifDictionary:
    """Sequences of tokens that occur more than once in a corpus, the most frequent first.

    `counts` says how often each occurs. Of equally frequent ones the shorter goes first, then
    the one that occurs first.
    """

    motifs: tuple[Motif, ...]
    counts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.motifs)

    def by_length(self) -> dict[int, int]:
        """Return how many motifs there are of each length."""
        return dict(sorted(Counter(map(len, self.motifs)).items()))


def find_motifs(
    sequences: Iterable[Sequence[int]], shortest: int = SHORTEST, longest: int = LONGEST
) -> MotifDictionary:
    """Return every sequence of `shortest` to `longest` tokens that occurs more than once.

    As papers/000's program finds them: all sequences are one stream, so that a motif may
    straddle two; occurrences may overlap; one token again and again is no motif.
    """
    stream = tuple(chain.from_iterable(sequences))
    found: list[tuple[Motif, int]] = []
    for length in range(shortest, longest + 1):
        counted = Counter(
            stream[start : start + length] for start in range(len(stream) - length + 1)
        )
        found += [(m, count) for m, count in counted.items() if count > 1 and len(set(m)) > 1]
    # Sorting is stable: lengths and first occurrences keep their order.
    found.sort(key=lambda entry: -entry[1])
    return MotifDictionary(tuple(m for m, _ in found), tuple(count for _, count in found))


def scanned(motifs: Sequence[Motif], heard: Sequence[int], rule: Rule) -> Continuation | None:
    """Return what the first motif that fits the end of `heard` says, looking at one after another.

    `printed`: the last tokens heard are the motif's last ones, and the answer is its last token,
    which has just been heard. `coded`: they are those before its last one. Where fewer are
    heard than that, as many as there are must fit (papers/000, Algorithm 1).
    """
    for rank, motif in enumerate(motifs):
        length = min(len(heard), len(motif) - 1)
        context = _context(motif, length, rule)
        if tuple(heard[len(heard) - length :]) == context:
            return Continuation(rank, motif[-1], length)
    return None


class MotifLookup:
    """The same answers as `scanned` gives, at a cost that does not grow with the motifs."""

    def __init__(self, motifs: Sequence[Motif], rule: Rule = "coded") -> None:
        self._longest = max(map(len, motifs), default=1) - 1
        # For a length of context: whole ones, and the ends of those that are longer.
        self._whole = self._tables(motifs, rule, lambda needed, length: needed == length)
        self._ends = self._tables(motifs, rule, lambda needed, length: needed > length)

    def after(self, heard: Sequence[int], excluded: Container[int] = ()) -> Continuation | None:
        """Return what the first motif that fits the end of `heard` says; None if none does.

        A motif whose rank is `excluded` says nothing, nor do those that its context hides.
        """
        known = min(len(heard), self._longest)
        end = tuple(heard[len(heard) - known :])
        found = [self._whole[length].get(end[known - length :]) for length in range(known + 1)]
        found.append(self._ends[known].get(end))
        return min((word for word in found if word and word.rank not in excluded), default=None)

    def _tables(
        self, motifs: Sequence[Motif], rule: Rule, belongs: Callable[[int, int], bool]
    ) -> list[dict[Motif, Continuation]]:
        """For each length: from a context to what the first motif that has it says."""
        tables: list[dict[Motif, Continuation]] = []
        for length in range(self._longest + 1):
            table: dict[Motif, Continuation] = {}
            for rank, motif in enumerate(motifs):
                if belongs(len(motif) - 1, length):
                    word = Continuation(rank, motif[-1], length)
                    table.setdefault(_context(motif, length, rule), word)
            tables.append(table)
        return tables


def to_tensors(dictionary: MotifDictionary) -> dict[str, npt.NDArray[np.generic]]:
    """Return the dictionary as arrays that a weights file can hold; tokens are below 255."""
    longest = max(map(len, dictionary.motifs), default=0)
    padded = [m + (_NOTHING,) * (longest - len(m)) for m in dictionary.motifs]
    tokens = np.array(padded, dtype=np.uint8).reshape(len(padded), longest)
    return {"motifs.tokens": tokens, "motifs.counts": np.array(dictionary.counts, dtype=np.int32)}


def from_tensors(
    tokens: npt.NDArray[np.generic], counts: npt.NDArray[np.generic]
) -> MotifDictionary:
    """Return the dictionary that `to_tensors` gave; ValueError if the two do not fit."""
    if tokens.ndim != 2 or counts.shape != tokens.shape[:1] or tokens.dtype != np.uint8:
        raise ValueError("motifs and their counts do not fit")
    rows = (tuple(token for token in row if token != _NOTHING) for row in tokens.tolist())
    return MotifDictionary(tuple(rows), tuple(counts.tolist()))


def _context(motif: Motif, length: int, rule: Rule) -> Motif:
    end = len(motif) if rule == "printed" else len(motif) - 1
    return motif[end - length : end]
