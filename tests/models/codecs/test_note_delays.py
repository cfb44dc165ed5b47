"""The codec of papers/003: pitches around the 4th octave, delays in median pauses, and back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.codecs.note_delays import (
    DELAYS,
    PERFORMED,
    PITCHES,
    NoteDelays,
    decode,
    encode,
    misfits,
    nearest_delay,
    nearest_delays,
    octave_shift,
    pauses_of,
    pitch_index,
    upper_line,
)
from antiphon_models.music.notes import Note
from builders import phrase


def delays(line):
    return [str(DELAYS[delay]) for delay in line.delay]


def test_a_line_is_written_in_median_pauses_and_around_the_fourth_octave():
    line = encode(phrase("C2 D2:0.5 E2:0.5 F2:1.5 C3:2 D2"))
    assert delays(line) == ["1", "1/2", "1/2", "3/2", "2", "1"]
    assert line.pitch.tolist() == [36, 38, 40, 41, 48, 38]


def test_the_same_tune_faster_and_octaves_away_is_the_same_line():
    tune = phrase("C4 E4:0.5 G4:3 F4 E4 D4")
    other = [Note(n.pitch + 24, 80, 0.37 * n.onset, 0.37 * n.duration) for n in tune]
    assert encode(other).pitch.tolist() == encode(tune).pitch.tolist()
    assert encode(other).delay.tolist() == encode(tune).delay.tolist()


def test_transposition_is_by_whole_octaves_so_that_the_key_stays():
    assert [octave_shift([pitch]) for pitch in (59, 60, 71, 72, 11, 127)] == [
        12,
        0,
        0,
        -12,
        60,
        -60,
    ]


@pytest.mark.parametrize(
    ("pitch", "index"), [(24, 0), (107, 83), (60, 36), (23, 11), (0, 0), (108, 72), (127, 79)]
)
def test_what_lies_outside_the_seven_octaves_comes_in_by_octaves(pitch, index):
    assert pitch_index(pitch, 0) == index


@given(st.integers(0, 127), st.integers(-10, 10))
def test_every_pitch_has_an_index_of_its_own_class(pitch, octaves):
    index = pitch_index(pitch, 12 * octaves)
    assert 0 <= index < PITCHES
    assert index % 12 == pitch % 12


@given(
    st.lists(st.tuples(st.integers(0, PITCHES - 1), st.integers(0, len(DELAYS) - 1)), min_size=2)
)
def test_what_is_decoded_is_encoded_as_it_was(codes):
    pitch, delay = zip(*codes, strict=True)
    unit = 0.3
    notes = decode(NoteDelays(pitch=_column(pitch), delay=_column(delay)), unit).notes
    ratios = [pause / unit for pause in pauses_of(notes)]
    assert nearest_delays(ratios).tolist() == list(delay)
    assert [pitch_index(note.pitch, 0) for note in notes] == list(pitch)


def _column(values):
    return nearest_delays([1.0] * len(values)) * 0 + list(values)


def test_a_note_lasts_until_the_next():
    notes = decode(encode(phrase("C4 E4:2 G4:0.5 C4")), unit=0.5).notes
    assert [(note.onset, note.duration) for note in notes] == [
        (0.0, 0.5),
        (0.5, 1.0),
        (1.5, 0.25),
        (1.75, 0.5),
    ]


def test_a_rest_belongs_to_the_note_before_it():
    assert delays(
        encode([Note(60 + n, 80, onset, 0.1) for n, onset in enumerate((0, 1, 2, 5))])
    ) == [
        "1",
        "1",
        "3",
        "1/8",
    ]


def test_of_a_chord_the_highest_note_counts():
    chords = [Note(60, 80, 0.0, 1.0), Note(67, 80, 0.01, 1.0), Note(64, 80, 0.02, 1.0)]
    assert upper_line([*chords, Note(50, 80, 0.5, 0.5)]) == [
        Note(67, 80, 0.0, 1.0),
        Note(50, 80, 0.5, 0.5),
    ]


@pytest.mark.parametrize(
    ("ratio", "delay"),
    [(1.0, "1"), (1.04, "1"), (0.31, "1/3"), (1.42, "3/2"), (99.0, "16"), (0.0, "1/8")],
)
def test_a_pause_is_taken_for_the_nearest_multiple(ratio, delay):
    assert str(DELAYS[nearest_delay(ratio)]) == delay
    assert nearest_delays([ratio]).tolist() == [nearest_delay(ratio)]


def test_performed_time_knows_eleven_multiples():
    assert len(PERFORMED) == 11
    assert DELAYS[nearest_delays([0.7], PERFORMED)[0]] == Fraction(3, 4)


def test_a_misfit_is_told_in_octaves_of_time_and_no_rest_is_too_long():
    assert misfits([1.0, 2.0**0.1, 40.0, 1 / 32]).tolist() == pytest.approx([0.0, 0.1, 0.0, 2.0])
