import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from antiphon_models.mixture import Mixture, Start, Vote

EVEN = np.full(4, 0.25)
LEANING = np.array([0.1, 0.2, 0.3, 0.4])


def test_one_expert_without_votes_is_believed_as_it_is():
    mixture = Mixture(1, 3, Start((1.0, 0.3, 0.3, 0.3)))
    assert mixture.blended([LEANING], []) == pytest.approx(LEANING)


def test_two_experts_are_multiplied_each_to_the_power_of_its_weight():
    mixture = Mixture(2, 0, Start((0.5, 1.0)))
    other = np.array([0.4, 0.3, 0.2, 0.1])
    product = np.sqrt(LEANING) * other
    assert mixture.blended([LEANING, other], []) == pytest.approx(product / product.sum())


def test_a_vote_that_is_fully_believed_gets_its_hit_rate():
    tries, hits = [[30.0] * 33], [[23.0] * 33]
    mixture = Mixture(1, 1, Start((1.0, 1.0), tries=tries, hits=hits))
    blended = mixture.blended([LEANING], [Vote(0, 0, 5)])
    # 24 of 32, with the two tries of doubt; the others keep their proportions.
    assert blended == pytest.approx([0.75, 0.25 * 2 / 9, 0.25 * 3 / 9, 0.25 * 4 / 9])


def test_a_vote_that_is_not_believed_at_all_changes_nothing():
    mixture = Mixture(1, 1, Start((1.0, 0.0)))
    assert mixture.blended([LEANING], [Vote(0, 0, 5)]) == pytest.approx(LEANING)


def test_a_push_raises_the_odds_of_what_is_voted_for():
    mixture = Mixture(1, 1, Start((1.0, 0.0)))
    blended = mixture.blended([EVEN], [Vote(0, 2, 5)], push=math.log(3.0))
    assert blended == pytest.approx([1 / 6, 1 / 6, 3 / 6, 1 / 6])


def test_the_surprise_is_that_of_the_blend_before_it_learned():
    assert Mixture(1, 0, Start((1.0,))).learn([LEANING], [], 0) == pytest.approx(math.log2(10.0))


def test_a_voter_that_is_always_right_is_believed_more_and_more():
    mixture = Mixture(1, 1, Start((1.0, 0.1)))
    surprises = [mixture.learn([EVEN], [Vote(0, 2, 5)], 2) for _ in range(200)]
    assert surprises[0] > 1.8
    assert surprises[-1] < 0.2
    assert mixture.calibration.rate(0, 5) == 0.98


def test_a_voter_that_is_always_wrong_is_voted_against():
    mixture = Mixture(1, 1, Start((1.0, 0.3)))
    for _ in range(200):
        mixture.learn([EVEN], [Vote(0, 2, 5)], 1)
    assert mixture.blended([EVEN], [Vote(0, 2, 5)])[2] < 0.1


def test_the_better_expert_gets_the_more_weight():
    mixture = Mixture(2, 0)
    worse = LEANING[::-1].copy()
    for _ in range(100):
        mixture.learn([LEANING, worse], [], 3)
    assert mixture.weights[0] > 0.5 > mixture.weights[1]


def test_forgetting_goes_back_to_the_start():
    mixture = Mixture(1, 1, Start((1.0, 0.3)))
    fresh = mixture.blended([LEANING], [Vote(0, 0, 5)])
    mixture.learn([LEANING], [Vote(0, 0, 5)], 0)
    assert mixture.blended([LEANING], [Vote(0, 0, 5)])[0] > fresh[0]
    mixture.forget()
    assert mixture.blended([LEANING], [Vote(0, 0, 5)]) == pytest.approx(fresh)


def test_another_mixture_goes_on_from_the_state_of_the_first():
    first = Mixture(1, 1)
    first.learn([LEANING], [Vote(0, 0, 5)], 0)
    second = Mixture(1, 1, first.state())
    surprise = first.learn([LEANING], [Vote(0, 1, 4)], 3)
    assert second.learn([LEANING], [Vote(0, 1, 4)], 3) == surprise


def test_what_an_expert_holds_impossible_can_still_be_learned():
    mixture = Mixture(1, 0)
    assert mixture.learn([np.array([1.0, 0.0])], [], 1) < 25.0
    assert np.isfinite(mixture.weights).all()


@given(
    arrays(float, (2, 6), elements=st.floats(0.01, 1.0)),
    st.lists(st.builds(Vote, st.integers(0, 2), st.integers(0, 5), st.integers(3, 32)), max_size=3),
    st.lists(st.integers(0, 5), max_size=20),
)
def test_the_blend_is_always_a_distribution(experts, votes, truths):
    experts = experts / experts.sum(axis=1, keepdims=True)
    mixture = Mixture(2, 3)
    for truth in truths:
        mixture.learn(experts, votes, truth)
    blended = mixture.blended(experts, votes)
    assert blended.sum() == pytest.approx(1.0)
    assert (blended >= 0.0).all()
