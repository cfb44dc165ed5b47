import numpy as np
import pytest

from antiphon_models.evaluation.distances import (
    DISTANCES,
    distances,
    divergence,
    mean_distance,
    overlap,
)
from antiphon_models.evaluation.portrait import Frame, portrait_of
from builders import phrase

FRAME = Frame(frozenset({0, 2, 4, 5, 7, 9, 11}), 0.125)


def counts(*values: float) -> np.ndarray:
    return np.array(values)


def test_music_is_at_no_distance_from_itself() -> None:
    portrait = portrait_of(phrase("C4 D4 E4:2 G4"), FRAME)
    assert distances(portrait, portrait) == dict.fromkeys(DISTANCES, 0.0)


def test_a_transposition_by_an_octave_and_a_half_is_far_in_register_only_as_far_as_an_octave() -> (
    None
):
    low, high = (portrait_of(phrase(text), FRAME) for text in ("C4 E4 C4", "F#5 A#5 F#5"))
    apart = distances(low, high)
    assert (apart["register"], apart["range"], apart["interval"]) == (1.0, 0.0, 0.0)
    assert (apart["pitch_class"], apart["key"]) == (1.0, 1.0)


def test_the_overlap_is_what_two_shares_have_in_common() -> None:
    assert overlap(counts(1, 1, 0), counts(0, 5, 5)) == 0.5
    assert overlap(counts(2, 2), counts(1, 1)) == 1.0


def test_an_empty_histogram_overlaps_only_an_empty_one() -> None:
    assert overlap(counts(0, 0), counts(0, 0)) == 1.0
    assert overlap(counts(0, 0), counts(1, 0)) == 0.0


def test_divergence_is_smoothed_by_one_count() -> None:
    # (2.5, 0.5) / 3 against (0.5, 2.5) / 3: 2/3 of a note times log2(5).
    assert divergence(counts(2, 0), counts(0, 2)) == pytest.approx(2 / 3 * np.log2(5))
    assert divergence(counts(3, 1), counts(3, 1)) == 0.0


def test_the_mean_is_plain() -> None:
    apart = dict.fromkeys(DISTANCES, 0.0) | {"loop": 1.0, "key": 0.5}
    assert mean_distance(apart) == pytest.approx(0.15)
