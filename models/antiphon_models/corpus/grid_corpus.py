"""Songs on the 16th-note grid as a data set in one file, and that file as songs again.

Knows the data set's two files; knows no score, no transposition and no network. As papers/001,
2.3: all songs in one text, end symbols between them, and the symbols' numbers as JSON.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from antiphon_models.codecs.time_grid import END, GridError, SymbolMap, encoded
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.tune import Tune

DATA_SET: Final = "dataset.txt"
SYMBOLS: Final = "symbols.json"
# So many end symbols stand after each song: as many as a training window has.
SEQUENCE_LENGTH: Final = 64


class GridSong(NamedTuple):
    """A song as symbols of the grid, without the end; by `name` it is held out or not."""

    name: str
    symbols: tuple[str, ...]


def grid_song(name: str, tune: Tune) -> GridSong:
    """Return the tune, which begins with its first note, as symbols.

    Raises GridError, naming the duration, if it does not lie on the grid.
    """
    first = tune.onset[0]
    onset = [onset - first for onset in tune.onset]
    return GridSong(name, tuple(encoded(tune.pitch, onset, tune.duration)))


def one_file(songs: Iterable[Sequence[str]], length: int = SEQUENCE_LENGTH) -> str:
    """Return all symbols with spaces between them, after each song `length` end symbols."""
    return " ".join(symbol for song in songs for symbol in (*song, *[END] * length))


def songs_of(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the songs of a text from `one_file`, without the end symbols."""
    for is_end, symbols in groupby(text.split(), lambda symbol: symbol == END):
        if not is_end:
            yield tuple(symbols)


def write_grid(
    folder: Path, songs: Sequence[Sequence[str]], length: int = SEQUENCE_LENGTH
) -> SymbolMap:
    """Write the data set into `folder`, each file whole or not at all; return its symbol map."""
    symbols = SymbolMap.of({END}.union(*songs))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((DATA_SET, one_file(songs, length)), (SYMBOLS, symbols.json)):
        partial = folder / f"{name}.partial"
        partial.write_text(text + "\n", encoding="utf-8")
        partial.replace(folder / name)
    return symbols


def read_grid(folder: Path) -> list[GridSong]:
    """Return the songs of the data set in `folder`, each named by its own symbols.

    Raises CorpusError if there is none, or one whose symbols its map does not have.
    """
    try:
        text = (folder / DATA_SET).read_text(encoding="utf-8")
        symbols = SymbolMap.from_json((folder / SYMBOLS).read_text(encoding="utf-8"))
        symbols.numbers_of(set(text.split()))
    except (OSError, ValueError) as error:
        reason = error if isinstance(error, GridError) else f"{DATA_SET} or {SYMBOLS}: {error}"
        raise CorpusError(
            f"{folder}: no data set of the grid ({reason}); make one with: antiphon corpus grid"
        ) from None
    return [GridSong(" ".join(song), song) for song in songs_of(text)]
