"""TempSample and MotifPredict against distributions computed by hand."""

from collections import Counter
from math import log
from random import Random

import numpy as np

from antiphon_models.motif_dictionary import MotifLookup
from antiphon_models.systems.motif_sampling import Prediction, motif_predict, temp_sample

# At temperature 1 these are 0.5, 0.25, 0.125 and 0.125; at 2 they are as the roots of that.
LOGITS = np.array([log(0.5), log(0.25), log(0.125), log(0.125)])
ROOTS = [0.369, 0.261, 0.185, 0.185]
MOTIFS = ((0, 1, 2, 3), (1, 2, 3, 0))


def shares(drawn, count):
    counted = Counter(drawn)
    return [counted[token] / count for token in range(4)]


def test_tokens_are_drawn_as_often_as_the_softmax_says():
    rng = Random(1)
    drawn = [temp_sample(LOGITS, 1.0, rng) for _ in range(20_000)]
    np.testing.assert_allclose(
        shares([token for _, token in drawn], 20_000), [0.5, 0.25, 0.125, 0.125], atol=0.01
    )
    assert {round(probability, 6) for probability, _ in drawn} == {0.5}


def test_temperature_flattens_before_the_largest_is_taken():
    rng = Random(1)
    drawn = [temp_sample(LOGITS, 2.0, rng) for _ in range(20_000)]
    np.testing.assert_allclose(shares([token for _, token in drawn], 20_000), ROOTS, atol=0.01)
    assert round(drawn[0].probability, 3) == 0.369


def predicted(heard, threshold, temperature=1.0, rule="coded", seed=1):
    motifs = MotifLookup(MOTIFS, rule)
    return motif_predict(
        LOGITS, heard, motifs, temperature=temperature, threshold=threshold, rng=Random(seed)
    )


def test_above_the_threshold_the_network_decides():
    assert predicted([0, 1, 2], 0.49) == Prediction(0.5, temp_sample(LOGITS, 1.0, Random(1)).token)


def test_at_or_below_it_a_motif_decides():
    assert predicted([0, 1, 2], 0.51) == Prediction(1.0, 3)
    assert predicted([1, 2, 3], 0.51) == Prediction(1.0, 0)


def test_a_high_temperature_opens_the_gate_by_itself():
    assert predicted([0, 1, 2], 0.4).probability == 0.5
    assert predicted([0, 1, 2], 0.4, temperature=2.0) == Prediction(1.0, 3)


def test_where_no_motif_fits_the_draw_stands_with_probability_0():
    assert predicted([3, 3, 3], 1.0) == Prediction(0.0, temp_sample(LOGITS, 1.0, Random(1)).token)


def test_as_printed_the_last_token_comes_again():
    assert predicted([1, 2, 3], 1.0, rule="printed") == Prediction(1.0, 3)
    assert predicted([0, 1, 2], 1.0, rule="printed").probability == 0.0


def test_a_threshold_of_0_leaves_motifs_out_and_1_never_the_network():
    assert all(predicted([0, 1, 2], 0.0, seed=seed).probability == 0.5 for seed in range(20))
    assert all(predicted([0, 1, 2], 1.0, seed=seed).token == 3 for seed in range(20))
