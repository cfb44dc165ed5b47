"""The notes of a take: each note-on with the note-off that ends it.

Knows events and notes; knows no file.
"""

from collections.abc import Iterable

from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_models.music.notes import Note


def notes_of(part: Iterable[MidiEvent], end: float) -> list[Note]:
    """Return the notes of one part in order of onset; what still sounds ends at `end`."""
    sounding: dict[tuple[int, int], NoteOn] = {}
    notes: list[Note] = []
    for event in part:
        match event:
            case NoteOn(time, channel, pitch, _) | NoteOff(time, channel, pitch):
                begun = sounding.pop((channel, pitch), None)
                if begun is not None:
                    notes.append(_ended(begun, time))
        if isinstance(event, NoteOn):
            sounding[event.channel, event.pitch] = event
    notes += [_ended(begun, end) for begun in sounding.values()]
    return sorted(notes, key=lambda note: (note.onset, note.pitch))


def _ended(begun: NoteOn, time: float) -> Note:
    return Note(begun.pitch, begun.velocity, begun.time, max(time - begun.time, 0.0))
