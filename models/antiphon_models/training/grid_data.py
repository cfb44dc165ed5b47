"""What a grid network learns from: songs as numbers, cut into windows.

Knows songs and arrays; knows no torch and no file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from antiphon_models.codecs.time_grid import END, SymbolMap, decoded
from antiphon_models.corpus.grid_corpus import GridSong
from antiphon_models.corpus.piece import Piece
from antiphon_models.corpus.split import split
from antiphon_models.music.notes import Note

Numbers: TypeAlias = NDArray[np.int64]
# How the numbers are cut: one after the other with the state of the network carried over; one
# after the other with none; or as published, a window at each symbol that foretells one symbol.
Cut: TypeAlias = Literal["carried", "apart", "published"]
CUTS: Final[tuple[Cut, ...]] = ("carried", "apart", "published")
# With fewer windows in a stream, a network that hears on and on would never have done so.
FEWEST_CARRIED: Final = 8


class Window(NamedTuple):
    """Symbols and those that come after them, (batch, steps); the latter (batch,) as published.

    `is_first` says that nothing before it is to be remembered.
    """

    numbers: Numbers | NDArray[np.int16]
    targets: Numbers | NDArray[np.int16]
    is_first: bool


@dataclass(frozen=True, slots=True)
class GridLesson:
    """Songs to learn from and songs held out, as numbers of `symbols`, without the ends."""

    training: tuple[Numbers, ...]
    held_out: tuple[Numbers, ...]
    symbols: SymbolMap


def lesson_of(songs: Sequence[GridSong]) -> GridLesson:
    """Return the songs, about one in ten held out, without those that share a run with one."""
    pieces = [_piece(song) for song in songs]
    numbers = {id(piece): song.symbols for piece, song in zip(pieces, songs, strict=True)}
    symbols = SymbolMap.of({END}.union(*(song.symbols for song in songs)))

    def mapped(chosen: list[Piece]) -> tuple[Numbers, ...]:
        found = (symbols.numbers_of(numbers[id(piece)]) for piece in chosen)
        return tuple(np.array(song, dtype=np.int64) for song in found)

    training, held_out = split(pieces)
    return GridLesson(mapped(training), mapped(held_out), symbols)


def joined(songs: Sequence[Numbers], symbols: SymbolMap, length: int) -> Numbers:
    """Return the songs as one array, `length` ends after each, and as many before the first."""
    ends = np.full(length, symbols.numbers_of([END])[0], dtype=np.int64)
    return np.concatenate([ends, *(part for song in songs for part in (song, ends))])


def windows(
    lesson: GridLesson, cut: Cut, length: int, batch: int, rng: np.random.Generator
) -> Iterator[Window]:
    """Yield an epoch's windows of `length` symbols, `batch` at once, in a random order."""
    order = rng.permutation(len(lesson.training))
    numbers = joined([lesson.training[song] for song in order], lesson.symbols, length)
    if cut == "carried":
        yield from _carried(numbers, length, batch)
    elif cut == "apart":
        yield from _apart(numbers, length, batch, rng)
    else:
        yield from _published(numbers, length, batch, rng)


def _carried(numbers: Numbers, length: int, batch: int) -> Iterator[Window]:
    """Yield as many streams side by side as a batch has, each window going on from the last."""
    streams = min(batch, max((len(numbers) - 1) // (FEWEST_CARRIED * length), 1))
    steps = (len(numbers) - 1) // streams
    inputs = numbers[: streams * steps].reshape(streams, steps)
    targets = numbers[1 : streams * steps + 1].reshape(streams, steps)
    for begin in range(0, steps, length):
        end = begin + length
        yield Window(inputs[:, begin:end], targets[:, begin:end], begin == 0)


def _apart(numbers: Numbers, length: int, batch: int, rng: np.random.Generator) -> Iterator[Window]:
    # Cut elsewhere in each epoch, so that no symbol always comes first.
    starts = np.arange(rng.integers(length), len(numbers) - length, length)
    for at in _batches(starts, batch, rng):
        inside = at[:, None] + np.arange(length)
        yield Window(numbers[inside], numbers[inside + 1], True)


def _published(
    numbers: Numbers, length: int, batch: int, rng: np.random.Generator
) -> Iterator[Window]:
    """Yield a window at each symbol, and of what comes after it the next symbol only.

    As int16: there are as many windows as symbols, and an epoch's are all made at once.
    """
    numbers = numbers.astype(np.int16)
    for at in _batches(np.arange(len(numbers) - length), batch, rng):
        yield Window(numbers[at[:, None] + np.arange(length)], numbers[at + length], True)


def _batches(starts: Numbers, batch: int, rng: np.random.Generator) -> Iterator[Numbers]:
    mixed = rng.permutation(starts)
    return (mixed[at : at + batch] for at in range(0, len(mixed), batch))


def _piece(song: GridSong) -> Piece:
    notes = decoded(song.symbols)
    return Piece(
        song.name,
        "folk",
        tuple(Note(note.pitch, 64, note.onset, note.duration) for note in notes),
        has_velocity=False,
    )
