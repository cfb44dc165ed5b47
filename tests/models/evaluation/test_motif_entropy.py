from math import log2

import numpy as np
import pytest

from antiphon_models.codecs.pitch_sequence import PitchSequence
from antiphon_models.corpus.violin_pitches import TABLE, read_violin_table
from antiphon_models.evaluation.motif_entropy import (
    conditional_entropy,
    entropy_curve,
    noise_entropy,
    plain_entropy,
    transition_entropy,
)
from corpora import real_data

# 60 goes to 62 three times and to 64 once; 62 and 64 go back to 60; the last leads nowhere.
LINE = [60, 62, 60, 62, 60, 64, 60, 62, 70]
AFTER_60 = 0.75 * log2(4 / 3) + 0.25 * log2(4)
AFTER_62 = 2 / 3 * log2(3 / 2) + 1 / 3 * log2(3)


def test_each_pitch_counts_the_same_in_the_transition_entropy():
    assert transition_entropy(LINE) == pytest.approx((AFTER_60 + AFTER_62 + 0.0) / 3)


def test_weighted_by_how_common_they_are_it_is_another_number():
    assert conditional_entropy(LINE) == pytest.approx((4 * AFTER_60 + 3 * AFTER_62) / 8)


def test_the_plain_entropy_knows_no_order():
    assert plain_entropy([60, 62, 64, 65]) == 2.0
    assert plain_entropy([60, 60, 60]) == 0.0


def test_one_pitch_has_no_transition():
    with pytest.raises(ValueError, match="no transition"):
        transition_entropy([60])


def test_noise_has_nearly_all_the_entropy_that_its_pitches_allow():
    assert noise_entropy(4, 2000, np.random.default_rng(1)) == pytest.approx(2.0, abs=0.01)


def line_of(length, spread):
    return tuple((place * place) % spread for place in range(length))


def test_the_expected_entropy_is_read_off_the_line_that_joins_the_segments():
    short, long = line_of(900, 5), line_of(1300, 37)
    curve = entropy_curve(
        [PitchSequence("long", long), PitchSequence("tiny", short[:256]), PitchSequence("s", short)]
    )
    assert (curve.names, curve.lengths) == (("s", "long"), (900, 1300))
    low, high = transition_entropy(short), transition_entropy(long)
    assert curve.expected == pytest.approx(low + (high - low) / 4)
    assert curve.fitted == pytest.approx(curve.expected)


def test_segments_that_do_not_reach_so_far_are_refused():
    with pytest.raises(ValueError, match="do not reach"):
        entropy_curve([PitchSequence("s", line_of(900, 5))])


def test_bach_has_the_expected_entropy_that_was_measured_before():
    curve = entropy_curve(read_violin_table(real_data() / TABLE))
    assert len(curve.names) == 30
    assert round(curve.expected, 3) == 2.341
    # With tied notes counted each, as papers/000's program does, it is 2.357 and 2.300.
    assert (round(curve.fitted, 3), round(curve.mean, 3), round(curve.spread, 3)) == (
        2.353,
        2.296,
        0.397,
    )
