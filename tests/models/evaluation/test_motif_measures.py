import pytest

from antiphon_models.evaluation.motif_measures import (
    dissonance_ratio,
    distinct_grams,
    loop_period,
    recited,
)

NEW = [(place * place) % 41 for place in range(400)]


def test_a_line_that_ends_in_a_loop_has_its_length():
    assert loop_period(NEW + [60, 62, 64] * 200) == 3
    assert loop_period(NEW + [60] * 400) == 1
    assert loop_period(list(range(100)) * 4) == 100


def test_one_other_note_at_the_end_is_no_loop():
    assert loop_period([60, 62, 64] * 200 + [65]) == 0
    assert loop_period(list(range(101)) * 4) == 0


def test_only_the_end_counts():
    assert loop_period([60, 62] * 300 + NEW[:100], tail=200) == 0
    assert loop_period(NEW + [60, 62] * 50, tail=100) == 2


def test_figures_that_come_again_are_not_counted_twice():
    assert distinct_grams([1, 2, 3, 1, 2, 3], 3) == 0.75
    assert distinct_grams(range(20)) == 1.0
    with pytest.raises(ValueError, match="no figure of 8 notes in 7"):
        distinct_grams(range(7))


def test_what_the_corpus_has_is_recited():
    assert recited([1, 2, 3, 4, 9], {(1, 2, 3), (2, 3, 4)}, 3) == pytest.approx(2 / 3)


def test_seconds_sevenths_and_the_tritone_are_dissonant_in_any_octave():
    line = [60, 61, 73, 66, 60, 72, 62, 81]
    # A semitone, an octave, a fifth, a tritone, an octave, a minor seventh, a fifth and an octave.
    assert dissonance_ratio(line) == pytest.approx(3 / 7)
    assert dissonance_ratio([60]) == 0.0
