"""Where the keys of a piano lie, and which ranges a keyboard may have.

Knows pitches and pixels; knows no widget.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LOWEST_KEY, HIGHEST_KEY = 21, 108
# The middle of the whole piano decides between two ranges that are as near.
MIDDLE = 64.5
# The sizes that keyboards have, and the pitch class that each begins on.
SIZES = {25: 0, 37: 0, 49: 0, 61: 0, 76: 4, 88: 9}
BLACK = frozenset((1, 3, 6, 8, 10))
BLACK_WIDTH, BLACK_HEIGHT = 0.6, 0.63
# Black keys do not sit astride the gaps: the outer ones of each group lie further out.
BLACK_LEANING = {1: -0.1, 3: 0.1, 6: -0.13, 8: 0.0, 10: 0.13}
SOFTEST, LOUDEST = 24, 124


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a key lies, in whole pixels, and whether it is black."""

    pitch: int
    x: int
    y: int
    width: int
    height: int
    is_black: bool

    def holds(self, x: float, y: float) -> bool:
        """Return whether the point lies on this key's rectangle."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class KeyRange:
    """The keys from `low` to `high`, both included; they begin and end with white ones."""

    low: int = 48
    high: int = 84

    @property
    def size(self) -> int:
        """How many keys there are."""
        return self.high - self.low + 1

    def shifted(self, octaves: int) -> "KeyRange":
        """Return the range as many octaves up as there is room for, down for negative ones."""
        step = 12 if octaves > 0 else -12
        low = self.low
        for _ in range(abs(octaves)):
            if low + step >= LOWEST_KEY and low + step + self.size - 1 <= HIGHEST_KEY:
                low += step
        return KeyRange(low, low + self.size - 1)

    def resized(self, steps: int) -> "KeyRange":
        """Return the next larger range about the same middle, or the next smaller ones."""
        sizes = list(SIZES)
        place = min(range(len(sizes)), key=lambda place: abs(sizes[place] - self.size))
        return self.of_size(sizes[max(0, min(len(sizes) - 1, place + steps))])

    def of_size(self, size: int) -> "KeyRange":
        """Return the range of so many keys, one of SIZES, whose middle is nearest to this one's."""
        middle = self.low + self.size / 2
        lows = [low for low in range(LOWEST_KEY, HIGHEST_KEY - size + 2) if low % 12 == SIZES[size]]
        low = min(
            lows,
            key=lambda low: (abs(low + size / 2 - middle), abs(low + size / 2 - MIDDLE)),
        )
        return KeyRange(low, low + size - 1)

    def holding(self, pitches: Sequence[int]) -> "KeyRange":
        """Return the smallest range from this size on that has keys for all `pitches`."""
        playable = [pitch for pitch in pitches if LOWEST_KEY <= pitch <= HIGHEST_KEY]
        if not playable or (self.low <= min(playable) and max(playable) <= self.high):
            return self
        low, high = min(self.low, *playable), max(self.high, *playable)
        wanted = KeyRange(low, high)
        for size in (size for size in SIZES if size >= self.size):
            found = wanted.of_size(size)
            if found.low <= low and high <= found.high:
                return found
        return wanted.of_size(88)


def key_places(keys: KeyRange, width: int, height: int, top: int = 0) -> list[KeyPlace]:
    """Return where the keys lie in `width` pixels from 0, and `height` from `top`, by pitch."""
    whites = [pitch for pitch in range(keys.low, keys.high + 1) if pitch % 12 not in BLACK]
    edges = [round(number * width / len(whites)) for number in range(len(whites) + 1)]
    places = [
        KeyPlace(pitch, left, top, right - left, height, is_black=False)
        for pitch, (left, right) in zip(whites, pairwise(edges), strict=True)
    ]
    one = width / len(whites)
    for place in places[:-1]:
        pitch = place.pitch + 1
        if pitch % 12 in BLACK:
            middle = place.x + place.width + BLACK_LEANING[pitch % 12] * one
            wide = max(3, round(BLACK_WIDTH * one))
            left = round(middle - wide / 2)
            places.append(KeyPlace(pitch, left, top, wide, round(BLACK_HEIGHT * height), True))
    return sorted(places, key=lambda place: place.pitch)


def key_at(places: Sequence[KeyPlace], x: float, y: float) -> KeyPlace | None:
    """Return the key at a point, black ones before the white ones under them."""
    found = [place for place in places if place.holds(x, y)]
    return max(found, key=lambda place: place.is_black, default=None)


def velocity_at(place: KeyPlace, y: float) -> int:
    """Return the velocity of a stroke at `y` on a key: the deeper, the louder."""
    depth = min(1.0, max(0.0, (y - place.y) / max(1, place.height - 1)))
    return round(SOFTEST + depth * (LOUDEST - SOFTEST))
