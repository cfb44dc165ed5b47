import math

from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.core.schedule import Planned, Schedule
from antiphon_models.improviser import Source
from antiphon_models.music.notes import Note

SOURCE = Source("network", 0.5)


def planned(pitch, onset, duration=0.5, channel=0):
    note = Note(pitch, 80, onset, duration)
    return Planned(note, channel, SOURCE, note)


def schedule(*notes):
    made = Schedule()
    for note in notes:
        made.add(note, 0.0)
    return made


def events(due):
    return [event for event, _ in due]


def on(time, pitch):
    return NoteOn(time, 0, pitch, 80, SOURCE)


def test_notes_come_out_in_order_each_with_its_off():
    made = schedule(planned(62, 1.0), planned(60, 0.0))
    assert made.next_due() == 0.0
    assert events(made.take_due(1.2)) == [on(0.0, 60), NoteOff(0.5, 0, 60), on(1.0, 62)]
    assert made.next_due() == 1.5


def test_an_off_goes_before_an_on_at_the_same_time():
    made = schedule(planned(62, 0.5), planned(60, 0.0))
    assert events(made.take_due(0.5)) == [on(0.0, 60), NoteOff(0.5, 0, 60), on(0.5, 62)]


def test_a_second_note_on_a_sounding_key_first_ends_the_one_before():
    made = schedule(planned(60, 0.0, 2.0), planned(60, 1.0, 0.5))
    assert events(made.take_due(9.0)) == [
        on(0.0, 60),
        NoteOff(1.0, 0, 60),
        on(1.0, 60),
        NoteOff(1.5, 0, 60),
    ]


def test_cancelling_drops_what_has_not_begun_and_keeps_the_off_of_what_has():
    made = schedule(planned(60, 0.0), planned(62, 1.0))
    made.take_due(0.1)
    made.cancel_planned()
    assert events(made.take_due(9.0)) == [NoteOff(0.5, 0, 60)]
    assert made.next_due() == math.inf


def test_releasing_ends_everything_at_once():
    made = schedule(planned(60, 0.0), planned(62, 1.0))
    made.take_due(0.1)
    assert made.release_all(0.2) == [NoteOff(0.2, 0, 60)]
    assert made.sounding == []
    assert events(made.take_due(9.0)) == []


def test_a_note_taken_ahead_sounds_for_a_moment_before_it_is_released():
    made = schedule(planned(60, 1.0))
    made.take_due(1.0)
    assert made.release_all(0.995) == [NoteOff(1.005, 0, 60)]


def test_nothing_is_planned_before_the_end_of_what_was_released():
    made = schedule(planned(60, 1.0))
    made.take_due(1.0)
    made.release_all(0.991)
    assert made.add(planned(60, 1.001), 0.991).note.onset == 1.005


def test_nothing_is_planned_before_what_was_taken():
    made = Schedule()
    made.take_due(2.0)
    assert made.add(planned(60, 1.0), 0.0).note.onset == 2.0


def test_planned_are_the_notes_that_have_not_begun():
    made = schedule(planned(62, 1.0), planned(60, 0.0))
    made.take_due(0.1)
    assert [p.note.pitch for p in made.planned] == [62]
    assert made.sounding == [(0, 60)]
