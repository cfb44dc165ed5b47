"""Violin parts as bare pitches, taken as papers/000's program takes them.

Knows scores and MIDI files through music21, and the table of Bach's notes; knows no network.
"""

import csv
import logging
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from antiphon_models.codecs.pitch_sequence import PitchSequence
from antiphon_models.corpus.notation import NotationError, load_music21
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.tune import Tune
from antiphon_models.corpus.tune_cache import cached

log = logging.getLogger(__name__)
INSTRUMENT = "violin"
SCORES = "bach-violin/scores"
TABLE = "bach-violin/notes.tsv"
SUFFIXES = (".mxl", ".musicxml", ".xml", ".mid", ".midi", ".krn", ".abc")
# One part of a file, or why the file was skipped.
_Found = list[Tune] | str


def read_violin_pitches(folder: Path) -> list[PitchSequence]:
    """Return the violin parts of every score and MIDI file in `folder`, a sequence a part.

    The first reading of a folder takes seconds a file, later ones read a cache that is known by
    the files' content. Files that cannot be read are named in warnings; CorpusError if the
    folder is missing or holds no violin.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder} is missing; name the data's folder with --data")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    tunes = cached("violin", _digest(paths), lambda: _read_files(paths)) if paths else []
    if not tunes:
        raise CorpusError(f"{folder}: no violin part in its {len(paths)} scores and MIDI files")
    return [PitchSequence(tune.source, tune.pitch) for tune in tunes]


def read_violin_table(path: Path) -> list[PitchSequence]:
    """Return each movement of notes.tsv, needing no music21; tied notes are one note here.

    Raises CorpusError for what is no such table.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        return [
            PitchSequence(name, _in_time(list(movement)))
            for name, movement in groupby(rows, key=lambda row: row["movement"])
        ]
    except (OSError, KeyError, ValueError) as error:
        raise CorpusError(f"{path}: no table of Bach's notes ({error}); get it again") from None


def violin_parts_in(path: Path) -> list[Tune]:
    """Return the violin parts of one file; music21 raises what its parsers raise.

    Single notes only, chords and rests left out, voices interleaved by time. Tied notes count
    each, and so do graces, because papers/000's program counts them.
    """
    score = load_music21().converter.parse(path, forceSource=True)
    parts = [part for part in score.parts if _is_violin(part)]
    names = [path.stem] if len(parts) == 1 else [f"{path.stem}/{n + 1}" for n in range(len(parts))]
    found = (_tune(name, part) for name, part in zip(names, parts, strict=True))
    return [tune for tune in found if tune.pitch]


def _read_files(paths: Sequence[Path]) -> list[Tune]:
    tunes: list[Tune] = []
    for found in in_processes(_read_file, paths, "violin"):
        if isinstance(found, str):
            log.warning("%s", found)
        else:
            tunes += found
    return tunes


def _read_file(path: Path) -> _Found:
    try:
        return violin_parts_in(path)
    except NotationError:
        raise CorpusError(
            "reading scores needs music21; install it with: pip install 'antiphon[train]'"
        ) from None
    except Exception as error:  # music21 raises what its parsers raise
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        return f"{path.name}: skipped: {reason}"


def _is_violin(part: Any) -> bool:
    names = [str(part.partName)]
    names += [str(found.bestName()) for found in part.getInstruments(recurse=True)]
    return any(INSTRUMENT in name.lower() for name in names)


def _tune(name: str, part: Any) -> Tune:
    notes = list(_single_notes(part))
    pitch, onset, duration = zip(*notes, strict=True) if notes else ((), (), ())
    return Tune(name, name, "", pitch, onset, duration)


def _single_notes(part: Any) -> Iterator[tuple[int, float, float]]:
    for element in part.flatten().notes:
        if element.isNote:
            yield element.pitch.midi, float(element.offset), float(element.quarterLength)


def _in_time(rows: Sequence[dict[str, str]]) -> tuple[int, ...]:
    # Where two begin together the first voice goes first, as music21 has it.
    rows = sorted(rows, key=lambda row: (float(row["onset_ql"]), int(row["voice"])))
    return tuple(int(row["midi_pitch"]) for row in rows)


def _digest(paths: Sequence[Path]) -> str:
    total = sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]
