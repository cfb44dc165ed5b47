"""The pitches of one melody, out of ABC text, a Bach chorale, a kern or a MIDI file.

Knows these formats through music21 and mido; knows no melody set.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from antiphon_models.corpus.midi_tracks import read_midi_tracks
from antiphon_models.corpus.notation import NotationError, load_music21
from antiphon_models.corpus.piece import CorpusError

KERN = (".krn", ".kern")
MIDI = (".mid", ".midi")
_TUNE_START = re.compile(r"^(?=X:)", re.MULTILINE)
_CATALOGUE = re.compile(r"^N:\s*(\S+)", re.MULTILINE)


def pitches_in_file(path: Path) -> tuple[int, ...]:
    """Return the pitches of a kern or MIDI file's notes in order of onset.

    Ties are merged, graces dropped. Of a kern file the first spine counts, of a MIDI file all
    tracks together. Raises CorpusError, one line, for a file that cannot be read or holds no note.
    """
    return _read(str(path), lambda: _in_kern(path) if _is_kern(path) else _in_midi(path))


def pitches_in_abc(text: str, name: str) -> tuple[int, ...]:
    """Return the pitches of one ABC tune, repeats once; raises CorpusError, which says `name`."""
    return _read(name, lambda: _in_part(_parsed(text, "abc").parts[0]))


def pitches_of_soprano(path: Path) -> tuple[int, ...]:
    """Return the pitches of the first part of a score in MusicXML; CorpusError as the others."""
    return _read(str(path), lambda: _in_part(_parsed(path, "musicxml").parts[0]))


def abc_tunes_by_catalogue(text: str) -> dict[str, str]:
    """Return the tunes of an ABC file by their first N: field; of equal ones the first."""
    tunes: dict[str, str] = {}
    for tune in _TUNE_START.split(text):
        if number := _CATALOGUE.search(tune):
            tunes.setdefault(number[1], tune)
    return tunes


def _is_kern(path: Path) -> bool:
    return path.suffix.lower() in KERN


def _read(name: str, read: Callable[[], tuple[int, ...]]) -> tuple[int, ...]:
    try:
        found = read()
    except NotationError:
        raise CorpusError(
            "reading scores needs music21; install it with: pip install 'antiphon[train]'"
        ) from None
    except Exception as error:  # music21 and mido raise what their parsers raise
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise CorpusError(f"{name}: cannot be read: {reason}") from None
    if not found:
        raise CorpusError(f"{name}: holds no note")
    return found


def _parsed(source: str | Path, form: str) -> Any:
    converter = load_music21().converter
    if isinstance(source, str):
        return converter.parseData(source, format=form)
    return converter.parse(source, format=form, forceSource=True)


def _in_kern(path: Path) -> tuple[int, ...]:
    return _in_part(_parsed(path, "humdrum").parts[0])


def _in_midi(path: Path) -> tuple[int, ...]:
    notes = [note for track in read_midi_tracks(path) for note in track.notes]
    return tuple(note.pitch for note in sorted(notes, key=lambda note: note.onset))


def _in_part(part: Any) -> tuple[int, ...]:
    return tuple(
        max(pitch.midi for pitch in element.pitches)
        for element in part.flatten().notes
        if not element.duration.isGrace and not _goes_on(element)
    )


def _goes_on(element: Any) -> bool:
    """Whether the note is the tied rest of one that was counted at its onset."""
    return element.tie is not None and element.tie.type in ("stop", "continue")
