import numpy as np
import pytest

from antiphon_models.evaluation.mixing import mean_of, mixed_by_entropy, relative_entropy

SURE = np.array([[0.9, 0.1, 0.0, 0.0]])
UNIFORM = np.full((1, 4), 0.25)


def test_relative_entropy_is_one_where_all_is_alike_and_hardly_any_where_nothing_is_open():
    assert relative_entropy(UNIFORM).tolist() == [1.0]
    assert relative_entropy(np.array([[1.0, 0.0]])).tolist() == [1e-9]


def test_the_surer_model_weighs_more_by_the_square_of_its_entropy():
    entropy = relative_entropy(SURE)[0]
    weight = entropy**-2 / (entropy**-2 + 1)
    expected = weight * SURE + (1 - weight) * UNIFORM
    assert mixed_by_entropy([SURE, UNIFORM]) == pytest.approx(expected)
    assert mixed_by_entropy([SURE, UNIFORM])[0, 0] > 0.8


def test_a_model_mixed_with_nothing_stays_as_it_is():
    assert mixed_by_entropy([SURE]) == pytest.approx(SURE)


def test_networks_of_a_kind_count_alike():
    assert mean_of([SURE, UNIFORM]).tolist() == [[0.575, 0.175, 0.125, 0.125]]
