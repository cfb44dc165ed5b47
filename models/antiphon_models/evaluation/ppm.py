"""PPM*: the next symbol of a melody from what followed its contexts before, longest first.

The ruler of the melody benchmark: the model whose figures on the eight sets are published
(Pearce and Wiggins 2004; Pearce 2005). Knows symbols as columns of an alphabet; knows
no pitch and no melody set.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST_CONTEXT = 16


@dataclass(slots=True)
class Followers:
    """How often each symbol followed one context, how often any did, and how many different."""

    counts: NDArray[np.float64]
    total: int = 0
    distinct: int = 0


class Ppm:
    """A PPM* model with escape method C, interpolated, with exclusion.

    A past is the columns of the notes so far, a byte each, of which the last `longest` count.
    Not thread-safe.
    """

    def __init__(self, alphabet: int, longest: int = LONGEST_CONTEXT) -> None:
        self._alphabet = alphabet
        self._longest = longest
        self._contexts: dict[bytes, Followers] = {}

    def learn(self, past: bytes, column: int) -> None:
        """Count `column` as what followed each context that `past` ends in."""
        for length in range(min(len(past), self._longest) + 1):
            context = past[len(past) - length :]
            followers = self._contexts.get(context)
            if followers is None:
                followers = self._contexts[context] = Followers(np.zeros(self._alphabet))
            followers.distinct += not followers.counts[column]
            followers.counts[column] += 1
            followers.total += 1

    def learn_melody(self, melody: bytes) -> None:
        """Count every note of a melody."""
        for index, column in enumerate(melody):
            self.learn(melody[max(0, index - self._longest) : index], column)

    def predict(self, past: bytes) -> NDArray[np.float64]:
        """Return the chances of the next symbol, shape (alphabet,), sum 1.

        Each context's counts are mixed with what the shorter ones say, by escape method C. A
        follower that a longer context knows is left out of the total that the counts are taken
        of, but not of the counts; so the sum must be made 1 at the end.
        """
        path = self._path(past)
        known = path[0].distinct if path else 0
        chances = np.full(self._alphabet, 1.0 / (self._alphabet + 1 - known))
        for followers, fresh in zip(path, _fresh_totals(path), strict=True):
            if fresh:
                escape = followers.distinct
                chances = (followers.counts + escape * chances) / (fresh + escape)
        chances /= chances.sum()
        return chances

    def _path(self, past: bytes) -> list[Followers]:
        """Return what followed the contexts in use, shortest first.

        They end at the shortest that only ever had one follower, if there is one.
        """
        path: list[Followers] = []
        for length in range(min(len(past), self._longest) + 1):
            followers = self._contexts.get(past[len(past) - length :])
            if followers is None:
                break
            path.append(followers)
            if length and followers.distinct == 1:
                break
        return path


def _fresh_totals(path: list[Followers]) -> list[float]:
    """Return for each context how many followers were not among those of a longer one."""
    totals: list[float] = []
    seen: NDArray[np.bool_] | None = None
    for followers in reversed(path):
        if seen is None:
            totals.append(float(followers.total))
            seen = followers.counts > 0
        else:
            totals.append(float(followers.counts[~seen].sum()))
            seen |= followers.counts > 0
    return totals[::-1]
