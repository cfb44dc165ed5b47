"""Parts as notation: MusicXML, as a copyist would write down what was played.

Knows notes and music21, which it alone loads, and only when asked; knows no file.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from antiphon_models.music.notes import Note

# The finest value that is written: what was played freely would not be readable in finer ones.
STEPS_IN_BEAT = 4
Chord = tuple[int, int, frozenset[int]]


class NotationError(Exception):
    """No notation can be written; the message is one line with the mend."""


def load_music21() -> Any:
    """Return the library, which takes a second or two; NotationError if it is not installed."""
    try:
        import music21  # noqa: PLC0415
    except ImportError:
        raise NotationError(
            "writing notation needs music21; install it with: pip install 'antiphon[notation]'"
        ) from None
    return music21


def musicxml(parts: Mapping[str, Sequence[Note]], tempo_bpm: float) -> bytes:
    """Return the parts, by name, as one score in 4/4 at `tempo_bpm`, quantised to sixteenths.

    Each part is written as one voice of chords: a note ends where the next one begins.
    """
    music21 = load_music21()
    score = music21.stream.Score()
    for name, notes in parts.items():
        score.insert(0, _part(music21, name, chords(notes, tempo_bpm), tempo_bpm))
    exporter = music21.musicxml.m21ToXml.GeneralObjectExporter(score)
    content: bytes = exporter.parse()
    return content


def chords(notes: Sequence[Note], tempo_bpm: float) -> list[Chord]:
    """Return what begins together as (onset, duration, pitches) in sixteenths, none overlapping."""
    step = 60.0 / tempo_bpm / STEPS_IN_BEAT
    begun: dict[int, list[Note]] = {}
    for note in notes:
        begun.setdefault(max(round(note.onset / step), 0), []).append(note)
    onsets = sorted(begun)
    room = [later - earlier for earlier, later in pairwise(onsets)] + [1 << 30]
    return [
        (onset, min(_length(begun[onset], step), space), _pitches(begun[onset]))
        for onset, space in zip(onsets, room, strict=False)
    ]


def _length(together: Sequence[Note], step: float) -> int:
    return max(1, *(round(note.duration / step) for note in together))


def _pitches(together: Sequence[Note]) -> frozenset[int]:
    return frozenset(note.pitch for note in together)


def _part(music21: Any, name: str, line: Sequence[Chord], tempo_bpm: float) -> Any:
    part = music21.stream.Part(id=name)
    part.partName = name
    part.insert(0, music21.meter.TimeSignature("4/4"))
    part.insert(0, music21.tempo.MetronomeMark(number=round(tempo_bpm)))
    for onset, duration, pitches in line:
        length = duration / STEPS_IN_BEAT
        # Flats and sharps as a musician would spell them are left to the engraver's program.
        sounding = (
            music21.chord.Chord(sorted(pitches), quarterLength=length)
            if len(pitches) > 1
            else music21.note.Note(min(pitches), quarterLength=length)
        )
        part.insert(onset / STEPS_IN_BEAT, sounding)
    part.insert(0, music21.clef.bestClef(part))
    # Rests, bars, beams and the ties across bars.
    return part.makeRests(fillGaps=True).makeNotation()
