import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.core.grid import Grid, Taps


def test_the_next_beat_is_at_or_after_the_time():
    grid = Grid(120.0, origin=1.0)
    assert grid.next_point(1.0, 1) == 1.0
    assert grid.next_point(1.1, 1) == 1.5
    assert grid.next_point(1.1, 4) == 3.0


def test_no_beats_is_at_once():
    assert Grid(120.0).next_point(1.234, 0) == 1.234


def test_a_new_tempo_keeps_the_bar_where_it_began():
    assert Grid(120.0).at_tempo(60.0, now=5.0) == Grid(60.0, 4.0)


@given(st.floats(40, 240), st.floats(-10, 10), st.floats(0, 100), st.sampled_from([1, 4, 8]))
def test_a_grid_point_is_never_late_and_never_a_whole_span_away(tempo, origin, time, beats):
    grid = Grid(tempo, origin)
    wait = grid.next_point(time, beats) - time
    assert -1e-5 <= wait <= beats * grid.beat + 1e-5


def test_four_taps_are_a_tempo_and_its_bar():
    taps = Taps()
    tempos = [taps.tap(1.0 + 0.5 * number, 40, 240) for number in range(4)]
    assert tempos == [None, 120.0, 120.0, 120.0]
    assert taps.grid(120.0) == Grid(120.0, 1.0)


def test_a_tap_after_a_long_pause_begins_anew():
    taps = Taps()
    taps.tap(1.0, 40, 240)
    assert taps.tap(9.0, 40, 240) is None


def test_a_tempo_stays_within_its_limits():
    taps = Taps()
    taps.tap(1.0, 40, 240)
    assert taps.tap(1.01, 40, 240) == 240


def test_a_beat_is_as_long_as_the_tempo_says():
    assert Grid(90.0).beat == pytest.approx(2 / 3)
