import math

import pytest

from antiphon_models.learned_taste import LearnedTaste


def test_leaning_is_the_weighted_sum_of_traits():
    taste = LearnedTaste({"leap": 0.5, "pace": -2.0}, good=3, bad=4)
    assert taste.lean({"leap": 3.0, "pace": 0.25, "rise": 9.0}) == 1.0
    assert taste.marks == 7


def test_nothing_learned_leans_nowhere():
    assert LearnedTaste().lean({"leap": 3.0}) == 0


def test_a_trait_that_is_not_told_is_named():
    with pytest.raises(KeyError, match="leap"):
        LearnedTaste({"leap": 0.5}).lean({})


@pytest.mark.parametrize("weight", [math.inf, math.nan])
def test_a_weight_must_be_a_number(weight):
    with pytest.raises(ValueError, match="the weight of 'leap' is no finite number"):
        LearnedTaste({"leap": weight})
