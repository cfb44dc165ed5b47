from math import inf

import numpy as np
import pytest

from antiphon_models.runtime.grid_lstm import GridStepper
from antiphon_models.systems.grid_alphabet import GridAlphabet
from antiphon_models.systems.grid_line import GridLine
from grid_networks import SYMBOLS, random_grid

WEIGHTS = random_grid()
SIXTEENTH = 0.125


@pytest.fixture
def line() -> GridLine:
    alphabet = GridAlphabet(WEIGHTS.config.symbol_map)
    return GridLine(GridStepper(WEIGHTS), alphabet, SIXTEENTH)


def heard(symbols: str) -> np.ndarray:
    """Return what a network foretells that has heard just these symbols from the start."""
    stepper = GridStepper(WEIGHTS)
    stepper.reset()
    for symbol in symbols.split():
        stepper.step(SYMBOLS.index(symbol))
    return stepper.logits().copy()


def has_heard(line: GridLine, symbols: str) -> bool:
    return np.array_equal(line.stepper.logits(), heard(symbols))


def test_a_notes_own_symbol_is_stepped_at_once_and_its_holds_with_the_next_note(line) -> None:
    line.take_in(60, 10.0)
    assert has_heard(line, "60")
    line.take_in(62, 10.5)
    assert has_heard(line, "60 _ _ _ 62")


def test_onsets_are_heard_in_the_nearest_slot_without_adding_up_their_errors(line) -> None:
    # Four thirds of a 16th apart they lie 0, 1.33, 2.67 and 4 16ths after the first.
    for number in range(4):
        line.take_in(60 + number, number * SIXTEENTH * 4 / 3)
    assert has_heard(line, "60 61 _ 62 63")


def test_a_silence_of_a_beat_is_a_rest_and_a_shorter_one_is_not(line) -> None:
    line.take_in(60, 0.0, until=0.26)
    line.take_in(62, 0.75, until=0.9)
    assert has_heard(line, "60 _ r _ _ _ 62")
    line.take_in(64, 1.25)
    assert has_heard(line, "60 _ r _ _ _ 62 _ _ _ 64")


def test_a_key_that_is_still_down_is_held_however_long(line) -> None:
    line.take_in(60, 0.0)
    line.take_in(62, 1.0)
    assert has_heard(line, "60 _ _ _ _ _ _ _ 62")


def test_when_a_key_was_let_go_is_learned_later(line) -> None:
    line.take_in(60, 0.0)
    line.release(62, 0.0, 0.1)
    line.release(60, 0.0, 0.1)
    line.take_in(62, 0.625)
    assert has_heard(line, "60 r _ _ _ 62")


def test_of_a_chord_the_highest_note_is_heard(line) -> None:
    for pitch in (60, 67, 64):
        line.take_in(pitch, 1.0)
    assert has_heard(line, "67")


def test_of_notes_within_a_16th_the_last_is_heard(line) -> None:
    line.take_in(67, 1.0)
    line.take_in(64, 1.05)
    assert has_heard(line, "64")
    line.take_in(65, 1.25)
    assert has_heard(line, "64 _ 65")


def test_a_pause_of_minutes_is_heard_as_a_bar_and_the_beats_left_of_one(line) -> None:
    line.take_in(60, 0.0)
    line.take_in(62, 1000 * 16 * SIXTEENTH + 3 * SIXTEENTH)
    assert has_heard(line, "60 " + "_ " * 19 + "62")
    # And the grid is counted from there.
    line.take_in(64, 1000 * 16 * SIXTEENTH + 5 * SIXTEENTH)
    assert has_heard(line, "60 " + "_ " * 19 + "62 _ 64")


def test_a_note_before_the_last_one_ended_cuts_it_short(line) -> None:
    line.take_in(60, 0.0, until=1.0)
    line.fill(8)
    assert has_heard(line, "60 _ _ _ _ _ _ _")
    line.take_in(62, 0.25, until=0.5)
    assert has_heard(line, "60 _ 62")


def test_a_restored_line_stands_as_it_stood(line) -> None:
    line.take_in(60, 0.0)
    before = line.snapshot()
    line.take_in(62, 0.5)
    line.following = 3
    line.restore(before)
    assert has_heard(line, "60")
    assert line.following is None
    line.take_in(64, 0.25)
    assert has_heard(line, "60 _ 64")


def test_a_fork_goes_its_own_way(line) -> None:
    line.take_in(60, 0.0)
    fork = line.fork()
    fork.take_in(62, 0.25)
    assert has_heard(line, "60")
    line.take_in(64, 0.25)
    assert has_heard(fork, "60 _ 62")
    assert has_heard(line, "60 _ 64")


def test_pitches_beyond_the_networks_are_heard_in_its_octaves(line) -> None:
    line.take_in(120, 0.0, inf)
    assert has_heard(line, "84")


def test_an_entry_after_a_silence_is_on_an_eighth_and_a_later_one_on_a_beat(line) -> None:
    line.take_in(60, 0.0)
    later = [1, 3, 5.8, 6.7, 9.3, 11]
    assert [line.steps_to(steps * SIXTEENTH) for steps in later] == [1, 3, 6, 7, 8, 12]
    assert [line.steps_to_entry(steps * SIXTEENTH) for steps in later] == [1, 3, 6, 8, 8, 12]
    assert line.steps_to_entry(0.0) == 1
