from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.take_notes import notes_of
from antiphon_models.music.notes import Note


def test_each_note_ends_with_its_release_its_restrike_or_the_end() -> None:
    part: list[MidiEvent] = [
        NoteOn(0.0, 0, 60, 80),
        NoteOn(0.25, 0, 64, 90),
        Control(0.3, 0, 64, 127),
        NoteOff(0.5, 0, 60),
        NoteOff(0.5, 0, 61),
        NoteOn(1.0, 0, 64, 70),
    ]
    assert notes_of(part, 2.0) == [
        Note(60, 80, 0.0, 0.5),
        Note(64, 90, 0.25, 0.75),
        Note(64, 70, 1.0, 1.0),
    ]
