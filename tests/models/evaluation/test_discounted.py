import pytest

from antiphon_models.evaluation.discounted import DISCOUNT, DiscountedModel

CHOICES = b"abc"


def test_a_model_that_has_heard_nothing_holds_all_alike():
    assert DiscountedModel(4).predict(b"ab", CHOICES).tolist() == pytest.approx([1 / 3] * 3)


def test_each_follower_gives_a_share_to_what_shorter_contexts_say():
    model = DiscountedModel(1)
    model.learn_melody(b"abab")
    # Without context, a came new and once unforeseen, b new only; after a, b came twice.
    rest = 2 * DISCOUNT / 3 / 3
    without = [(2 - DISCOUNT) / 3 + rest, (1 - DISCOUNT) / 3 + rest, rest]
    share = DISCOUNT / 2
    expected = [share * without[0], (2 - DISCOUNT) / 2 + share * without[1], share * without[2]]
    assert model.predict(b"a", CHOICES).tolist() == pytest.approx(expected)


def test_what_cannot_be_chosen_leaves_its_chances_to_the_rest():
    model = DiscountedModel(2)
    model.learn_melody(b"xaxbxx")
    found = model.predict(b"x", CHOICES)
    assert found.sum() == pytest.approx(1.0)
    assert found[0] == found[1] > found[2] > 0


def test_a_longer_context_is_believed_before_a_shorter_one():
    model = DiscountedModel(2)
    model.learn_melody(b"abcabcbbabbabb")
    assert model.predict(b"cb", CHOICES).argmax() == 1
    assert model.predict(b"bb", CHOICES).argmax() == 0
