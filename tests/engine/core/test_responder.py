from random import Random

import pytest

from antiphon_engine.core.limit import Limit
from antiphon_engine.core.responder import Responder
from antiphon_engine.params import Params, changed
from antiphon_models.music.notes import Note
from antiphon_models.music.pulse import Pulse
from builders import phrase
from fakes import ScriptedMind, proposals

DEFAULTS = Params()
PHRASE = [Note(60, 100, 0.0, 0.4), Note(62, 60, 0.5, 0.5), Note(64, 80, 1.0, 1.0)]


ENDING = changed(Params(), {"phrase_endings": True})


def responder(mind, limit, pulse=None):
    return Responder(mind, Random(1), limit, phrase=PHRASE, last_onset=1.0, pulse=pulse)


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


def test_quantised_notes_are_on_the_grid_in_order_and_none_is_lost():
    script = [*proposals(72, ioi=0.3), *proposals(74, ioi=0.45), *proposals(76, ioi=0.2)]
    answer = responder(ScriptedMind(script), Limit(notes=6), Pulse(0.25, 0.0))
    notes = made(answer, changed(Params(), {"quantise": 1.0}))
    # From 2.5: 0.45 later is nearer to 3.0 than to 2.75; then 0.2, 0.3, 0.45, 0.2.
    assert [note.onset for note in notes] == pytest.approx([2.5, 3.0, 3.25, 3.5, 4.0, 4.25])


def test_half_quantised_notes_are_pulled_half_of_the_way():
    answer = responder(ScriptedMind(proposals(72, ioi=0.3)), Limit(notes=2), Pulse(0.25, 0.0))
    notes = made(answer, changed(Params(), {"quantise": 0.5}))
    assert [note.onset for note in notes] == pytest.approx([2.5, 2.775])


def test_a_first_note_is_pulled_to_a_later_point_never_to_an_earlier_one():
    answer = responder(ScriptedMind(), Limit(notes=1), Pulse(0.25, 0.2))
    assert made(answer, changed(Params(), {"quantise": 1.0}))[0].onset == pytest.approx(2.7)


def test_chords_and_ornaments_stay_by_the_note_that_they_belong_to():
    script = [*proposals(72, ioi=0.0), *proposals(74, ioi=0.01), *proposals(76, ioi=0.06)]
    answer = responder(ScriptedMind(script), Limit(notes=3), Pulse(0.25, 0.0))
    notes = made(answer, changed(Params(), {"quantise": 1.0}))
    assert [note.onset for note in notes] == pytest.approx([2.5, 2.51, 2.57])


def test_an_answer_ends_on_a_note_of_its_last_part_that_closes_it_and_holds_that_one():
    mind = ScriptedMind(proposals(72, 74, 76, 77, 79, 81, 83))
    mind.closings = {74: 0.9, 79: 0.95}
    notes = made(responder(mind, Limit(seconds=1.5)), ENDING)
    assert [note.pitch for note in notes] == [72, 74, 76, 77, 79]
    assert [note.duration for note in notes] == pytest.approx([0.2, 0.2, 0.2, 0.2, 0.5])


def test_where_no_note_closes_better_the_answer_goes_on_to_its_limit():
    mind = ScriptedMind(proposals(72, 74, 76, 77, 79, 81))
    mind.closings = {72: 0.6, 74: 0.5, 76: 0.4, 77: 0.3, 79: 0.2, 81: 0.1}
    assert len(made(responder(mind, Limit(seconds=1.5)), ENDING)) == 6


def test_of_two_notes_that_close_alike_the_one_that_rests_in_the_key_is_the_end():
    mind = ScriptedMind(proposals(72, 74, 71, 66, 72, 74))
    mind.closings = dict.fromkeys((72, 74, 71, 66), 0.5)
    in_c = phrase("C4 E4 G4 F4 E4 D4 C4:2")
    answer = Responder(mind, Random(1), Limit(seconds=1.5), phrase=in_c, last_onset=1.0)
    assert [note.pitch for note in made(answer, ENDING)] == [72, 74, 71, 66, 72]


def test_a_number_of_notes_that_was_asked_for_is_exact():
    mind = ScriptedMind(proposals(72, 74, 76, 77, 79, 81))
    mind.closings = {77: 0.9}
    assert len(made(responder(mind, Limit(notes=6, is_exact=True)), ENDING)) == 6


def test_an_answer_may_take_a_little_longer_to_come_to_a_close():
    mind = ScriptedMind(proposals(72, 74, 76, 77, 79, 81, 83))
    mind.closings = {72: 0.5, 74: 0.5, 76: 0.5, 77: 0.5, 81: 0.9}
    limit = Limit(seconds=1.25, slack=1.25)
    assert [note.pitch for note in made(responder(mind, limit), ENDING)][-1] == 81
    at_once = changed(Params(), {"phrase_endings": False})
    assert len(made(responder(mind.fork(), limit), at_once)) == 5


def test_an_automatic_scale_lock_asks_for_the_scale_of_the_phrase():
    class Asked(ScriptedMind):
        def propose(self, params, rng, ioi=None):
            asked.append((params.scale_root, params.scale_lock))
            return super().propose(params, rng, ioi)

    asked = []
    in_d = phrase("D4 F#4 A4 G4 F#4 E4 D4:2 C#4 D4:2")
    answer = Responder(Asked(), Random(1), Limit(notes=1), phrase=in_d, last_onset=1.0)
    made(answer, changed(Params(), {"scale_lock": "auto"}))
    assert asked[0] == ("D", "major")
