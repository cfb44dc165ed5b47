import pytest

from antiphon_models.music.scale import SCALES, scale_pitch_classes


def test_d_dorian_is_the_white_keys():
    assert scale_pitch_classes("D", "dorian") == {0, 2, 4, 5, 7, 9, 11}


def test_a_blues_scale_holds_the_blue_note():
    assert scale_pitch_classes("A", "blues") == {9, 0, 2, 3, 4, 7}


def test_every_scale_begins_on_its_root_and_rises():
    for steps in SCALES.values():
        assert steps[0] == 0
        assert list(steps) == sorted(set(steps))
        assert steps[-1] < 12


def test_a_root_that_is_no_pitch_class_is_refused():
    with pytest.raises(ValueError, match="not in tuple"):
        scale_pitch_classes("H", "major")
