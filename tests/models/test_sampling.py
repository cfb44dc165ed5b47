import itertools
from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.sampling import adapted, draw, entropy, probabilities, weighted

LOGITS = np.log(np.array([0.5, 0.25, 0.125, 0.125]))
logits = st.lists(st.floats(-8, 8), min_size=2, max_size=20).map(np.array)


def test_temperature_one_gives_the_network_own_probabilities():
    assert probabilities(LOGITS) == pytest.approx([0.5, 0.25, 0.125, 0.125])


def test_temperature_two_takes_the_square_root_of_the_odds():
    assert probabilities(np.log(np.array([0.8, 0.2])), 2.0) == pytest.approx([2 / 3, 1 / 3])


def test_entropy_is_in_bits():
    assert entropy(probabilities(LOGITS)) == pytest.approx(1.75)
    assert entropy(np.array([1.0, 0.0])) == 0.0


@given(logits)
def test_entropy_rises_with_temperature(values):
    found = [entropy(probabilities(values, t)) for t in (0.1, 0.3, 1.0, 3.0, 10.0)]
    assert all(b >= a - 1e-9 for a, b in itertools.pairwise(found))


@given(logits, st.floats(0.1, 10.0), st.floats(0.0, 1.0))
def test_adaptive_temperature_bends_towards_the_target(values, temperature, adaptive):
    before = entropy(probabilities(values, temperature))
    bent = adapted(temperature, probabilities(values), adaptive)
    assert bent >= temperature if before <= 2.0 else bent <= temperature


def test_adaptive_temperature_of_a_hand_made_case():
    # 1.75 bits at temperature 1: bent by 2 / 1.75, half way by its square root.
    assert adapted(1.0, probabilities(LOGITS), 1.0) == pytest.approx(2 / 1.75)
    assert adapted(1.0, probabilities(LOGITS), 0.5) == pytest.approx((2 / 1.75) ** 0.5)
    assert adapted(1.0, probabilities(LOGITS), 0.0) == 1.0


def test_weights_multiply_and_renormalise():
    assert weighted(np.array([0.5, 0.5]), [1.0, 3.0]) == pytest.approx([0.25, 0.75])


def test_weights_that_leave_nothing_leave_everything():
    assert weighted(np.array([0.5, 0.5]), [0.0, 0.0]) == pytest.approx([0.5, 0.5])


def test_draws_follow_the_distribution():
    rng = Random(1)
    counts = Counter(draw(np.array([0.0, 0.2, 0.8]), rng) for _ in range(10_000))
    assert counts[0] == 0
    assert counts[2] / 10_000 == pytest.approx(0.8, abs=0.02)


@given(logits, st.integers())
def test_what_has_no_probability_is_never_drawn(values, seed):
    distribution = weighted(probabilities(values), [1.0] + [0.0] * (len(values) - 1))
    assert draw(distribution, Random(seed)) == 0 or distribution[0] == 0.0
