import math

import numpy as np
import pytest

from antiphon_models.training.taste_fit import EXPECTED_WEIGHT, fit_taste


def marked(count, rule, seed=1, columns=6):
    """Return rows of `columns` numbers and what `rule` says of each."""
    rows = np.random.default_rng(seed).normal(size=(count, columns)).tolist()
    return rows, [rule(row) for row in rows]


def test_one_column_by_hand():
    # One good at 1 and one bad at -1: by symmetry the weight w solves
    # 2 (1 - 1 / (1 + e^-w)) = w / 0.4^2.
    fitted = fit_taste([[1.0], [-1.0]], [True, False])
    weight = fitted.weights[0]
    assert 2 / (1 + math.exp(weight)) == pytest.approx(weight / EXPECTED_WEIGHT**2)
    assert 0.0 < weight < EXPECTED_WEIGHT


def test_what_is_liked_gets_the_weight():
    rows, are_good = marked(60, lambda row: row[2] - row[4] > 0)
    fitted = fit_taste(rows, are_good)
    assert np.argsort(np.abs(fitted.weights))[-2:].tolist() in ([2, 4], [4, 2])
    assert fitted.weights[2] > 0 > fitted.weights[4]
    assert fitted.skill > 0.85


def test_a_few_marks_move_little_and_more_move_more():
    sizes = []
    for count in (4, 12, 40, 200):
        rows, are_good = marked(count, lambda row: row[0] > 0)
        are_good[:2] = [True, False]
        sizes.append(max(map(abs, fit_taste(rows, are_good).weights)))
    assert sizes == sorted(sizes)
    assert sizes[0] < 0.35


def test_nonsense_is_not_told_by_what_was_held_out():
    noise = np.random.default_rng(7)
    skills = [
        fit_taste(*marked(60, lambda _row: bool(noise.random() < 0.5), seed)).skill
        for seed in range(8)
    ]
    assert 0.4 < np.mean(skills) < 0.6


def test_how_many_are_good_in_all_is_no_matter_of_taste():
    rows, are_good = marked(80, lambda row: row[0] > 1.0)
    fitted = fit_taste(rows, are_good)
    assert sum(are_good) < 25
    assert fitted.weights[0] == max(fitted.weights, key=abs)


def test_columns_that_never_differ_or_lie_far_off_do_no_harm():
    rows, are_good = marked(20, lambda row: row[0] > 0)
    wide = [[row[0], 5.0, 1e6 * row[1]] for row in rows]
    fitted = fit_taste(wide, are_good)
    assert fitted.weights[1] == 0.0
    assert all(map(math.isfinite, fitted.weights))


def test_marks_of_one_kind_are_refused():
    with pytest.raises(ValueError, match="marks of one kind alone tell nothing"):
        fit_taste([[1.0], [2.0]], [True, True])


def test_the_same_marks_give_the_same_taste():
    rows, are_good = marked(30, lambda row: row[0] > 0)
    assert fit_taste(rows, are_good) == fit_taste(rows, are_good)
