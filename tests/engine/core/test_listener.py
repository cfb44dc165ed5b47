from antiphon_engine.core.events import Control, NoteOff, NoteOn
from antiphon_engine.core.listener import Listener
from antiphon_models.music.notes import Note


def listener(*events, window=16):
    listening = Listener(window)
    for event in events:
        listening.hear(event)
    return listening


def test_a_key_that_goes_down_and_up_is_a_note_of_that_length():
    heard = listener(NoteOn(1.0, 0, 60, 80)).hear(NoteOff(1.5, 0, 60))
    assert heard.ended == (Note(60, 80, 1.0, 0.5),)


def test_a_key_still_down_is_in_the_phrase_with_no_duration_yet():
    listening = listener(NoteOn(1.0, 0, 60, 80))
    assert listening.phrase == [Note(60, 80, 1.0)]
    assert listening.held == [(0, 60)]


def test_a_note_of_no_length_gets_a_millisecond():
    heard = listener(NoteOn(1.0, 0, 60, 80)).hear(NoteOff(1.0, 0, 60))
    assert heard.ended == (Note(60, 80, 1.0, 0.001),)


def test_a_note_off_without_note_on_is_counted_and_changes_nothing():
    listening = listener(NoteOff(1.0, 0, 60))
    assert listening.oddities.stray_offs == 1
    assert listening.phrase == []


def test_striking_a_sounding_key_again_ends_the_first_note():
    listening = listener(NoteOn(1.0, 0, 60, 80))
    heard = listening.hear(NoteOn(1.25, 0, 60, 90))
    assert heard.began == Note(60, 90, 1.25)
    assert heard.ended == (Note(60, 80, 1.0, 0.25),)
    assert listening.oddities.restruck == 1


def test_the_same_pitch_on_two_channels_is_two_notes():
    listening = listener(NoteOn(0.0, 0, 60, 80), NoteOn(0.1, 1, 60, 80), NoteOff(0.2, 0, 60))
    assert listening.held == [(1, 60)]


def test_the_pedal_lengthens_notes_until_it_comes_up():
    listening = listener(Control(0.0, 0, 64, 127), NoteOn(0.0, 0, 60, 80), NoteOff(0.2, 0, 60))
    assert listening.held == []
    heard = listening.hear(Control(1.0, 0, 64, 0))
    assert heard.ended == (Note(60, 80, 0.0, 1.0),)


def test_a_key_restruck_under_the_pedal_ends_the_note_before():
    listening = listener(Control(0.0, 0, 64, 127), NoteOn(0.1, 0, 60, 80), NoteOff(0.2, 0, 60))
    heard = listening.hear(NoteOn(0.5, 0, 60, 80))
    assert heard.ended == (Note(60, 80, 0.1, 0.4),)
    assert listening.oddities.restruck == 0


def test_other_controllers_mean_nothing_to_the_phrase():
    assert listener().hear(Control(0.0, 0, 1, 64)).ended == ()


def test_a_sequencer_that_stops_lets_go_of_all_keys_of_its_channel_at_once():
    listening = listener(NoteOn(0.0, 0, 60, 80), NoteOn(0.0, 0, 64, 80), NoteOn(0.0, 1, 67, 80))
    ended = listening.hear(Control(1.0, 0, 123, 0)).ended
    assert ended == (Note(60, 80, 0.0, 1.0), Note(64, 80, 0.0, 1.0))
    assert listening.held == [(1, 67)]
    assert listening.last_offset == 1.0


def test_the_end_of_all_sound_and_the_reset_of_controllers_lift_the_pedal():
    for number in (120, 121):
        listening = listener(Control(0.0, 0, 64, 127), NoteOn(0.0, 0, 60, 80), NoteOff(0.5, 0, 60))
        assert listening.hear(Control(1.0, 0, number, 0)).ended == (Note(60, 80, 0.0, 1.0),)


def test_taking_the_phrase_cuts_what_still_sounds_and_begins_a_new_one():
    listening = listener(NoteOn(1.0, 0, 60, 80))
    assert listening.take_phrase(1.5) == [Note(60, 80, 1.0, 0.5)]
    assert listening.phrase == []
    assert listening.hear(NoteOff(2.0, 0, 60)).ended == (Note(60, 80, 1.0, 1.0),)


def test_the_window_keeps_the_latest_notes():
    listening = listener(window=2)
    for number, pitch in enumerate([60, 62, 64]):
        listening.hear(NoteOn(number, 0, pitch, 80))
        listening.hear(NoteOff(number + 0.5, 0, pitch))
    assert [note.pitch for note in listening.window] == [62, 64]
    listening.resize(1)
    assert [note.pitch for note in listening.window] == [64]


def test_a_drone_counts_as_playing_for_eight_seconds():
    assert listener(NoteOn(1.0, 0, 36, 80)).playing_until() == 9.0


def test_letting_go_ends_held_and_pedalled_notes():
    listening = listener(
        Control(0.0, 0, 64, 127),
        NoteOn(0.0, 0, 60, 80),
        NoteOff(0.5, 0, 60),
        NoteOn(0.5, 0, 64, 80),
    )
    assert [note.pitch for note in listening.let_go(1.0)] == [64, 60]
    assert listening.held == []
