from fractions import Fraction

import pytest

from antiphon_models.corpus.durations import in_sixteenths, rests, unacceptable
from antiphon_models.corpus.tune import Tune


def tune(onset, duration, written=()):
    return Tune("t", "", "", (60,) * len(onset), tuple(onset), tuple(duration), written=written)


@pytest.mark.parametrize("value", [0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0])
def test_the_eight_durations_of_the_paper_are_acceptable(value):
    assert unacceptable(tune([0.0, value], [value, 1.0])) is None


@pytest.mark.parametrize("value", [0.125, float(Fraction(1, 3)), 0.375, 1.25, 6.0, 8.0])
def test_any_other_duration_is_named(value):
    assert unacceptable(tune([0.0, value], [value, 1.0])) == value


def test_a_rest_counts_as_a_note_does():
    assert unacceptable(tune([0.0, 3.5], [1.0, 1.0])) == 2.5
    assert unacceptable(tune([0.0, 3.0], [1.0, 1.0])) is None


def test_a_rest_before_the_first_note_counts():
    assert unacceptable(tune([0.125], [1.0])) == 0.125


def test_durations_count_as_they_are_written_where_that_is_known():
    assert unacceptable(tune([0.0, 2.5], [2.5, 1.0], written=(0.5, 1.0, 2.0))) is None
    assert unacceptable(tune([0.0, 1.0], [1.0, 1.0], written=(1.0, 6.0))) == 6.0


def test_silence_is_where_no_voice_sounds():
    voices = tune([1.0, 1.0, 5.0], [3.0, 1.0, 1.0])
    assert list(rests(voices)) == [(0.0, 1.0), (4.0, 1.0)]


def test_no_note_has_no_unacceptable_duration():
    assert unacceptable(tune([], [])) is None


def test_what_was_played_moves_to_the_nearest_sixteenths_and_no_note_is_lost():
    moved = in_sixteenths(tune([0.01, 0.99, 2.1], [0.97, 0.05, 0.6], written=(0.3,)))
    assert moved.onset == (0.0, 1.0, 2.0)
    assert moved.duration == (1.0, 0.25, 0.75)
    assert moved.written == ()


def test_a_tune_on_the_grid_stays_where_it_is():
    even = tune([0.0, 1.0, 2.5], [1.0, 1.5, 0.25])
    assert in_sixteenths(even) == even
