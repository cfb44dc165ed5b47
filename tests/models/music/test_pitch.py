import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.music.pitch import (
    interval,
    pitch_class,
    pitch_class_histogram,
    pitch_name,
    pitch_named,
)


@pytest.mark.parametrize(
    ("name", "pitch"),
    [("C4", 60), ("A4", 69), ("f#3", 54), ("Bb-1", 10), ("C-1", 0), ("G9", 127), ("Cb4", 59),
     ("B#3", 60), ("Ebb4", 62)],
)  # fmt: skip
def test_a_name_means_its_pitch(name, pitch):
    assert pitch_named(name) == pitch


@pytest.mark.parametrize("name", ["", "H4", "C", "4", "C#b4", "C44x", "C4 ", "C٤", "C###4"])
def test_what_is_no_pitch_name_is_refused(name):
    with pytest.raises(ValueError, match="is not a pitch name"):
        pitch_named(name)


@pytest.mark.parametrize("name", ["Cb-1", "G#9", "C10", "A-2"])
def test_a_pitch_that_midi_lacks_is_refused(name):
    with pytest.raises(ValueError, match="is outside C-1 to G9"):
        pitch_named(name)


@given(st.integers(0, 127))
def test_every_pitch_has_a_name_that_means_it(pitch):
    assert pitch_named(pitch_name(pitch)) == pitch


def test_an_interval_is_signed():
    assert (interval(60, 67), interval(67, 60)) == (7, -7)


def test_a_pitch_class_has_no_octave():
    assert [pitch_class(pitch) for pitch in (0, 60, 71, 127)] == [0, 0, 11, 7]


def test_the_histogram_holds_shares():
    shares = pitch_class_histogram([60, 72, 64, 67])
    assert shares == (0.5, 0, 0, 0, 0.25, 0, 0, 0.25, 0, 0, 0, 0)


def test_longer_notes_weigh_more():
    assert pitch_class_histogram([60, 61], [3.0, 1.0])[:2] == (0.75, 0.25)


def test_nothing_gives_twelve_zeros():
    assert pitch_class_histogram([]) == (0.0,) * 12
    assert pitch_class_histogram([60], [0.0]) == (0.0,) * 12


def test_every_pitch_needs_its_weight():
    with pytest.raises(ValueError, match="zip"):
        pitch_class_histogram([60, 61], [1.0])
