import numpy as np
import pytest

pytest.importorskip("scipy")

from antiphon_models.evaluation.motif_study import (
    CODED,
    CONDITIONS,
    NETWORK,
    Condition,
    Ground,
    Sweep,
    compared,
    cooled,
    foretelling,
    swept,
)
from antiphon_models.sampling import probabilities
from small_motif import CONFIG, LINE, small_weights

SMALL = Sweep(trials=2, notes=420, temperatures=(0.5, 3.0))
GROUND = Ground(LINE[: CONFIG.steps], frozenset())


@pytest.fixture(scope="module")
def found():
    return {condition.name: told for condition, told in swept(small_weights(), GROUND, SMALL)}


def test_every_condition_has_a_number_for_each_temperature_and_trial(found):
    assert list(found) == [condition.name for condition in CONDITIONS]
    for told in found.values():
        assert {np.array(rows).shape for rows in told.values()} == {(2, 2)}


def test_an_open_gate_leads_to_a_loop_and_a_closed_one_does_not(found):
    assert np.min(found[Condition(CODED, 0.25).name]["loop_period"][1]) > 0
    assert np.max(found[NETWORK]["loop_period"]) == 0
    assert np.max(found[NETWORK]["advised"]) == 0.0


def test_the_same_seed_gives_the_same_study_and_another_seed_another(found):
    again = dict(swept(small_weights(), GROUND, SMALL))
    assert again[CONDITIONS[0]] == found[NETWORK]
    other = Sweep(trials=2, notes=420, seed=2, temperatures=(0.5, 3.0))
    _, told = next(swept(small_weights(), GROUND, other))
    assert told != found[NETWORK]


def told(entropies, loops=0):
    rows = {"entropy": entropies, "loop_period": np.full(np.shape(entropies), loops)}
    shares = ("distinct_8_grams", "recited_8_grams", "dissonance", "advised")
    return {**rows, **{name: np.full(np.shape(entropies), 0.5) for name in shares}}


def test_nearness_and_difference_are_tested_apart():
    without = told([[3.0, 3.2], [3.3, 3.5], [3.6, 3.9]])
    other = told([[1.0, 1.0], [1.4, 1.4], [1.9, 1.9]], loops=7)
    result = compared(without, other, expected=2.4)
    assert result["deviation_alone"] == pytest.approx((0.7 + 1.0 + 1.35) / 3)
    assert result["deviation"] == pytest.approx((1.4 + 1.0 + 0.5) / 3)
    assert result["closer"] == pytest.approx(1 / 3)
    assert (result["tighter"], result["looping"]) == (1.0, 1.0)
    # The differences are 2.1, 2.0 and 1.85: t = 27.2 with two degrees of freedom.
    assert result["p_entropy"] == pytest.approx(0.00134, abs=2e-5)
    # And of the distances 0.7, 0.0 and -0.85: t = -0.11.
    assert result["p_deviation"] == pytest.approx(0.92, abs=0.01)


def test_what_is_no_different_is_not_significant():
    same = told([[3.0, 3.2], [3.3, 3.5]])
    assert compared(same, same, 2.4)["p_entropy"] == 1.0


def test_a_cooler_network_has_less_entropy():
    rows = cooled(small_weights(), GROUND, SMALL)
    assert [row["temperature"] for row in rows] == [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert rows[0]["entropy"] < rows[-1]["entropy"]


def test_bits_are_those_of_the_notes_after_the_first_window():
    weights = small_weights()
    found = foretelling(weights, [LINE[: CONFIG.steps + 1]])
    from antiphon_models.runtime.motif_lstm import KeptStepper  # noqa: PLC0415

    stepper = KeptStepper(weights)
    for token in LINE[: CONFIG.steps]:
        stepper.step(token)
    bits = -np.log2(probabilities(stepper.logits())[LINE[CONFIG.steps]])
    assert found["windows"] == pytest.approx(bits, abs=1e-5)
    assert found["kept_state"] == pytest.approx(bits, abs=1e-5)
