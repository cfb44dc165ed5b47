import numpy as np
import pytest

from antiphon_models.evaluation.context_experts import TwoViews

ALPHABET = list(range(60, 73))
TUNE = [60, 62, 64, 60, 62, 64, 67]


def test_a_tune_in_another_key_is_foretold_by_interval_and_not_by_pitch():
    views = TwoViews(6, ALPHABET)
    views.learn_melodies([TUNE] * 3)
    by_pitch, by_interval = views.tables([65, 67, 69, 65], is_learning=False)
    assert by_interval[3].argmax() == ALPHABET.index(65)
    assert by_interval[3].max() > 0.5 > by_pitch[3].max()


def test_the_first_note_has_no_interval():
    views = TwoViews(6, ALPHABET)
    views.learn_melodies([TUNE])
    _, by_interval = views.tables(TUNE, is_learning=False)
    assert by_interval[0].tolist() == pytest.approx([1 / 13] * 13)


def test_a_view_that_learns_knows_the_melody_when_it_comes_again_and_one_that_does_not_does_not():
    views = TwoViews(16, ALPHABET)
    first = views.tables(TUNE, is_learning=False)
    assert np.array_equal(first, views.tables(TUNE, is_learning=False))
    learning = views.tables(TUNE * 2, is_learning=True)
    column = ALPHABET.index(TUNE[-1])
    assert learning[0][-1, column] > 0.4 > learning[0][6, column]
    assert learning[1][-1, column] > 0.4


@pytest.mark.parametrize("is_learning", [True, False])
def test_every_row_is_chances(is_learning):
    for table in TwoViews(3, ALPHABET).tables(TUNE * 3, is_learning):
        assert table.sum(1) == pytest.approx(np.ones(21))
        assert table.min() > 0
