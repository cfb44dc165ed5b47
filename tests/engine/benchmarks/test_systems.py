"""Every system that is on this machine is measured, hearing and proposing in turn."""

from antiphon_engine.benchmarks.systems import duet, measure
from antiphon_engine.params import Params
from antiphon_models.systems.guests import read_guests
from fakes import ScriptedMind


def test_a_round_hears_a_note_to_its_end_and_proposes_once() -> None:
    mind = ScriptedMind()
    exchange = duet(mind, Params())
    exchange()
    exchange()
    assert len(mind.heard) == len(mind.released) == mind.position == 2


def test_there_is_a_figure_for_each_system_that_is_here() -> None:
    figures = measure(rounds=3)
    assert [figure.key for figure in figures] == [f"systems.{name}" for name in read_guests().minds]
    assert all(figure.count == 3 for figure in figures)
