import pytest

from antiphon_engine.core.entrance import pulse_for
from antiphon_engine.core.grid import Grid
from antiphon_engine.params import Params, changed
from builders import line


def test_of_a_phrase_of_minutes_the_last_notes_say_where_the_grid_is():
    slower, steady = line([60] * 1000, ioi=0.4), line([60] * 256, onset=400.0, ioi=0.25)
    pulse = pulse_for(changed(Params(), {"quantise": 1.0}), slower + steady, Grid(120.0))
    assert pulse is not None
    assert pulse.nearest(500.26) == pytest.approx(500.25, abs=0.001)
    assert pulse.step in (pytest.approx(0.125, rel=0.01), pytest.approx(0.25, rel=0.01))


def test_without_quantising_there_is_no_grid():
    assert pulse_for(Params(), line([60] * 8), Grid(120.0)) is None
