"""The content of one file as tunes: ABC, kern, MusicXML and MIDI.

Knows these formats through music21 and mido, which it loads only when asked; knows no folder and
no cache. Whatever the bytes are, they come back as tunes or as reasons.
"""

import contextlib
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePath
from typing import Any, Final

from antiphon_models.corpus.midi_tracks import DRUMS, MidiTrack, midi_tracks_in_quarters
from antiphon_models.corpus.notation import NotationError, load_music21
from antiphon_models.corpus.part_tune import Heading, tune_of_part
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.reading import (
    NO_MELODY,
    UNREADABLE,
    Reading,
    Rejection,
    in_one_line,
    together,
)
from antiphon_models.corpus.tune import Tune

FORMATS: Final = {
    ".abc": "abc",
    ".krn": "kern",
    ".kern": "kern",
    ".xml": "musicxml",
    ".musicxml": "musicxml",
    ".mxl": "musicxml",
    ".mid": "midi",
    ".midi": "midi",
}
# More than any score needs when it is unpacked.
MOST_UNPACKED: Final = 64_000_000
_NEXT_TUNE: Final = re.compile(r"^(?=X:)", re.MULTILINE)
_NUMBER: Final = re.compile(r"X:\s*(\S+)")
_FIELD: Final = "^{}:[ \t]*([^%\n]*)"


def format_of(path: PurePath) -> str | None:
    """Return which format a file has by its suffix; None for one that is not known."""
    return FORMATS.get(path.suffix.lower())


def tunes_in(content: bytes, form: str) -> Reading:
    """Return the tunes of a file of the format `form`, their sources naming what is in the file.

    Of a score each part is a tune, its first one named by nothing. Raises CorpusError only if
    music21 is missing.
    """
    return guarded("", lambda: _READERS[form](content))


def guarded(name: str, read: Callable[[], Reading]) -> Reading:
    """Return what `read` finds, or why it fails: parsers raise whatever they come upon.

    Raises CorpusError only if music21 is missing.
    """
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            return read()
    except NotationError:
        raise CorpusError(
            "reading scores needs music21; install it with: pip install 'antiphon[train]'"
        ) from None
    except Exception as error:
        return Reading(rejections=(Rejection(name, UNREADABLE, in_one_line(error)),))


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What is older than Unicode is mostly this; only titles can be wrong.
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _abc(content: bytes) -> Reading:
    """Return each tune of the file; one that is broken costs no other."""
    header, *tunes = _NEXT_TUNE.split(_text(content))
    if not tunes:
        return guarded("", lambda: _abc_tune("", header))
    return together(
        guarded(name, partial(_abc_tune, name, header + text))
        for name, text in zip(map(_numbered, tunes), tunes, strict=True)
    )


def _numbered(tune: str) -> str:
    found = _NUMBER.match(tune)
    number = found[1] if found else ""
    return f"/{int(number) if number.isdecimal() else number}"


def _abc_tune(name: str, text: str) -> Reading:
    translate = load_music21().abcFormat
    handler = translate.ABCHandler()
    # Without either field a note is an eighth (the standard, 4.6), which music21 does not know.
    has_length = re.search(r"^[LM]:", text, re.MULTILINE)
    handler.process(text if has_length else re.sub(r"^(?=K:)", "L:1/8\n", text, flags=re.MULTILINE))
    score = translate.translate.abcToStreamScore(handler)
    fields = (re.search(_FIELD.format(tag), text, re.MULTILINE) for tag in "TNK")
    heading = Heading(*(found[1].strip() if found else "" for found in fields))
    return _parts(name, score, heading)


def _kern(content: bytes) -> Reading:
    text = _text(content)
    title = re.search(r"^!!!OTL[^:]*:[ \t]*(.*)$", text, re.MULTILINE)
    score = load_music21().converter.parseData(text, format="humdrum")
    return _parts("", score, Heading(title[1].strip() if title else ""))


def _musicxml(content: bytes) -> Reading:
    importer = load_music21().musicxml.xmlToM21.MusicXMLImporter()
    importer.xmlText = _unpacked(content) if zipfile.is_zipfile(io.BytesIO(content)) else content
    importer.parseXMLText()
    metadata = importer.stream.metadata
    return _parts("", importer.stream, Heading(str(metadata.bestTitle or "") if metadata else ""))


def _unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        inside = [one for one in packed.infolist() if format_of(PurePath(one.filename))]
        scores = [one for one in inside if not one.filename.startswith("META-INF")]
        if not scores:
            raise ValueError("no score in the packed file")
        if scores[0].file_size > MOST_UNPACKED:
            raise ValueError(f"larger than {MOST_UNPACKED // 1_000_000} MB when unpacked")
        return packed.read(scores[0])


def _parts(name: str, score: Any, heading: Heading) -> Reading:
    sources = [f"{name}#{number + 1}" if number else name for number in range(len(score.parts))]
    parts = zip(sources, score.parts, strict=True)
    found = [
        guarded(source, partial(_part, source, heading, part, number))
        for number, (source, part) in enumerate(parts)
    ]
    return together(found) if found else Reading(rejections=(Rejection(name, NO_MELODY),))


def _part(source: str, heading: Heading, part: Any, number: int) -> Reading:
    try:
        tune = tune_of_part(source, heading, part, number)
    except ValueError:
        return Reading(rejections=(Rejection(source, NO_MELODY),))
    return Reading((tune,))


def _midi(content: bytes) -> Reading:
    """Return each track but the drums, as it was played."""
    tracks = [track for track in midi_tracks_in_quarters(content) if track.channel != DRUMS]
    found = list(_midi_tunes(track for track in tracks if len(track.notes) > 1))
    return Reading(tuple(found), () if found else (Rejection("", NO_MELODY),))


def _midi_tunes(tracks: Iterable[MidiTrack]) -> Iterator[Tune]:
    for number, track in enumerate(tracks):
        yield Tune(
            f"#{number + 1}" if number else "", track.name, "",
            tuple(note.pitch for note in track.notes),
            tuple(note.onset for note in track.notes),
            tuple(note.duration for note in track.notes),
            part=number,
        )  # fmt: skip


_READERS: Final[dict[str, Callable[[bytes], Reading]]] = {
    "abc": _abc,
    "kern": _kern,
    "musicxml": _musicxml,
    "midi": _midi,
}
