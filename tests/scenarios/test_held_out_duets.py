"""What the shipped mind plays to music it has never seen (figures: python tests/held_out.py)."""

from statistics import mean, median

import pytest

from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.params import Params
from antiphon_models.music.repetition import longest_loop
from held_out import (
    DATA,
    closer_than_others,
    longest_silence,
    loop_share,
    median_ioi,
    play,
    ten_pieces,
)
from shaping_study import exchanges_of, length_of_end, stability, stability_of_end

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no music to play: {DATA} is missing")


@pytest.fixture(scope="module")
def duets():
    return [play(piece, Params()) for piece in ten_pieces()]


def test_there_are_ten_pieces_and_every_phrase_is_answered(duets):
    assert len(duets) == 10
    assert all(answer for duet in duets for answer in duet.answers)


def test_no_note_hangs(duets):
    for duet in duets:
        ons = sum(isinstance(event, NoteOn) for event in duet.happenings)
        assert ons == sum(isinstance(event, NoteOff) for event in duet.happenings)


def test_no_silence_is_longer_than_asked(duets):
    for duet in duets:
        assert max(map(longest_silence, duet.answers)) <= Params().longest_rest + 0.001


def test_nothing_goes_round_in_circles(duets):
    for duet in duets:
        assert loop_share(duet.played) < 0.25


def test_no_answer_loops_for_more_than_a_few_notes_unless_its_phrase_does(duets):
    for duet in duets:
        for phrase, answer in zip(duet.phrases, duet.answers, strict=True):
            allowed = max(6, len(answer) / 4, longest_loop([note.pitch for note in phrase]))
            assert longest_loop([note.pitch for note in answer]) <= allowed


def test_answers_are_closer_in_pitch_classes_to_their_phrase_than_to_others(duets):
    closer, total = closer_than_others(duets)
    assert total >= 500
    assert closer / total > 0.75


def test_answers_are_in_the_register_of_what_was_played(duets):
    for duet in duets:
        heard = [note.pitch for note in duet.heard]
        played = [note.pitch for note in duet.played]
        assert min(heard) - Params().register <= min(played)
        assert max(played) <= max(heard) + Params().register


def test_answers_keep_the_pace_of_what_was_played(duets):
    ratios = sorted(median_ioi(duet.played) / median_ioi(duet.heard) for duet in duets)
    assert 0.8 < ratios[len(ratios) // 2] < 1.25


def test_answers_end_on_longer_notes_that_rest_in_the_key(duets):
    found = [exchange for duet in duets for exchange in exchanges_of(duet)]
    assert mean(map(stability_of_end, found)) > mean(map(stability, found)) + 0.04
    assert median(map(length_of_end, found)) > 1.5
