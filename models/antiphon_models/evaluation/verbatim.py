"""Verbatim playing: the longest run of notes that also occurs in a text of other music.

Knows pitches and intervals as bytes, and suffix arrays; does not know whose the music is.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from antiphon_models.music.motif import NO_INTERVAL, interval_byte

# Runs are followed up to this many notes.
LONGEST_RUN = 64
# Between pieces; no pitch is 255, and no interval is NO_INTERVAL.
_BETWEEN_PITCHES, _BETWEEN_INTERVALS = 255, NO_INTERVAL


class RunIndex:
    """All runs of pitches, or of intervals (in any key), of many pieces.

    Built once in time n log n; a question takes microseconds whatever the size.
    """

    def __init__(self, pieces: Iterable[Sequence[int]], in_any_key: bool) -> None:
        self._in_any_key = in_any_key
        self._between = _BETWEEN_INTERVALS if in_any_key else _BETWEEN_PITCHES
        between = bytes([self._between])
        self._text = between.join(self._symbols(pitches) for pitches in pieces) + between
        self._suffixes = _suffix_array(np.frombuffer(self._text, dtype=np.uint8))

    def runs(self, pitches: Sequence[int]) -> list[int]:
        """Return for each note how many notes from there on are a run of some piece.

        At most LONGEST_RUN. In any key a single note is a run of one.
        """
        symbols = self._symbols(pitches)
        found = [self._longest(symbols[at : at + LONGEST_RUN]) for at in range(len(symbols))]
        if not self._in_any_key:
            return found
        return [1 + length for length in found] + [1] * (len(pitches) > 0)

    def _symbols(self, pitches: Sequence[int]) -> bytes:
        if not self._in_any_key:
            return bytes(pitches)
        return bytes(interval_byte(a, b) for a, b in pairwise(pitches))

    def _longest(self, wanted: bytes) -> int:
        """The longest common beginning with the suffixes between which `wanted` would stand."""
        low, high = 0, len(self._suffixes)
        while low < high:
            middle = (low + high) // 2
            at = int(self._suffixes[middle])
            if self._text[at : at + LONGEST_RUN] < wanted:
                low = middle + 1
            else:
                high = middle
        neighbours = self._suffixes[max(low - 1, 0) : low + 1]
        return max((self._common(int(at), wanted) for at in neighbours), default=0)

    def _common(self, at: int, wanted: bytes) -> int:
        length = 0
        for ours, theirs in zip(wanted, self._text[at : at + LONGEST_RUN], strict=False):
            if ours != theirs or ours == self._between:
                break
            length += 1
        return length


def longest_run(of: Sequence[int], but_not_of: Sequence[int] = ()) -> int:
    """Return the longest of the runs `of`, passing over those as long in `but_not_of`.

    Both are as `RunIndex.runs` returns them, for the same notes.
    """
    if not but_not_of:
        return max(of, default=0)
    apart = (run for run, own in zip(of, but_not_of, strict=True) if own < run)
    return max(apart, default=0)


def _suffix_array(text: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Return where suffixes begin, sorted by their first LONGEST_RUN bytes (prefix doubling)."""
    rank = text.astype(np.int64)
    order = np.argsort(rank, kind="stable")
    length = 1
    while length < LONGEST_RUN:
        after = np.zeros_like(rank)
        after[:-length] = rank[length:] + 1
        key = rank * (len(text) + 256) + after
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        rank = np.empty_like(rank)
        rank[order] = np.concatenate([[0], np.cumsum(ordered[1:] != ordered[:-1])])
        length *= 2
    return order
