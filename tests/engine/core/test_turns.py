import pytest

from antiphon_engine.core.turns import Turns


def test_turn_ends_after_the_gap_when_notes_come_fast():
    assert Turns().turn_end([0.0, 0.1, 0.2], 1.0, 0.35) == 1.35


def test_turn_ends_later_when_notes_come_slowly():
    assert Turns().turn_end([0.0, 1.0, 2.0], 2.1, 0.35) == 3.75


def test_turn_ends_later_when_the_player_mixes_long_notes_with_short_ones():
    assert Turns().turn_end([0.0, 0.25, 0.5, 1.0, 1.25, 1.5], 1.5, 0.1) == 1.5 + 1.25 * 0.5


def test_chords_and_pauses_say_nothing_about_the_pace():
    assert Turns().turn_end([0.0, 0.01, 5.0], 5.0, 0.1) == 5.0 + 1.75 * 0.4


def test_the_duet_goes_round():
    turns = Turns()
    assert turns.turn == "listening"
    turns.begin_answer(1.0)
    assert turns.turn == "answering"
    turns.cut_off(1.5)
    assert turns.turn == "yielding"
    turns.begin_answer(3.0)
    turns.end_answer()
    assert turns.turn == "listening"


def test_being_cut_off_early_makes_it_cautious_and_being_heard_out_relaxes():
    turns = Turns()
    turns.begin_answer(1.0)
    turns.cut_off(1.1)
    assert turns.turn_end([0.0], 10.0, 0.4) == pytest.approx(10.5)
    turns.begin_answer(10.5)
    turns.end_answer()
    assert turns.caution == pytest.approx(1.125)


def test_being_cut_off_late_is_no_reproach():
    turns = Turns()
    turns.begin_answer(1.0)
    turns.cut_off(3.0)
    assert turns.caution == 1.0


def test_caution_has_a_limit():
    turns = Turns()
    for _ in range(20):
        turns.begin_answer(0.0)
        turns.cut_off(0.1)
    assert turns.caution == 3.0


def test_the_notes_of_a_slow_pulse_are_waited_for():
    # A quarter more than the pulse; the gap alone would end the turn at 3.45.
    assert Turns().turn_end([0.0, 1.5, 3.0], 3.1, 0.35) == 3.0 + 1.25 * 1.5


def test_long_pauses_of_different_lengths_are_no_pulse():
    uneven = Turns().turn_end([0.0, 1.3, 3.0], 3.1, 0.35)
    assert uneven == Turns().turn_end([3.0], 3.1, 0.35)
    assert Turns().turn_end([0.0, 4.0, 8.0], 8.1, 0.35) == pytest.approx(uneven + 5.0)
