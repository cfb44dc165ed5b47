import numpy as np
import pytest

from antiphon_models.evaluation.answer_measures import Measures
from antiphon_models.evaluation.answer_summary import (
    bars,
    copies,
    margins,
    summary_of,
    with_interval,
)
from antiphon_models.evaluation.distances import DISTANCES, DISTRIBUTIONS


def measures(mean: float, is_loop: bool = False, run: int = 5, own: int = 5) -> Measures:
    return Measures(
        mean,
        dict.fromkeys(DISTANCES, mean),
        dict.fromkeys(DISTRIBUTIONS, 1.0),
        1.0, 1.0, 0.0, is_loop, run, run, own, 12,
    )  # fmt: skip


def test_an_interval_holds_the_mean_and_narrows_with_more_values() -> None:
    values = np.random.default_rng(1).normal(0.5, 0.1, 400)
    few, many = with_interval(values[:25], 1), with_interval(values, 1)
    assert few["low"] < few["value"] < few["high"]
    assert many["high"] - many["low"] == pytest.approx(4 * 0.1 / 20, rel=0.2)
    assert many["high"] - many["low"] < few["high"] - few["low"]


def test_equal_values_leave_no_doubt() -> None:
    assert with_interval(np.full(10, 0.25), 1) == {"value": 0.25, "low": 0.25, "high": 0.25}


def test_copies_are_runs_of_over_twelve_notes() -> None:
    found = copies([measures(0.2, run=12), measures(0.2, run=13, own=4)])
    assert found["run"] == {"longest": 13, "answers": 1, "share": 0.5}
    assert found["run_not_own"] == {"longest": 5, "answers": 0, "share": 0.0}


def test_a_margin_is_paired_prompt_by_prompt() -> None:
    ours, theirs = [measures(0.1), measures(0.5)], [measures(0.2), measures(0.6)]
    assert margins(ours, theirs, 1)["mean"] == pytest.approx(
        {"value": 0.1, "low": 0.1, "high": 0.1}
    )


def summaries(ours: list[Measures], theirs: list[Measures]) -> dict:
    return {
        "us": summary_of(ours, 1),
        "them": {**summary_of(theirs, 1), "margin": margins(ours, theirs, 1)},
    }


def test_bars_are_met_by_being_nearer_without_a_loop_or_a_copy() -> None:
    found = bars(summaries([measures(0.1)] * 5, [measures(0.2)] * 5), "us", ["them"])
    assert list(found.values()) == [True, True, True, True]


def test_each_bar_can_be_missed() -> None:
    ours = [measures(0.1), measures(0.4, is_loop=True), measures(0.1, run=20, own=13)]
    found = bars(summaries(ours, [measures(0.2)] * 3), "us", ["them"])
    assert list(found.values()) == [False, False, False, False]
