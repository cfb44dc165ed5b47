"""Pieces as the windows that papers/002's networks learn from, and the share of each style.

Knows pieces, piano rolls and triples; knows no network and no torch.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_triples import Rows, encoded, fed
from antiphon_models.corpus.piano_roll import notes_of, piano_roll
from antiphon_models.corpus.piece import Piece

# "Diversified genres", says the paper and no more: how much of an epoch each style is.
SHARES: Final[Mapping[str, float]] = MappingProxyType(
    {"piano": 0.4, "pop": 0.2, "jazz": 0.2, "bach": 0.2}
)
STYLES: Final = tuple(SHARES)


@dataclass(frozen=True, slots=True)
class TriplesPiece:
    """A piece as it is fed, (notes, 3)."""

    name: str
    style: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Examples:
    """Windows to learn from: `seen` (windows, notes, 3) and what follows, `next` (windows, 3)."""

    seen: Rows
    next: Rows

    def __len__(self) -> int:
        return len(self.next)


def prepared(pieces: Iterable[Piece]) -> list[TriplesPiece]:
    """Return the pieces by way of a piano roll, as papers/002 prepares its MIDI files."""
    return [
        TriplesPiece(piece.name, piece.style, fed(encoded(notes_of(piano_roll(piece.notes)))))
        for piece in pieces
    ]


class WindowBank:
    """All windows of `length` notes of some pieces, by style; they are cut when asked for."""

    def __init__(self, pieces: Sequence[TriplesPiece], length: int) -> None:
        self._length = length
        self._rows: Rows = np.concatenate([piece.rows for piece in pieces])
        self._starts: dict[str, npt.NDArray[np.int64]] = {}
        for style in STYLES:
            starts = _starts(pieces, style, length)
            if len(starts):
                self._starts[style] = starts

    def __len__(self) -> int:
        return sum(map(len, self._starts.values()))

    def batches(self, rng: np.random.Generator, count: int, size: int) -> Iterator[Examples]:
        """Yield `count` batches of `size` windows, each style as often as SHARES say."""
        for _ in range(count):
            yield self.drawn(rng, size)

    def drawn(self, rng: np.random.Generator, size: int) -> Examples:
        """Return `size` windows drawn at random, each style as often as SHARES say."""
        styles = list(self._starts)
        shares = np.array([SHARES[style] for style in styles])
        counts = rng.multinomial(size, shares / shares.sum())
        starts = [rng.choice(self._starts[s], n) for s, n in zip(styles, counts, strict=True)]
        return self._cut(np.concatenate(starts))

    def spread(self, most: int, style: str | None = None) -> Examples:
        """Return up to `most` windows, spread evenly over the pieces, of one style or of all."""
        wanted = [style] if style else list(self._starts)
        found = [self._starts[name] for name in wanted if name in self._starts]
        each = max(most // max(len(found), 1), 1)
        picked = [
            starts[np.linspace(0, len(starts) - 1, min(each, len(starts))).astype(np.int64)]
            for starts in found
        ]
        return self._cut(np.concatenate([np.empty(0, np.int64), *picked]))

    def _cut(self, starts: npt.NDArray[np.int64]) -> Examples:
        within = starts[:, None] + np.arange(self._length)
        return Examples(self._rows[within], self._rows[starts + self._length])


def _starts(pieces: Sequence[TriplesPiece], style: str, length: int) -> npt.NDArray[np.int64]:
    """Where windows of `style` begin that have a note of their piece after them."""
    found: list[npt.NDArray[np.int64]] = [np.empty(0, np.int64)]
    begin = 0
    for piece in pieces:
        if piece.style == style:
            found.append(begin + np.arange(max(len(piece.rows) - length, 0)))
        begin += len(piece.rows)
    return np.concatenate(found)
