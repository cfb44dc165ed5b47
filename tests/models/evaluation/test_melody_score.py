import numpy as np
import pytest

from antiphon_models.evaluation.melody_score import Score, mean_score, score_of


def test_bits_are_the_mean_surprise_at_what_came():
    tables = [np.array([[0.5, 0.25, 0.25]]), np.array([[0.25, 0.5, 0.25]])]
    assert score_of(tables, [bytes([0]), bytes([2])]) == Score(1.5, 0.5)


def test_a_tie_is_a_part_of_a_first_guess():
    assert score_of([np.full((2, 4), 0.25)], [bytes([0, 3])]) == Score(2.0, 0.25)


@pytest.mark.parametrize("row", [[0.9, 0.9], [0.0, 1.0], [0.2, 0.2]])
def test_what_is_no_chances_is_refused(row):
    with pytest.raises(ValueError, match="chances"):
        score_of([np.array([row])], [bytes([0])])


def test_a_row_too_few_is_refused():
    with pytest.raises(ValueError, match="1 rows of chances for 2 notes"):
        score_of([np.array([[0.5, 0.5]])], [bytes([0, 1])])


def test_sets_and_folds_count_alike_whatever_their_size():
    assert mean_score([Score(2.0, 0.5), Score(3.0, 0.25)]) == Score(2.5, 0.375)
