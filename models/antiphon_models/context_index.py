"""A hash table from 32-bit hashes to positions that grows a piece at a time and never stalls.

Knows integers only; what was hashed, and whether a hit is a true one, is its user's business.
"""

from array import array

import numpy as np
import numpy.typing as npt

# A hash's top bits say where in a segment it belongs, its low bits which segment; colliding
# hashes go to the next free slot, and the last ones run over into the slack behind the segment.
# A free slot holds the hash 0.
_HOME_BITS = 12
_HOME_SHIFT = 32 - _HOME_BITS
_SLACK = 128
_SLOTS = (1 << _HOME_BITS) + _SLACK
# Segments are full at a third to two thirds. Were it the same for all, they would all split at
# about the same time, as hashes spread evenly: the golden ratio keeps them as far apart as can be.
_FULL_FROM = (1 << _HOME_BITS) // 3
_GOLDEN = 0.6180339887498949
# Beyond this many bits only hashes made to collide fill a segment: 64 Ki segments hold 100
# million positions.
_DEEPEST = 16
_ORDER = np.arange(_SLOTS, dtype=np.int64)

_Entries = npt.NDArray[np.uint32]


class _Segment:
    """A small table for all hashes that agree in their lowest `depth` bits."""

    __slots__ = ("depth", "full", "hashes", "positions", "used")

    def __init__(self, depth: int, hashes: _Entries, positions: _Entries) -> None:
        """Hold `positions` under `hashes`, which ascend."""
        self.depth = depth
        self.full = _FULL_FROM
        self.used = len(hashes)
        self.hashes = array("I", bytes(4 * _SLOTS))
        self.positions = array("I", bytes(4 * _SLOTS))
        order = _ORDER[: self.used]
        # Each goes home or right behind the one before: linear probing of sorted hashes.
        places = np.maximum.accumulate((hashes >> _HOME_SHIFT) - order) + order
        fits = places < _SLOTS - 1
        np.frombuffer(self.hashes, dtype=np.uint32)[places[fits]] = hashes[fits]
        np.frombuffer(self.positions, dtype=np.uint32)[places[fits]] = positions[fits]

    def halves(self) -> "list[_Segment]":
        """Return the same in two segments, by the lowest bit that the hashes may differ in."""
        hashes = np.frombuffer(self.hashes, dtype=np.uint32)
        taken = np.flatnonzero(hashes)
        # Linear probing has all but sorted them already, which a stable sort makes use of.
        taken = taken[np.argsort(hashes[taken], kind="stable")]
        hashes = hashes[taken]
        positions = np.frombuffer(self.positions, dtype=np.uint32)[taken]
        bit = hashes >> self.depth & 1
        return [
            _Segment(self.depth + 1, hashes[bit == side], positions[bit == side]) for side in (0, 1)
        ]


class ContextIndex:
    """The newest position put under each hash.

    Extendible hashing: a full segment of 32 KiB splits in two, whatever the total, so that
    the slowest `put` costs the same at a thousand positions and at a hundred million. Hashes
    are 1..2**32 - 1, positions 0..2**32 - 1; the hash 0 is never found.
    """

    __slots__ = ("_directory", "_halves", "_mask")

    def __init__(self) -> None:
        self._directory = [_empty(0)]
        self._halves = 0
        self._mask = 0

    def get(self, key_hash: int) -> int:
        """Return the newest position put under `key_hash`; -1 if there is none."""
        segment = self._directory[key_hash & self._mask]
        hashes = segment.hashes
        at = key_hash >> _HOME_SHIFT
        while found := hashes[at]:
            if found == key_hash:
                return segment.positions[at]
            at += 1
        return -1

    def put(self, key_hash: int, position: int) -> int:
        """Store `position` under `key_hash`; return the one it replaces, or -1."""
        segment = self._directory[key_hash & self._mask]
        hashes = segment.hashes
        at = key_hash >> _HOME_SHIFT
        while found := hashes[at]:
            if found == key_hash:
                before = segment.positions[at]
                segment.positions[at] = position
                return before
            at += 1
        hashes[at] = key_hash
        segment.positions[at] = position
        segment.used += 1
        # The last slot stays free: it is what ends a search.
        if segment.used > segment.full or at >= _SLOTS - 2:
            self._split(segment, key_hash)
        return -1

    def nbytes(self) -> int:
        """Return the memory taken by the table, in bytes."""
        return len(set(map(id, self._directory))) * _SLOTS * 8 + len(self._directory) * 8

    def _split(self, segment: _Segment, key_hash: int) -> None:
        """Share the entries of the segment of `key_hash` between two, or drop what cannot be."""
        depth = segment.depth
        shared = key_hash & (1 << depth) - 1
        if depth == _DEEPEST:
            # Made to collide: forget them rather than search ever longer.
            self._directory[shared] = _empty(depth)
            return
        if 1 << depth > self._mask:
            self._directory += self._directory
            self._mask = len(self._directory) - 1
        for side, half in enumerate(segment.halves()):
            self._halves += 1
            half.full = int(_FULL_FROM * (1 + self._halves * _GOLDEN % 1))
            for index in range(shared | side << depth, len(self._directory), 2 << depth):
                self._directory[index] = half


def _empty(depth: int) -> _Segment:
    nothing = np.zeros(0, dtype=np.uint32)
    return _Segment(depth, nothing, nothing)
