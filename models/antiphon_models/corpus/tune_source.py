"""Where tunes come from: music21's corpus by name, our own corpora by name, folders and files.

Knows names and places; knows no format and no filter.
"""

import csv
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from antiphon_models.corpus.music_files import SCORES, MusicFile, Reader, music_files, read_files
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.reading import Reading, Rejection, together
from antiphon_models.corpus.score_tunes import corpus_folder
from antiphon_models.corpus.tune import Tune

MUSIC21: Final = "music21:"
BACH, JAZZ, POP = "bach-violin", "jazz-solos", "pop-songs"
CORPORA: Final = (BACH, JAZZ, POP)


def read_source(source: str, data: Path | None = None, reader: Reader = SCORES) -> Reading:
    """Return the tunes of a source, and what of it cannot be read.

    `music21:NAME` is a collection of music21's corpus; a path is a file or a folder, looked through
    to the bottom; bach-violin, jazz-solos and pop-songs lie in the folder `data`, and another
    reader than the usual one finds the scores in them. Raises CorpusError, one line, for what is
    not there or holds no music at all.
    """
    if source == JAZZ:
        return _jazz_solos(_within(data, source))
    if source == BACH:
        folder = _within(data, source)
        return (
            _bach_violin(folder) if reader is SCORES else _files(folder / "scores", source, reader)
        )
    return _files(place_of(source, data), source, reader)


def place_of(source: str, data: Path | None = None) -> Path:
    """Return the file or folder that a source names; CorpusError, one line, if it is not there."""
    if source.startswith(MUSIC21):
        return _collection(source.removeprefix(MUSIC21))
    if source in CORPORA:
        return _within(data, source)
    path = Path(source)
    if not path.exists():
        raise CorpusError(
            f"{source} is not there; name a file, a folder, music21:essenFolksong or one of "
            f"{', '.join(CORPORA)}"
        )
    return path


def _collection(name: str) -> Path:
    folder = corpus_folder()
    there = sorted(path.name for path in folder.glob("[a-zA-Z]*") if path.is_dir())
    if name in there:
        return folder / name
    if not there:
        raise CorpusError(
            "music21 is installed without its corpus; reinstall it from PyPI: "
            "pip install --force-reinstall music21"
        )
    raise CorpusError(f"music21 has no collection '{name}'; it has {', '.join(there)}")


def _within(data: Path | None, source: str) -> Path:
    if data is None:
        raise CorpusError(f"{source} lies in the data's folder; name that with --data")
    if not (data / source).is_dir():
        raise CorpusError(f"{data / source} is missing; name the data's folder with --data")
    return data / source


def _files(root: Path, source: str, reader: Reader) -> Reading:
    files, shut = music_files(root)
    if not files and not shut:
        raise CorpusError(f"{root} holds no file of ABC, kern, MusicXML or MIDI")
    read: Iterator[tuple[MusicFile, Reading]] = read_files(files, source, reader)
    return together([Reading(rejections=tuple(shut)), *(reading for _, reading in read)])


def _bach_violin(folder: Path) -> Reading:
    path = folder / "notes.tsv"
    rows = _table(path, "\t")
    try:
        movements = groupby(rows, key=lambda row: row["movement"])
        return together(_movement(name, list(movement)) for name, movement in movements)
    except (KeyError, ValueError) as error:
        raise _no_table(path, error) from None


def _movement(name: str, rows: Sequence[dict[str, str]]) -> Reading:
    notes = sorted(
        (float(row["onset_ql"]), int(row["midi_pitch"]), float(row["duration_ql"]))
        for row in rows
        if row["grace"] == "0" and float(row["duration_ql"]) > 0.0
    )
    return _tune(name, name, notes)


def _jazz_solos(folder: Path) -> Reading:
    """Return the solos in quarter lengths of the tempo that each was measured to have."""
    tempo_bpm = {row["solo"]: row["tempo_bpm"] for row in _table(folder / "solos.csv", ",")}
    rows = _table(folder / "notes.csv", ",")
    return together(
        _solo(name, list(solo), float(tempo_bpm.get(name) or 0.0))
        for name, solo in groupby(rows, key=lambda row: row["solo"])
    )


def _solo(name: str, rows: Sequence[dict[str, str]], tempo_bpm: float) -> Reading:
    if not tempo_bpm > 0.0:
        return Reading(rejections=(Rejection(name, "no tempo is known"),))
    quarter = 60.0 / tempo_bpm
    notes = sorted(
        (float(row["onset_s"]) / quarter, int(row["pitch"]), float(row["duration_s"]) / quarter)
        for row in rows
    )
    return _tune(name, name, notes)


def _tune(source: str, title: str, notes: Sequence[tuple[float, int, float]]) -> Reading:
    if len(notes) < 2:
        return Reading(rejections=(Rejection(source, "holds no melody"),))
    onset, pitch, duration = zip(*notes, strict=True)
    return Reading((Tune(source, title, "", pitch, onset, duration),))


def _table(path: Path, delimiter: str) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file, delimiter=delimiter))
    except (OSError, ValueError) as error:
        raise _no_table(path, error) from None


def _no_table(path: Path, error: Exception) -> CorpusError:
    return CorpusError(f"{path}: no table of notes ({error}); get it again")
