import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_models.corpus.transposition import (
    krumhansl,
    semitones_to_c,
    stated_tonic,
    third_rule,
    to_c,
)
from antiphon_models.corpus.tune import Tune
from antiphon_models.music.key import Key


def tune(pitch, key="", duration=None):
    lasts = duration or (1.0,) * len(pitch)
    onset = tuple(sum(lasts[:place]) for place in range(len(pitch)))
    return Tune("t", "", "", tuple(pitch), onset, tuple(lasts), key)


@pytest.mark.parametrize(
    ("words", "tonic"),
    [
        ("C", 0), ("F#m", 6), ("Bb", 10), ("Ador", 9), ("E Minor", 4), ("Dmix=c", 2),
        ("H", 11), ("Es", 3), ("As", 8), ("HP", 9), ("Hp", 9), ("Cb", 11),
        ("", None), ("none", None), ("^f", None),
    ],
)  # fmt: skip
def test_the_tonic_is_the_letter_that_the_key_begins_with(words, tonic):
    assert stated_tonic(words) == tonic


def test_the_longer_third_is_the_mode_whatever_the_file_says():
    assert third_rule(tune((67, 70, 74, 70), "G")) == Key(7, False, 1.0)
    assert third_rule(tune((67, 71, 74, 71), "Gm")) == Key(7, True, 1.0)


def test_lengths_weigh_the_thirds_not_how_often_they_sound():
    key = third_rule(tune((67, 70, 70, 71), "G", (1.0, 0.5, 0.5, 3.0)))
    assert key == Key(7, True, pytest.approx(0.5))


@pytest.mark.parametrize(
    ("words", "is_major"),
    [("D", True), ("Dm", False), ("D Minor", False), ("Dmix", True), ("Dmaj", True),
     ("Ddor", False), ("DDor", False), ("Dphr", False), ("Dlyd", True)],
)  # fmt: skip
def test_without_a_third_the_word_stands(words, is_major):
    found = third_rule(tune((62, 69), words))
    assert found is not None
    assert (found.is_major, found.clarity) == (is_major, 0.0)


def test_where_no_tonic_is_stated_the_rule_cannot_tell():
    assert third_rule(tune((60, 64, 67))) is None


def test_krumhansls_profiles_need_no_word():
    found = krumhansl(tune((62, 66, 69, 62, 66, 69, 74)))
    assert found is not None
    assert (found.tonic, found.is_major) == (2, True)


@pytest.mark.parametrize(
    ("tonic", "is_major", "semitones"),
    [(0, True, 0), (7, True, 5), (6, True, 6), (5, True, -5), (11, True, 1), (1, True, -1),
     (9, False, 0), (0, False, -3), (2, False, -5), (4, False, 5), (3, False, 6)],
)  # fmt: skip
def test_the_shorter_way_to_c_or_a_is_taken(tonic, is_major, semitones):
    assert semitones_to_c(Key(tonic, is_major, 1.0)) == semitones


def test_a_tune_in_g_minor_ends_up_in_a_minor():
    moved = to_c(tune((67, 70, 74), "G"), Key(7, False, 1.0))
    assert (moved.pitch, moved.key) == ((69, 72, 76), "Am")


def test_a_tune_that_would_leave_the_keyboard_moves_the_other_way():
    assert to_c(tune((127, 122)), Key(7, True, 1.0)).pitch == (120, 115)
    assert to_c(tune((0, 5)), Key(5, True, 1.0)).pitch == (7, 12)


@settings(deadline=None)
@given(st.lists(st.integers(0, 127), min_size=1, max_size=8), st.integers(0, 11), st.booleans())
def test_every_tune_keeps_its_intervals_and_its_tonic_becomes_c_or_a(pitches, tonic, is_major):
    moved = to_c(tune(pitches), Key(tonic, is_major, 1.0)).pitch
    shift = moved[0] - pitches[0]
    assert {after - before for before, after in zip(pitches, moved, strict=True)} == {shift}
    assert (tonic + shift) % 12 == (0 if is_major else 9)
