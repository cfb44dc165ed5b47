"""A hash table from 32-bit hashes to positions that grows a piece at a time and never stalls.

Knows integers only; what was hashed, and whether a hit is a true one, is its user's business.
"""

from array import array

import numpy as np
import numpy.typing as npt

# A slot holds hash << 32 | position + 1, and 0 when free. A hash's top bits say where in a
# segment it belongs, its low bits which segment; colliding hashes go to the next free slot,
# and the last ones run over into the slack behind the segment.
_HOME_BITS = 12
_HOME_SHIFT = 32 - _HOME_BITS
_SLACK = 128
_SLOTS = (1 << _HOME_BITS) + _SLACK
_FULL = (1 << _HOME_BITS) // 2
_LOW = 0xFFFFFFFF
# Beyond this many bits only hashes made to collide fill a segment: 64 Ki segments hold 100
# million positions.
_DEEPEST = 16
_ORDER = np.arange(_SLOTS, dtype=np.int64)


class _Segment:
    """A small table for all hashes that agree in their lowest `depth` bits."""

    __slots__ = ("depth", "slots", "used")

    def __init__(self, depth: int, entries: npt.NDArray[np.uint64]) -> None:
        self.depth = depth
        self.slots = array("Q", bytes(8 * _SLOTS))
        self.used = len(entries)
        homes = (entries >> np.uint64(32 + _HOME_SHIFT)).astype(np.int64)
        order = _ORDER[: self.used]
        # Each goes home or right behind the one before: linear probing of sorted hashes.
        places = np.maximum.accumulate(homes - order) + order
        fits = places < _SLOTS - 1
        np.frombuffer(self.slots, dtype=np.uint64)[places[fits]] = entries[fits]


class ContextIndex:
    """The newest position put under each hash.

    Extendible hashing: a full segment of 32 KiB splits in two, whatever the total, so that
    the slowest `put` costs the same at a thousand positions and at a hundred million.
    """

    __slots__ = ("_directory", "_mask")

    def __init__(self) -> None:
        self._directory = [_Segment(0, np.zeros(0, dtype=np.uint64))]
        self._mask = 0

    def get(self, key_hash: int) -> int:
        """Return the newest position put under `key_hash`, 0..2**32 - 1; -1 if there is none."""
        slots = self._directory[key_hash & self._mask].slots
        at = key_hash >> _HOME_SHIFT
        lowest = key_hash << 32
        highest = lowest | _LOW
        while slot := slots[at]:
            if lowest <= slot <= highest:
                return slot - lowest - 1
            at += 1
        return -1

    def put(self, key_hash: int, position: int) -> int:
        """Store `position`, 0..2**32 - 2, under `key_hash`; return the one it replaces, or -1."""
        segment = self._directory[key_hash & self._mask]
        slots = segment.slots
        at = key_hash >> _HOME_SHIFT
        lowest = key_hash << 32
        highest = lowest | _LOW
        while slot := slots[at]:
            if lowest <= slot <= highest:
                slots[at] = lowest + position + 1
                return slot - lowest - 1
            at += 1
        slots[at] = lowest + position + 1
        segment.used += 1
        # The last slot stays free: it is what ends a search.
        if segment.used > _FULL or at >= _SLOTS - 2:
            self._split(segment, key_hash)
        return -1

    def nbytes(self) -> int:
        """Return the memory taken by the table, in bytes."""
        return len(set(map(id, self._directory))) * _SLOTS * 8 + len(self._directory) * 8

    def _split(self, segment: _Segment, key_hash: int) -> None:
        """Share a segment's entries between two, by the next higher bit of their hashes."""
        depth = segment.depth
        if depth == _DEEPEST:
            # Made to collide: forget them rather than search ever longer.
            segment.slots = array("Q", bytes(8 * _SLOTS))
            segment.used = 0
            return
        if 1 << depth > self._mask:
            self._directory += self._directory
            self._mask = len(self._directory) - 1
        entries = np.frombuffer(segment.slots, dtype=np.uint64)
        entries = np.sort(entries[entries != 0])
        bit = entries >> np.uint64(32 + depth) & np.uint64(1)
        shared = key_hash & (1 << depth) - 1
        for side in (0, 1):
            half = _Segment(depth + 1, entries[bit == side])
            for index in range(shared | side << depth, len(self._directory), 2 << depth):
                self._directory[index] = half
