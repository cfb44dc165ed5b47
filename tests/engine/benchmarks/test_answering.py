"""Decisions are measured turn by turn, those made ahead apart from those made on the spot."""

from antiphon_engine.benchmarks.answering import measure_decisions
from antiphon_models.note_stream_improviser import load_improviser


def test_as_many_decisions_are_made_ahead_as_on_the_spot():
    figures = measure_decisions(load_improviser(), turns=4)
    assert [(figure.key, figure.count) for figure in figures] == [
        ("decision.ahead", 4),
        ("decision.on_the_spot", 4),
    ]
