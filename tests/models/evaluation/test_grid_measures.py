import math

import numpy as np
import pytest

from antiphon_models.codecs.time_grid import SymbolMap
from antiphon_models.evaluation.grid_measures import (
    COMPARED,
    differences,
    distance,
    half_width,
    measures,
    silent,
    spread,
    summary,
)
from antiphon_models.evaluation.verbatim import RunIndex
from antiphon_models.systems.grid_melody import Melody

SYMBOLS = SymbolMap((*map(str, range(55, 80)), "/", "_", "r"))
NOTHING = RunIndex([[1, 2, 3]], in_any_key=False)


def measured(text, learned=NOTHING, entropies=(1.0,)):
    numbers = tuple(SYMBOLS.numbers_of(text.split()))
    return measures(Melody(numbers, entropies, is_ended=True), SYMBOLS, learned)


def test_a_melody_is_counted_in_16ths_and_notes() -> None:
    found = measured("60 _ r _ 61 _ 62 _", entropies=(1.0, 2.0))
    assert found["length"] == 8
    assert found["notes"] == 3 / 8
    assert found["rests"] == 2 / 8
    assert found["outside"] == 1 / 3
    assert found["network_entropy"] == 1.5
    assert found["pitch_entropy"] == pytest.approx(math.log2(3))


def test_a_figure_that_comes_again_is_a_repetition() -> None:
    # Runs of four: 60 62 64 65, 62 64 65 60, 64 65 60 62, 65 60 62 64, and the first again.
    assert measured("60 62 64 65 60 62 64 65")["repeated"] == 1 / 5
    assert measured("60 62 64 65 67 69 71 72")["repeated"] == 0.0


def test_of_runs_of_eight_the_share_of_different_ones_is_told() -> None:
    # Six notes three times: 18 notes have 11 runs of eight, of which the first six differ.
    again = " ".join(["60 62 64 65 67 69"] * 3)
    assert measured(again)["distinct"] == pytest.approx(6 / 11)


def test_what_only_goes_round_is_a_loop() -> None:
    # A pair five times: all but the first pair repeats it.
    assert measured("60 62 60 62 60 62 60 62 60 62")["looped"] == 8 / 10
    assert measured("60 62 64 65 67")["looped"] == 0.0


def test_a_run_of_thirteen_of_a_song_that_was_learned_is_copied() -> None:
    song = [60, 62, 64, 65, 67, 69, 71, 72, 74, 76, 77, 79, 60, 61]
    learned = RunIndex([song], in_any_key=False)
    text = " ".join(map(str, song[:13]))
    assert measured(f"55 {text} 55", learned)["copied"] == 13 / 15
    assert measured(" ".join(map(str, song[:12])), learned)["copied"] == 0.0


def test_rests_count_with_their_holds() -> None:
    assert silent(["60", "_", "r", "_", "_", "62", "_"]) == 3
    assert silent(["_", "_", "60"]) == 0
    assert silent([]) == 0


def test_what_is_too_short_for_a_measure_does_not_count_in_the_mean() -> None:
    short, long = measured("60"), measured("60 62 64 65 60 62 64 65")
    assert np.isnan(short["repeated"])
    assert summary([short, long])["repeated"] == [1 / 5, 0.0]
    assert summary([short])["repeated"] == [0.0, 0.0]
    assert measured("")["length"] == 0


def test_the_interval_of_confidence_is_that_of_a_mean() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])
    # 1.96 times the standard deviation, 1.29, over the root of 4.
    assert half_width(values) == pytest.approx(1.96 * math.sqrt(5 / 3) / 2)
    assert half_width(values[:1]) == 0.0
    assert spread([{"a": 1.0}, {"a": 3.0}]) == {"a": pytest.approx(math.sqrt(2))}


def test_differences_are_between_melodies_of_the_same_seed() -> None:
    one, other = [{"a": 1.0}, {"a": 5.0}], [{"a": 0.0}, {"a": 4.0}]
    assert differences(one, other) == {"a": [1.0, 0.0]}


def test_the_distance_is_a_mean_in_standard_deviations_of_the_corpus() -> None:
    corpus = {name: [1.0, 0.0] for name in COMPARED}
    found = {name: [1.0, 0.0] for name in COMPARED} | {COMPARED[0]: [4.0, 0.0]}
    spreads = dict.fromkeys(COMPARED, 0.5)
    assert distance(corpus, corpus, spreads) == 0.0
    assert distance(found, corpus, spreads) == pytest.approx(6.0 / len(COMPARED))
    # Where all songs are alike there is nothing to measure with.
    assert distance(found, corpus, {**spreads, COMPARED[0]: 0.0}) == 0.0
