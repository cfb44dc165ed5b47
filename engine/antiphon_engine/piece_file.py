"""A taught piece as a file: a line about it, then its notes in parts, a line of JSON each.

A part is what a mind can learn between two notes of a performance. Knows the format; knows no
folder and no MIDI.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch

VERSION = 1
SUFFIX = ".jsonl"
# A mind learns so many notes in about a millisecond.
PART_NOTES = 128
# A line about a piece, or a part of it, is shorter than this, or it is none of ours.
LONGEST_LINE = 32 * 1024

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


class PieceError(ValueError):
    """A file that is no taught piece, or a damaged one; the text says what does not fit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A taught piece, without its notes.

    The same notes have the same `id`. `origin` is the path of the file it was read from, `added`
    when, in ISO 8601 with a time zone; `length` is in seconds.
    """

    id: str
    name: str
    origin: str
    added: str
    notes: int
    voices: int
    length: float


def encoded(
    voices: Sequence[Sequence[Note]], *, name: str, origin: str, added: str
) -> tuple[Piece, bytes]:
    """Return the piece that these voices, of a note at least each, make, and its file's content."""
    body = b"".join(_part_lines(voices))
    about = Piece(
        id=sha256(body).hexdigest()[:20],
        name=name,
        origin=origin,
        added=added,
        notes=sum(map(len, voices)),
        voices=len(voices),
        length=round(max(note.offset for voice in voices for note in voice), 3),
    )
    return about, _head_line(about) + body


def piece_path(folder: Path, piece_id: str) -> Path:
    """Return where the piece of this id lies in `folder`, or would lie."""
    return folder / (piece_id + SUFFIX)


def read_head(path: Path) -> Piece:
    """Return what the file at `path` says about its piece; PieceError or OSError if it cannot."""
    with path.open("rb") as file:
        return _head(path, file.readline(LONGEST_LINE))


def read_stretches(path: Path) -> Iterator[Stretch]:
    """Yield the parts of the piece at `path` in order, reading each as it is asked for.

    PieceError or OSError where the file is damaged or has gone.
    """
    with path.open("rb") as file:
        piece = _head(path, file.readline(LONGEST_LINE))
        before, onset = -1, -math.inf
        while line := file.readline(LONGEST_LINE):
            voice, notes = _part(line)
            begins_voice = voice == before + 1
            if voice != before and not begins_voice:
                raise PieceError("its voices are not in order")
            if notes[0].onset < onset and not begins_voice:
                raise PieceError("its notes are not in order")
            yield Stretch(piece.name, notes, begins_voice)
            before, onset = voice, notes[-1].onset


def _head_line(piece: Piece) -> bytes:
    record = {
        "type": "piece",
        "version": VERSION,
        "name": piece.name,
        "origin": piece.origin,
        "added": piece.added,
        "notes": piece.notes,
        "voices": piece.voices,
        "length": piece.length,
    }
    # A path may hold bytes that are no text; they are of no use to a reader.
    return _encode(record).encode("utf-8", "replace") + b"\n"


def _part_lines(voices: Sequence[Sequence[Note]]) -> Iterator[bytes]:
    for number, voice in enumerate(voices):
        for start in range(0, len(voice), PART_NOTES):
            notes = [
                [note.onset, note.duration, note.pitch, note.velocity]
                for note in voice[start : start + PART_NOTES]
            ]
            yield _encode({"voice": number, "notes": notes}).encode() + b"\n"


def _head(path: Path, line: bytes) -> Piece:
    record = _record(line)
    if record.get("type") != "piece" or record.get("version") != VERSION:
        raise PieceError("it is no piece of this version of Antiphon")
    try:
        return Piece(
            id=path.stem,
            name=_typed(record, "name", str),
            origin=_typed(record, "origin", str),
            added=_typed(record, "added", str),
            notes=_typed(record, "notes", int),
            voices=_typed(record, "voices", int),
            length=float(_typed(record, "length", int | float)),
        )
    except TypeError:
        raise PieceError("its first line is damaged") from None


def _typed(record: dict[str, Any], key: str, kind: Any) -> Any:
    if not isinstance(record.get(key), kind):
        raise TypeError(key)
    return record[key]


def _part(line: bytes) -> tuple[int, tuple[Note, ...]]:
    record = _record(line)
    voice, rows = record.get("voice"), record.get("notes")
    if type(voice) is not int or not isinstance(rows, list) or not rows:
        raise PieceError("a part of it is damaged")
    try:
        notes = tuple(_note(*row) for row in rows)
    except (TypeError, ValueError):
        raise PieceError("a note of it is damaged") from None
    if any(later.onset < earlier.onset for earlier, later in pairwise(notes)):
        raise PieceError("its notes are not in order")
    return voice, notes


def _note(onset: float, duration: float, pitch: int, velocity: int) -> Note:
    if not (math.isfinite(onset) and math.isfinite(duration)) or type(pitch) is not int:
        raise ValueError("no note")
    if type(velocity) is not int:
        raise ValueError("no velocity")
    return Note(pitch, velocity, float(onset), float(duration))


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise PieceError("a line of it is cut or no JSON") from None
    if not isinstance(record, dict):
        raise PieceError("a line of it is no JSON object")
    return record
