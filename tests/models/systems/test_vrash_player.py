"""What VRASH's mind knows of the player: pause, share, register, loudness."""

import pytest

from antiphon_models.music.notes import Note
from antiphon_models.systems.vrash_player import VrashPlayer


def heard(*notes):
    player = VrashPlayer()
    for pitch, onset, duration in notes:
        player.hear(Note(pitch, 90, onset))
        player.release(Note(pitch, 90, onset, duration))
    return player


def test_before_anything_is_heard_there_are_two_notes_to_a_beat():
    assert VrashPlayer().unit(120.0) == 0.25
    assert VrashPlayer().unit(60.0) == 0.5
    assert (VrashPlayer().shift, VrashPlayer().velocity) == (0, 80)


def test_the_unit_is_the_median_pause_without_chords_and_breaks():
    player = heard((60, 0.0, 0.4), (64, 0.01, 0.4), (62, 0.5, 0.4), (64, 1.0, 0.4), (60, 2.4, 0.4),
                   (60, 30.0, 0.4))  # fmt: skip
    # 0.49, 0.5 and 1.4 seconds; the chord's hundredth and the long break are none.
    assert player.unit(120.0) == pytest.approx(0.5)


def test_the_share_is_how_much_of_a_pause_is_sounded():
    assert heard((60, 0.0, 0.2), (62, 0.5, 0.2), (64, 1.0, 0.2)).share == pytest.approx(0.4)
    assert heard((60, 0.0, 0.9), (62, 0.5, 0.9), (64, 1.0, 0.9)).share == 1.0
    assert heard((60, 0.0, 0.01), (62, 0.5, 0.01)).share == 0.2


def test_the_register_is_brought_to_the_fourth_octave():
    assert heard((36, 0.0, 0.4), (38, 0.5, 0.4), (40, 1.0, 0.4)).shift == 24
