"""The longest earlier match in a text of bytes that only grows, by hashed contexts.

Knows bytes, whether pitches, intervals or contours; does not know when or how hard anything
was played.
"""

from collections.abc import Container
from typing import TypeAlias
from zlib import crc32

from antiphon_models.column import Column
from antiphon_models.context_index import ContextIndex
from antiphon_models.music.motif import LONGEST_MATCH

# How many places are compared for one length of context. On pop songs four of them with two
# lengths foretold the next note better than one with four lengths (0.82 to 0.81), and for less.
PLACES = 4

NOTHING = (-1, 0)

_REACH = LONGEST_MATCH - 1

# The bytes of a context that were hashed, the links from each place to the one before it, and
# the newest place of all.
_Newest: TypeAlias = tuple[int, Column[int], int]


class View:
    """One way to see the notes, a byte each, indexed by what led up to every note but the last.

    `lengths` are the lengths of context, in notes, that are indexed, shortest first; the true
    length of a match is found by comparing backwards. A match of n notes compares n bytes less
    `short`: 0 for pitches, 1 for the steps between them. `seed` keeps the view's hashes apart
    from those of others in the same index. `text` grows by its owner's hand.
    """

    __slots__ = ("_contexts", "_index", "_short", "text")

    def __init__(
        self, lengths: tuple[int, ...], short: int, seed: int, index: ContextIndex
    ) -> None:
        self.text = bytearray()
        self._index = index
        self._short = short
        # For each length: its bytes, the seed of its hashes, and for each place the one before.
        self._contexts = tuple(
            (length - short, length << 2 | seed, Column[int]("i")) for length in lengths
        )

    def learn(self, end: int) -> None:
        """Index the contexts that end at `end`, whose next note is known now.

        To be called for 0, 1, 2, ... in turn.
        """
        text = self.text
        after = end + 1
        for size, seed, links in self._contexts:
            # The first step leads from nowhere.
            if after - self._short >= size:
                links.append(self._index.put(crc32(text[after - size : after], seed), end))
            else:
                links.append(-1)

    def longest(self, context: bytes, floor: int, excluded: Container[int] = ()) -> tuple[int, int]:
        """Return where the longest match of the end of `context` ends, and its length in notes.

        The match lies at or after `floor`, and what follows it is not at an `excluded` place.
        It is the longest, and of these the newest, among the last PLACES occurrences of the
        longest indexed context that has one; (-1, 0) if none has.
        """
        for newest in reversed(self._newest_places(context, floor)):
            best = self._longest_of(newest, context, floor, excluded)
            if best[1]:
                return best
        return NOTHING

    def _longest_of(
        self, newest: _Newest, context: bytes, floor: int, excluded: Container[int]
    ) -> tuple[int, int]:
        """Return the longest match among the newest place and those that its links lead back to.

        It is at least as long as what was hashed, as hashes may meet by chance.
        """
        size, links, place = newest
        best = NOTHING
        text = self.text
        for _ in range(PLACES):
            if place < floor:
                break
            # Most places are no longer a match than the best so far, and this tells in no time.
            if place >= size - 1 and text[place + 1 - size : place + 1] == context[-size:]:
                length = self._notes_alike(place, context, floor)
                if length >= size + self._short and place + 1 not in excluded:
                    best = (place, length)
                    size = length + 1 - self._short
                    if size > len(context) or length == LONGEST_MATCH:
                        break
            place = links[place]
        return best

    def _newest_places(self, context: bytes, floor: int) -> list[_Newest]:
        """Return the newest place of each indexed length that the end of `context` has, if any.

        Shortest first. A length that was never played, or not since `floor`, rules out all that
        are longer.
        """
        places = []
        for size, seed, links in self._contexts:
            if size > len(context):
                break
            place = self._index.get(crc32(context[-size:], seed))
            if place < floor:
                break
            places.append((size, links, place))
        return places

    def nbytes(self) -> int:
        """Return the memory taken by text and links, in bytes; the index is its owner's."""
        return len(self.text) + sum(links.nbytes() for *_, links in self._contexts)

    def _notes_alike(self, place: int, context: bytes, floor: int) -> int:
        """Return how many notes up to `place`, none before `floor`, are as in the context."""
        window = self.text[place - _REACH if place > _REACH else 0 : place + 1]
        # As numbers: each zero byte at the low end of the difference is a note alike.
        differing = int.from_bytes(window, "big") ^ int.from_bytes(context, "big")
        alike = len(context)
        if differing:
            alike = min(alike, ((differing & -differing).bit_length() - 1) >> 3)
        return min(alike + self._short, place + 1 - floor, LONGEST_MATCH)
