"""A back-off model with discounted counts: what followed each context, in any view of a melody.

Absolute discounting over lower orders that count only what the higher ones did not foresee, as
Kneser and Ney (1995) have it. Knows symbols as bytes; does not know whether they are pitches
or intervals.
"""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

DISCOUNT = 0.85


class DiscountedModel:
    """Counts of what followed each context of up to `longest` symbols. Not thread-safe."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._followers: defaultdict[bytes, dict[int, int]] = defaultdict(dict)

    def learn(self, past: bytes, symbol: int) -> None:
        """Count `symbol` after each context, longest first, down to one where it was known."""
        for length in range(min(self._longest, len(past)), -1, -1):
            followers = self._followers[past[len(past) - length :]]
            if symbol in followers:
                followers[symbol] += 1
                break
            followers[symbol] = 1

    def learn_melody(self, melody: bytes) -> None:
        """Count every symbol of a melody."""
        for index, symbol in enumerate(melody):
            self.learn(melody[max(0, index - self._longest) : index], symbol)

    def predict(self, past: bytes, choices: bytes) -> NDArray[np.float64]:
        """Return how likely each of `choices`, all different, is to come next; the sum is 1."""
        column = {symbol: number for number, symbol in enumerate(choices)}
        chances = np.full(len(choices), 1.0 / len(choices))
        for length in range(min(self._longest, len(past)) + 1):
            followers = self._followers.get(past[len(past) - length :])
            if not followers:
                break
            known = [
                (column[symbol], count) for symbol, count in followers.items() if symbol in column
            ]
            if known:
                total = sum(count for _, count in known)
                chances *= DISCOUNT * len(known) / total
                for number, count in known:
                    chances[number] += (count - DISCOUNT) / total
        return chances
