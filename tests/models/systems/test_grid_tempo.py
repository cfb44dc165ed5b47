"""Whose time the grid is in: the knob's, unless the player plainly keeps another."""

from itertools import accumulate
from random import Random

import pytest

from antiphon_models.systems.grid_tempo import kept_sixteenth, sixteenth_of

KNOB = sixteenth_of(120.0)
RHYTHM = (2, 2, 2, 4, 2, 2, 2, 4, 1, 1, 2)


def played(sixteenth: float, loose: float = 0.0) -> list[float]:
    dice = Random(1)
    onsets = accumulate((steps * sixteenth for steps in RHYTHM), initial=0.0)
    return sorted(onset + dice.gauss(0.0, loose) for onset in onsets)


@pytest.mark.parametrize("loose", [0.0, 0.012])
def test_who_plays_to_the_knobs_beat_is_in_its_time(loose: float) -> None:
    assert kept_sixteenth(played(KNOB, loose), KNOB, KNOB) == KNOB


@pytest.mark.parametrize("tempo", [76.0, 100.0, 150.0])
@pytest.mark.parametrize("loose", [0.0, 0.008])
def test_who_plays_freely_is_in_his_own(tempo: float, loose: float) -> None:
    found = kept_sixteenth(played(sixteenth_of(tempo), loose), KNOB, KNOB)
    # Twice as fast is the same grid, finer.
    assert sixteenth_of(tempo) / found == pytest.approx(2 if tempo < 100 else 1, rel=0.03)


def test_a_time_that_was_found_stays_until_the_knobs_fits_again() -> None:
    own = sixteenth_of(100.0)
    assert kept_sixteenth(played(1.005 * own), KNOB, own) == own
    assert kept_sixteenth(played(KNOB), KNOB, own) == KNOB


def test_three_notes_and_what_came_before_a_silence_tell_no_time() -> None:
    own = sixteenth_of(100.0)
    assert kept_sixteenth([0.0, 0.3, 0.6], KNOB, KNOB) == KNOB
    assert kept_sixteenth([*played(own), 60.0, 60.25], KNOB, KNOB) == KNOB
