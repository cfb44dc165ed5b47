"""The eight melody sets of Pearce and Wiggins (2004): which songs they hold, and where these lie.

Knows song names, catalogue numbers and published counts (DATA.md 4); knows no model. The music
itself is not shipped: six sets come out of music21's corpus, all eight from the user's own copy.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from antiphon_models.corpus.melody_files import (
    KERN,
    MIDI,
    abc_tunes_by_catalogue,
    pitches_in_abc,
    pitches_in_file,
    pitches_of_soprano,
)
from antiphon_models.corpus.notation import NotationError, load_music21
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.progress import progress

TITLES = {
    "nova": "Canadian ballads",
    "chorales": "Bach chorales",
    "elsass": "Alsatian",
    "jugoslav": "Yugoslavian",
    "schweiz": "Swiss",
    "oesterrh": "Austrian",
    "kinder": "German children's",
    "shanxi": "Chinese",
}
# Melodies, events and pitches as published; the copies of nova that are about differ by one.
COUNTS = {
    "nova": ((152, 8553, 25), (152, 8552, 26)),
    "chorales": ((185, 9227, 21),),
    "elsass": ((91, 4496, 32),),
    "jugoslav": ((119, 2691, 25),),
    "schweiz": ((93, 4586, 34),),
    "oesterrh": ((104, 5306, 35),),
    "kinder": ((213, 8393, 27),),
    "shanxi": ((237, 11056, 41),),
}
IN_MUSIC21 = ("chorales", "elsass", "jugoslav", "schweiz", "oesterrh", "kinder")
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class MelodySet:
    """One set: the names of its songs, in order, and the MIDI pitches of each."""

    name: str
    songs: tuple[str, ...]
    melodies: tuple[tuple[int, ...], ...]

    @property
    def alphabet(self) -> tuple[int, ...]:
        """The pitches that occur anywhere in the set, ascending."""
        return tuple(sorted({pitch for melody in self.melodies for pitch in melody}))

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many melodies, events and different pitches there are."""
        return len(self.melodies), sum(map(len, self.melodies)), len(self.alphabet)


@dataclass(frozen=True, slots=True)
class Song:
    """A song of a set; in music21, where it is there, by catalogue number and file's stem."""

    name: str
    catalogue: str | None = None
    file: str | None = None


def songs_of_sets() -> dict[str, list[Song]]:
    """Return the songs of each set in the order of their names."""
    text = files(__package__).joinpath("melody_set_songs.json").read_text(encoding="utf-8")
    return {
        name: [Song(*entry) if isinstance(entry, list) else Song(entry) for entry in entries]
        for name, entries in json.loads(text).items()
    }


def sets_in_music21(names: Sequence[str] = IN_MUSIC21) -> list[MelodySet]:
    """Return those of the six sets that music21's corpus holds; a song listed twice counts once.

    Raises CorpusError if music21, its corpus or a song of it is missing.
    """
    songs = songs_of_sets()
    return [_set_in_music21(name, songs[name]) for name in names]


def _set_in_music21(name: str, songs: list[Song]) -> MelodySet:
    once: dict[str, Song] = {}
    for song in songs:
        if song.catalogue is not None:
            once.setdefault(song.catalogue, song)
    read = _soprano if name == "chorales" else _folk_song
    bar = progress(once.values(), len(once), f"reading {name}")
    melodies = tuple(read(song) for song in bar)
    return MelodySet(name, tuple(song.name for song in once.values()), melodies)


def _soprano(song: Song) -> tuple[int, ...]:
    return pitches_of_soprano(_corpus() / "bach" / f"{song.file}.mxl")


def _folk_song(song: Song) -> tuple[int, ...]:
    tunes = _tunes_in(_corpus() / "essenFolksong" / f"{song.file}.abc")
    if song.catalogue not in tunes:
        raise CorpusError(f"music21's {song.file}.abc lacks {song.catalogue}; install music21 10.5")
    return pitches_in_abc(tunes[song.catalogue], f"{song.file}.abc {song.catalogue}")


@cache
def _tunes_in(path: Path) -> dict[str, str]:
    return abc_tunes_by_catalogue(path.read_text(encoding="utf-8", errors="replace"))


def _corpus() -> Path:
    """Return the folder of music21's corpus; CorpusError where it is not installed whole."""
    try:
        folder = Path(load_music21().__file__).parent / "corpus"
    except NotationError:
        raise CorpusError(
            "the melody sets need music21; install it with: pip install 'antiphon[train]'"
        ) from None
    if not (folder / "essenFolksong").is_dir():
        raise CorpusError(
            "music21 is installed without its corpus; reinstall it from PyPI: "
            "pip install --force-reinstall music21"
        )
    return folder


def sets_in_folder(folder: Path, names: Sequence[str] = tuple(COUNTS)) -> list[MelodySet]:
    """Return those of the eight sets from the kern or MIDI files below `folder`.

    Each file is named as its song. Raises CorpusError, one line, if one is missing or a set's
    counts are not the published ones.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder} is no folder; name your copy of the eight sets with --data")
    paths = _files_by_name(folder)
    songs = songs_of_sets()
    wanted = {name: [song.name for song in songs[name]] for name in names}
    faults = [fault for name, listed in wanted.items() if (fault := _missing(name, listed, paths))]
    if faults:
        raise CorpusError(f"{folder}: {'; '.join(faults)}")
    sets = [_set_of_files(name, listed, paths) for name, listed in wanted.items()]
    if faults := [fault for one in sets if (fault := _miscount(one))]:
        raise CorpusError(f"{folder}: {'; '.join(faults)}")
    return sets


def _files_by_name(folder: Path) -> dict[str, Path]:
    """Return the files by the song they are named for; kern is taken before MIDI."""
    wanted = (*KERN, *MIDI)
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in wanted]
    found.sort(key=lambda path: path.suffix.lower() in KERN)
    return {path.stem: path for path in found}


def _missing(name: str, songs: list[str], paths: dict[str, Path]) -> str:
    missing = [song for song in songs if song not in paths]
    return f"{name} lacks {_named(missing)} of {len(songs)} songs" if missing else ""


def _set_of_files(name: str, songs: list[str], paths: dict[str, Path]) -> MelodySet:
    read = in_processes(pitches_in_file, [paths[song] for song in songs], name)
    return MelodySet(name, tuple(songs), tuple(read))


def _miscount(found: MelodySet) -> str:
    if found.counts in COUNTS[found.name]:
        return ""
    has, wants = (
        f"{melodies} melodies, {events} events, {pitches} pitches"
        for melodies, events, pitches in (found.counts, COUNTS[found.name][0])
    )
    return f"{found.name} has {has}, not {wants}"


def _named(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
