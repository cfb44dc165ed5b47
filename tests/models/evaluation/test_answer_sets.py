import pytest

from antiphon_models.evaluation.answer_sets import FEATURES, set_likeness
from antiphon_models.evaluation.portrait import Frame, Portrait, portrait_of
from builders import phrase

FRAME = Frame(frozenset({0, 2, 4, 5, 7, 9, 11}), 0.125)


def portraits(*roots: str) -> list[Portrait]:
    return [portrait_of(phrase(f"{root}4 E4 G4:2 {root}5"), FRAME) for root in roots]


def test_a_set_overlaps_with_one_that_is_spread_alike() -> None:
    real = portraits("C", "D", "F", "A", "B") * 4
    likeness = set_likeness(real, real)
    assert set(likeness) == set(FEATURES)
    assert likeness["mean_pitch"]["overlap"] > 0.9
    assert likeness["mean_pitch"]["divergence"] < 0.1


def test_a_set_in_another_register_does_not_overlap() -> None:
    real = portraits("C", "D", "F", "A", "B") * 4
    far = [portrait_of(phrase("C8 D8 E8"), FRAME)] * 20
    assert set_likeness(real, far)["mean_pitch"]["overlap"] == pytest.approx(0.0, abs=0.01)


def test_sets_without_any_difference_are_alike() -> None:
    same = portraits("C") * 3
    assert set_likeness(same, same)["loop"]["overlap"] == pytest.approx(1.0)
