import numpy as np
import pytest

from antiphon_models.codecs.note_triples import Triple, fed
from antiphon_models.evaluation.triples_foretelling import (
    Foretelling,
    compared,
    fused,
    guessed,
    metrics,
)

REAL = fed([Triple(60, 0.0, 0.5), Triple(64, 0.5, 0.5), Triple(67, 0.5, 1.0), Triple(60, 0.0, 1.0)])


def said(chances, steps, durations):
    """What is said where pitches 60, 64 and 67 have these chances, row by row."""
    pitch = np.zeros((len(chances), 128))
    pitch[:, [60, 64, 67]] = chances
    return Foretelling(pitch, np.array(steps), np.array(durations))


SAID = said(
    [[0.5, 0.25, 0.25], [0.5, 0.25, 0.25], [0.0, 0.0, 1.0], [0.25, 0.75, 0.0]],
    [0.25] * 4,
    [0.5, 0.5, 0.5, 1.0],
)


def test_the_papers_metrics_are_as_computed_by_hand():
    found = metrics(SAID, REAL)
    assert found.notes == 4
    assert found.accuracy == 0.5
    # Minus the mean of the logarithms of 1/2, 1/4, 1 and 1/4.
    assert found.cross_entropy == pytest.approx(5 * np.log(2) / 4)
    assert found.perplexity == pytest.approx(2**1.25)
    assert found.step_mse == pytest.approx(0.0625)
    assert found.duration_mse == pytest.approx(0.0625)


def test_one_and_the_same_step_has_no_spread_and_explains_nothing():
    found = metrics(SAID, REAL)
    assert (found.step_spread, found.step_r_squared) == pytest.approx((0.0, 0.0))
    exact = metrics(said([[1.0, 0.0, 0.0]] * 4, [0.0, 0.5, 0.5, 0.0], [1.0] * 4), REAL)
    assert (exact.step_spread, exact.step_r_squared) == pytest.approx((1.0, 1.0))


def test_an_ensemble_is_the_mean_of_what_is_said():
    one = said([[1.0, 0.0, 0.0]], [0.1], [1.0])
    other = said([[0.0, 0.5, 0.5]], [0.3], [0.5])
    both = fused([one, other])
    assert both.pitch[0, [60, 64, 67]].tolist() == [0.5, 0.25, 0.25]
    assert (both.step[0], both.duration[0]) == pytest.approx((0.2, 0.75))


def test_guessing_says_what_is_common_and_the_means():
    found = guessed(REAL, 3)
    # Two of four, and one more for each of the 128.
    assert found.pitch[2, 60] == pytest.approx(3 / 132)
    assert found.pitch.sum(axis=1) == pytest.approx(1.0)
    assert found.step.tolist() == [0.25] * 3
    assert found.duration.tolist() == [0.75] * 3


def test_systems_are_compared_over_pieces_and_not_over_notes():
    worse = said([[0.25, 0.25, 0.5]] * 4, [0.0] * 4, [0.0] * 4)
    found = compared(worse, SAID, REAL, [1, 1, 1, 2])
    # Gains: log 2, 0, log 2, 0; so the first piece gains two thirds of log 2, the second nothing.
    assert found["gain"] == pytest.approx(np.log(2) / 2)
    assert found["gain_by_piece"] == pytest.approx(np.log(2) / 3)
    assert (found["pieces"], found["better_in"]) == (2, 0.5)
    assert found["p"] == pytest.approx(0.5)


def test_no_difference_is_no_gain():
    found = compared(SAID, said([[0.4, 0.3, 0.3]] * 4, [0.0] * 4, [0.0] * 4), REAL, [1, 2, 3, 4])
    back = compared(said([[0.4, 0.3, 0.3]] * 4, [0.0] * 4, [0.0] * 4), SAID, REAL, [1, 2, 3, 4])
    assert found["gain"] == pytest.approx(-back["gain"])
    assert found["p"] == pytest.approx(back["p"])
    assert found["p"] > 0.05
