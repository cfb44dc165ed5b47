"""A row of numbers that grows without ever being copied.

Knows a type code and a block size; knows nothing of what the numbers mean.
"""

from array import array
from typing import Generic, TypeVar

Number = TypeVar("Number", int, float)

_BITS = 14
_BLOCK = 1 << _BITS
_WITHIN = _BLOCK - 1


class Column(Generic[Number]):
    """Numbers by index from 0, kept in blocks of 16 Ki.

    A plain array of a million numbers now and then moves as a whole to make room, which takes
    milliseconds; here at most one block does.
    """

    __slots__ = ("_blocks", "_last")

    def __init__(self, typecode: str) -> None:
        self._last: array[Number] = array(typecode)
        self._blocks: list[array[Number]] = [self._last]

    def __len__(self) -> int:
        return (len(self._blocks) - 1) * _BLOCK + len(self._last)

    def __getitem__(self, index: int) -> Number:
        """Return the number at `index`, 0 and up; IndexError beyond the last."""
        return self._blocks[index >> _BITS][index & _WITHIN]

    def __setitem__(self, index: int, value: Number) -> None:
        self._blocks[index >> _BITS][index & _WITHIN] = value

    def append(self, value: Number) -> None:
        """Put `value` behind the last."""
        if len(self._last) == _BLOCK:
            self._last = array(self._last.typecode)
            self._blocks.append(self._last)
        self._last.append(value)

    def nbytes(self) -> int:
        """Return the memory taken by the numbers, in bytes."""
        return len(self) * self._last.itemsize
