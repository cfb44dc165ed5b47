import math
from random import Random

import pytest

from antiphon_engine.core.limit import Limit, limit_for
from antiphon_engine.core.responder import Responder
from antiphon_engine.params import Params, changed
from antiphon_models.music.notes import Note
from fakes import ScriptedMind, proposals

DEFAULTS = Params()
PHRASE = [Note(60, 100, 0.0, 0.4), Note(62, 60, 0.5, 0.5), Note(64, 80, 1.0, 1.0)]


def responder(mind, limit):
    return Responder(mind, Random(1), limit, phrase=PHRASE, last_onset=1.0)


def made(answer, params=DEFAULTS, most=20):
    notes = []
    while len(notes) < most and (planned := answer.next_note(params, None if notes else 2.5)):
        notes.append(planned.note)
    return notes


def test_notes_follow_each_other_by_the_proposed_intervals():
    notes = made(responder(ScriptedMind(proposals(72, 74, ioi=0.3)), Limit(notes=3)))
    assert [note.onset for note in notes] == pytest.approx([2.5, 2.8, 3.1])


def test_an_answer_ends_at_its_limit_of_seconds():
    notes = made(responder(ScriptedMind(proposals(72, ioi=0.5)), Limit(seconds=1.5)))
    assert len(notes) == 3


def test_an_answer_has_at_least_one_note():
    assert len(made(responder(ScriptedMind(), Limit(notes=0, seconds=0)))) == 1


def test_a_key_that_the_player_left_down_for_minutes_is_no_note_for_minutes():
    notes = made(responder(ScriptedMind(proposals(72, duration=300.0)), Limit(notes=2)))
    assert [note.duration for note in notes] == [8.0, 8.0]


def test_a_mind_stuck_on_a_chord_moves_on_after_six_notes():
    notes = made(responder(ScriptedMind(proposals(72, ioi=0.0)), Limit(notes=12)))
    assert len({note.onset for note in notes}) == 2


def test_pitch_off_the_keyboard_comes_back_by_octaves():
    params = changed(Params(), {"transpose": 24})
    assert made(responder(ScriptedMind(proposals(120)), Limit(notes=1)), params)[0].pitch == 120


def test_match_is_the_length_of_the_phrase():
    assert limit_for(Params(), PHRASE) == Limit(8, 2.0, slack=1.25)


def test_bars_are_counted_in_the_tempo_that_was_played():
    steady = [Note(60, 80, beat * 0.5, 0.4) for beat in range(16)]
    limit = limit_for(changed(Params(), {"answer_length": "2 bars"}), steady)
    assert limit.notes == math.inf
    assert limit.seconds == pytest.approx(4.0, rel=0.05)


def test_solo_has_no_limit():
    assert limit_for(changed(Params(), {"mode": "solo"}), PHRASE) == Limit()
