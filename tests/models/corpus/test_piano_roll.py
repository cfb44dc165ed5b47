import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.corpus.piano_roll import notes_of, piano_roll
from antiphon_models.music.notes import Note


def test_a_note_sounds_in_its_frames_and_is_struck_in_the_first():
    roll = piano_roll([Note(60, 90, 0.2, 0.3)], frame_rate=10.0)
    assert roll.velocity.shape == (128, 5)
    assert roll.velocity[60].tolist() == [0, 0, 90, 90, 90]
    assert roll.is_onset[60].tolist() == [False, False, True, False, False]
    assert roll.velocity.sum() == 270


def test_a_note_that_is_struck_again_is_two_notes():
    twice = [Note(60, 90, 0.0, 0.5), Note(60, 70, 0.5, 0.5)]
    assert notes_of(piano_roll(twice)) == twice


def test_a_stroke_ends_what_sounds_of_the_same_pitch():
    roll = piano_roll([Note(60, 90, 0.0, 2.0), Note(60, 70, 0.5, 0.5), Note(60, 50, 1.5, 0.5)])
    assert notes_of(roll) == [
        Note(60, 90, 0.0, 0.5),
        Note(60, 70, 0.5, 0.5),
        Note(60, 50, 1.5, 0.5),
    ]


def test_of_two_strokes_in_one_frame_the_longer_note_is_kept():
    roll = piano_roll([Note(60, 90, 0.0, 0.5), Note(60, 70, 0.001, 0.2)])
    assert notes_of(roll) == [Note(60, 90, 0.0, 0.5)]


def test_the_shortest_note_lasts_a_frame():
    assert notes_of(piano_roll([Note(60, 90, 1.0, 0.0001)])) == [Note(60, 90, 1.0, 0.01)]


def test_no_notes_are_an_empty_roll():
    roll = piano_roll([])
    assert roll.velocity.shape == (128, 0)
    assert notes_of(roll) == []


lines = st.lists(
    st.tuples(st.integers(0, 127), st.floats(0.011, 1.0), st.floats(0.011, 0.6)), max_size=30
)


@given(lines, st.sampled_from([20.0, 100.0, 250.0]))
def test_notes_come_back_within_a_frame(line, rate):
    onset, played = 0.0, []
    for pitch, ioi, duration in line:
        # One at a time, at least a frame apart: none ends another.
        onset += max(ioi, 1.0 / rate)
        played.append((pitch, onset, duration))
    played = [
        (
            pitch,
            onset,
            min(duration, played[at + 1][1] - onset) if at + 1 < len(played) else duration,
        )
        for at, (pitch, onset, duration) in enumerate(played)
    ]
    kept = [Note(pitch, 80, onset, duration) for pitch, onset, duration in played]
    back = notes_of(piano_roll(kept, rate))
    assert [note.pitch for note in back] == [note.pitch for note in kept]
    for before, after in zip(kept, back, strict=True):
        assert abs(before.onset - after.onset) <= 0.5 / rate + 1e-9
        assert abs(before.duration - after.duration) <= 1.0 / rate + 1e-9


def test_a_chord_comes_back_from_the_lowest_up():
    chord = [Note(pitch, 80, 1.0, 0.5) for pitch in (67, 60, 64)]
    assert [note.pitch for note in notes_of(piano_roll(chord))] == [60, 64, 67]
    assert np.count_nonzero(piano_roll(chord).is_onset) == 3
