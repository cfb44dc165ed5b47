import pytest

from antiphon_models.evaluation.portrait import Frame, frame_of, portrait_of, times_played
from antiphon_models.music.notes import Note
from builders import phrase

C_MAJOR = frozenset({0, 2, 4, 5, 7, 9, 11})
FRAME = Frame(C_MAJOR, 0.125)


def test_the_key_is_the_collection_that_holds_most_notes() -> None:
    assert frame_of(phrase("C4 D4 E4 F4 G4 A4 B4 C5 F#4")).scale == C_MAJOR


def test_what_came_before_decides_between_keys_that_fit_alike() -> None:
    few = phrase("C4 D4 E4 G4")
    assert 5 in frame_of(few, phrase("F4 F4 C4 F4")).scale
    assert 6 in frame_of(few, phrase("F#4 F#4 B4 G4")).scale


def test_the_grid_is_a_quarter_of_the_beat() -> None:
    assert frame_of(phrase("C4 D4 E4 F4 G4 A4 B4 C5", beat=0.5)).step == pytest.approx(0.125)


def test_there_is_no_grid_without_a_tempo() -> None:
    assert frame_of(phrase("C4 D4")).step is None


def test_counts_are_of_what_was_played() -> None:
    found = portrait_of(phrase("C4 E4 C4 C6"), FRAME)
    assert found.pitch_class.tolist() == [3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert {at - 12: n for at, n in enumerate(found.interval.tolist()) if n} == {4: 1, -4: 1, 12: 1}
    assert found.ioi.sum() == found.ioi.max() == 3
    assert found.duration.sum() == found.duration.max() == 4


def test_share_in_key_register_and_range_are_told() -> None:
    found = portrait_of(phrase("C4 C#4 E4 F#4"), FRAME)
    assert (found.in_key, found.mean_pitch, found.pitch_range) == (0.5, 62.75, 6.0)


def test_onsets_on_the_grid_are_aligned_wherever_it_begins() -> None:
    assert portrait_of(phrase("C4 D4 E4:2 F4", onset=0.07), FRAME).alignment == pytest.approx(1.0)


def test_onsets_half_on_and_half_between_are_not_aligned() -> None:
    onsets = [0.0, 0.0625, 0.125, 0.1875]
    notes = [Note(60, 80, onset, 0.05) for onset in onsets]
    assert portrait_of(notes, FRAME).alignment == pytest.approx(0.0, abs=1e-9)


def test_repeated_grams_are_not_distinct() -> None:
    assert portrait_of(phrase("C4 D4 E4 F4 C4 D4 E4 F4"), FRAME).distinct == 0.8
    assert portrait_of(phrase("C4 D4 E4"), FRAME).distinct == 1.0


def test_a_figure_is_counted_as_often_as_it_is_played_in_a_row() -> None:
    assert times_played([60, 60, 60, 62], 3) == [3, 1, 1]
    assert times_played([1, 2, 1, 2, 1, 2, 1], 3) == [1, 3, 1]
    assert times_played([60], 3) == [1, 1, 1]
