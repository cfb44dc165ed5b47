from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.music.pulse import Pulse, estimate_pulse, pulse_of_beat

EIGHTHS_AND_QUARTERS = [0, 1, 1.5, 2, 3, 3.5, 4, 4.5, 5, 6, 6.5, 7, 8]


def onsets_of(beats, beat, start=0.0, looseness=0.0):
    rng = Random(5)
    return [start + it * beat + rng.uniform(-looseness, looseness) for it in beats]


def misses(onsets, pulse):
    return max(abs(pulse.nearest(onset) - onset) for onset in onsets)


def test_points_are_steps_apart_from_the_origin():
    pulse = Pulse(0.25, 0.1)
    assert pulse.nearest(0.2) == pytest.approx(0.1)
    assert pulse.nearest(0.25) == pytest.approx(0.35)
    assert pulse.next(0.36) == pytest.approx(0.6)


def test_a_time_on_a_point_is_its_own_next_point():
    assert Pulse(0.125, 0.0).next(17 * 0.125 + 1e-9) == pytest.approx(17 * 0.125)


@pytest.mark.parametrize("start", [0.0, 0.33, 1234.5])
def test_an_even_phrase_is_on_its_own_grid_wherever_it_begins(start):
    onsets = onsets_of(EIGHTHS_AND_QUARTERS, 0.6, start)
    assert misses(onsets, estimate_pulse(onsets)) < 0.005


def test_a_loose_phrase_has_the_grid_that_it_is_loose_about():
    onsets = onsets_of(EIGHTHS_AND_QUARTERS, 0.6, 7.0, looseness=0.03)
    pulse = estimate_pulse(onsets)
    assert misses(onsets_of(EIGHTHS_AND_QUARTERS, 0.6, 7.0), pulse) < 0.03


def test_swing_and_triplets_divide_the_beat_by_three():
    swung = [bar + place for bar in range(6) for place in (0, 2 / 3)]
    assert estimate_pulse(onsets_of(swung, 0.6)).step == pytest.approx(0.2, rel=0.02)


def test_loose_quarter_notes_do_not_make_triplets():
    onsets = onsets_of(range(12), 0.6, 3.0, looseness=0.03)
    assert estimate_pulse(onsets).step == pytest.approx(0.15, rel=0.02)


def test_playing_that_keeps_to_no_grid_has_none():
    rng, onset, onsets = Random(2), 0.0, []
    for _ in range(24):
        onset += rng.uniform(0.1, 1.5)
        onsets.append(onset)
    assert estimate_pulse(onsets) is None


def test_three_notes_are_too_few_to_have_a_grid():
    assert estimate_pulse([0.0, 0.5, 1.0]) is None


def test_within_a_given_beat_the_onsets_say_how_it_is_divided():
    assert pulse_of_beat([1.0, 1.25, 1.75], 0.5, 0.0).step == 0.125
    assert pulse_of_beat([1.0, 1.0 + 1 / 3, 1.5], 0.5, 0.0).step == pytest.approx(1 / 6)
    assert pulse_of_beat([], 0.5, 0.0).step == 0.125


@given(st.floats(0.05, 1.0), st.floats(0.0, 100.0), st.floats(0.0, 1000.0))
def test_the_next_point_is_never_early_and_less_than_a_step_away(step, origin, time):
    point = Pulse(step, origin).next(time)
    assert time - 1e-6 <= point <= time + step + 1e-6
