import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.answer_features import (
    WINDOWS,
    entropies,
    entropy,
    relative_lengths,
    sliding_entropies,
)
from builders import line, phrase


def test_entropy_is_in_bits():
    assert entropy("aabb") == 1.0
    assert entropy("abcd") == 2.0
    assert entropy("aaab") == pytest.approx(2 - 0.75 * math.log2(3))
    assert entropy("aaaa") == 0.0
    assert entropy("") == 0.0


def test_the_features_are_those_of_the_paper():
    told = entropies(phrase("C4 C5 G4 G4"))
    assert list(told) == [
        "notes",
        "note changes",
        "lengths",
        "length changes",
        "octave notes",
        "octave note changes",
        *(f"least of {width}" for width in WINDOWS),
        *(f"mean of {width}" for width in WINDOWS),
    ]
    assert WINDOWS == (8, 16, 32, 64, 128)


def test_octaves_count_only_where_they_are_asked_about():
    # C C G G without octaves, with them C4 C5 G4 G4; changes 0 7 0 and +12 -5 0.
    told = entropies(phrase("C4 C5 G4 G4"))
    assert told["notes"] == 1.0
    assert told["octave notes"] == 1.5
    assert told["note changes"] == pytest.approx(math.log2(3) - 2 / 3)
    assert told["octave note changes"] == pytest.approx(math.log2(3))


def test_lengths_are_told_by_the_median_one():
    # Twice the median is two half octaves, three halves one, a half minus two.
    assert relative_lengths(phrase("C4 C4 C4 C4:2 C4:1.5 C4:0.5")) == [0, 0, 0, 2, 1, -2]
    assert relative_lengths([]) == []


def test_unevenly_played_lengths_are_alike_and_the_tempo_does_not_count():
    even, slow = phrase("C4 D4 E4:2 F4"), phrase("C4:1.05 D4:0.95 E4:2.1 F4", beat=1.3)
    assert relative_lengths(even) == relative_lengths(slow) == [0, 0, 2, 0]


def test_length_and_change_entropies_by_hand():
    # Lengths 0 0 2 0 and their changes 0 2 -2.
    told = entropies(phrase("C4 D4 E4:2 F4"))
    assert told["lengths"] == pytest.approx(2 - 0.75 * math.log2(3))
    assert told["length changes"] == pytest.approx(math.log2(3))


def test_a_window_slides_note_by_note():
    assert sliding_entropies("aabb", 2) == [0.0, 1.0, 0.0]
    told = entropies(line([60] * 8 + [60, 62] * 4), windows=(8,))
    assert told["least of 8"] == 0.0
    # Windows that hold 0, 0, 1, 1, 2, 2, 3, 3 and 4 of the second pitch.
    by_hand = [entropy("b" * count + "a" * (8 - count)) for count in (0, 0, 1, 1, 2, 2, 3, 3, 4)]
    assert told["mean of 8"] == pytest.approx(sum(by_hand) / 9)


def test_a_line_shorter_than_a_window_is_one_window():
    told = entropies(phrase("C4 E4 G4 C5"))
    assert {told[f"least of {width}"] for width in WINDOWS} == {2.0}
    assert {told[f"mean of {width}"] for width in WINDOWS} == {2.0}


def test_no_notes_and_one_note_have_no_entropy():
    assert set(entropies([]).values()) == {0.0}
    assert set(entropies(phrase("C4")).values()) == {0.0}


@given(st.lists(st.integers(60, 64), min_size=1, max_size=60), st.integers(1, 40))
def test_what_slides_agrees_with_counting_each_window(pitches, width):
    width = min(width, len(pitches))
    windows = [pitches[at : at + width] for at in range(len(pitches) - width + 1)]
    counted = [
        -sum(n / width * math.log2(n / width) for n in Counter(window).values())
        for window in windows
    ]
    assert sliding_entropies(pitches, width) == pytest.approx(counted, abs=1e-9)
