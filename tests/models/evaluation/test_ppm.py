import pytest

from antiphon_models.evaluation.ppm import Ppm

A, B, C = range(3)


def chances(model, past):
    return model.predict(bytes(past)).tolist()


def test_a_model_that_has_heard_nothing_holds_all_alike():
    assert chances(Ppm(4), []) == [0.25, 0.25, 0.25, 0.25]


def test_what_followed_the_context_is_likelier_by_escape_method_c():
    model = Ppm(3)
    model.learn_melody(bytes([A, B, A, C, A, B]))
    # After A: B twice, C once; two kinds of followers and no context longer. Without any context
    # A, the only one not foreseen by then, three times, and three kinds.
    without = [(3 + 3 * 1) / 6, (2 + 3 * 1) / 6, (1 + 3 * 1) / 6]
    after_a = [2 * without[A] / 5, (2 + 2 * without[B]) / 5, (1 + 2 * without[C]) / 5]
    expected = [one / sum(after_a) for one in after_a]
    assert chances(model, [A]) == pytest.approx(expected)


def test_the_shortest_context_with_one_follower_ends_the_search():
    model = Ppm(3)
    # B was followed by C alone, so what led to B makes no difference.
    model.learn_melody(bytes([A, B, C, A, B, C, B, C]))
    assert chances(model, [A, B]) == chances(model, [C, B])
    assert chances(model, [A, B])[C] > 0.7


def test_no_longer_context_counts_than_the_model_may_see():
    model = Ppm(3, longest=1)
    model.learn_melody(bytes([A, A, B, C, A, C]))
    assert chances(model, [A, B, A]) == chances(model, [C, C, A])


@pytest.mark.parametrize("past", [[], [A], [B, A], [C, C, C, C]])
def test_chances_sum_to_one_and_leave_none_to_no_symbol(past):
    model = Ppm(5)
    model.learn_melody(bytes([A, B, A, B, C, A, A, B, A, C]))
    found = chances(model, past)
    assert sum(found) == pytest.approx(1.0)
    assert min(found) > 0.0
