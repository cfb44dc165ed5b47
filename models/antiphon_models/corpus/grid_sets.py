"""The sets of songs that a grid network is trained on, by name: filtered, moved to C, encoded.

Knows which collections are in a set and on what terms; knows no network. The filter, the
transposition and the encoding are those of papers/001, 2.1 and 2.2.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from antiphon_models.codecs.time_grid import GridError
from antiphon_models.corpus.durations import unacceptable
from antiphon_models.corpus.grid_corpus import GridSong, grid_song, read_grid
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.score_tunes import ESSEN, FIDDLE_COLLECTIONS
from antiphon_models.corpus.transposition import krumhansl, third_rule, to_c
from antiphon_models.corpus.tune import Tune, family
from antiphon_models.corpus.tune_source import BACH, MUSIC21, read_source

FIDDLE: Final = "fiddle"
FOLK: Final = "essen"
_NO_16THS: Final = "onsets that are not 16ths"
_NO_KEY: Final = "no key"


@dataclass(frozen=True, slots=True)
class GridSet:
    """Songs, what they are and on what terms, and how many were left out for which reason."""

    songs: tuple[GridSong, ...]
    data: str
    licence: str
    rejected: Counter[str]


def read_set(name: str, data: Path | None = None) -> GridSet:
    """Return the set `name`: fiddle, essen, or the folder of a data set from `antiphon corpus`.

    To fiddle tunes come the movements of Bach's that fit, where `data` holds them. Raises
    CorpusError for a set that is not there.
    """
    if name == FIDDLE:
        return _fiddle(data)
    if name == FOLK:
        songs, rejected = grid_songs(_melodies(MUSIC21 + ESSEN))
        return GridSet(
            songs,
            "Essen folk songs as in music21",
            "data: Essen non-commercial: do not give these weights on",
            rejected,
        )
    if not Path(name).is_dir():
        raise CorpusError(f"{name} is neither {FIDDLE} nor {FOLK} nor a folder with a data set")
    own = tuple(read_grid(Path(name)))
    return GridSet(own, f"the data set {Path(name).name}", "data: theirs to say", Counter())


def grid_songs(tunes: Iterable[Tune]) -> tuple[tuple[GridSong, ...], Counter[str]]:
    """Return the tunes in C major or A minor as symbols, and how many were left out, by reason.

    The same tune from two collections counts once. A tune is named by its family, so that its
    variants are held out together.
    """
    rejected: Counter[str] = Counter()
    songs: dict[tuple[str, ...], GridSong] = {}
    for tune in tunes:
        song = _grid_song(tune)
        if isinstance(song, str):
            rejected[song] += 1
        elif song.symbols in songs:
            rejected["the same as another"] += 1
        else:
            songs[song.symbols] = song
    return tuple(songs.values()), rejected


def _fiddle(data: Path | None) -> GridSet:
    tunes = [tune for collection in FIDDLE_COLLECTIONS for tune in _melodies(MUSIC21 + collection)]
    named = "tunes of O'Neill 1850 [1903], Ryan's Mammoth and Aird's Airs as in music21"
    licence = "fiddle tunes public domain, their encodings without a licence, not given on"
    if data and (data / BACH).is_dir():
        # Without a title a movement is held out by its name, as everywhere.
        tunes += [replace(tune, title="") for tune in _melodies(BACH, data)]
        named += "; Bach, movements for violin (scores of the Bach Violin Dataset)"
        licence += ", Bach public domain"
    songs, rejected = grid_songs(tunes)
    licence = f"weights: GPL-3.0-or-later, with the project; data: {licence}"
    return GridSet(songs, named, licence, rejected)


def _melodies(source: str, data: Path | None = None) -> list[Tune]:
    """Return the tunes of a source, of each its highest part."""
    return [tune for tune in read_source(source, data).tunes if tune.part == 0]


def _grid_song(tune: Tune) -> GridSong | str:
    """Return the song, or why it is left out."""
    if (duration := unacceptable(tune)) is not None:
        return f"a duration of {duration:g}"
    key = third_rule(tune) or krumhansl(tune)
    if key is None:
        return _NO_KEY
    try:
        return grid_song(family(tune.title) or tune.source, to_c(tune, key))
    except GridError:
        return _NO_16THS
