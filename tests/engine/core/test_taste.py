import pytest

from antiphon_engine.core.cue import Cue
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import (
    LAST_FIGURES,
    akin,
    copied,
    displacement,
    fine,
    kinship,
    looping,
    repetition,
    strangeness,
)
from antiphon_engine.params import Params, changed
from antiphon_models.improviser import Source
from antiphon_models.music.notes import Note
from builders import line, phrase

TUNE = phrase("C4 E4 G4 E4 F4 D4 C4:2")


def to(phrase: list[Note], lately: list[Note] | None = None) -> Cue:
    return Cue(Params(), phrase, None, lately or phrase)


def answer(notes: list[Note], probability: float = 0.5) -> list[Planned]:
    return [Planned(note, 1, Source("network", probability), note) for note in notes]


def test_a_line_is_no_stranger_to_itself():
    assert strangeness(TUNE, TUNE) == pytest.approx(0.0)


def test_lines_that_share_nothing_are_wholly_strange():
    assert strangeness(line([60, 62, 64]), line([61, 66, 61], ioi=2.0)) == 1.0


def test_the_same_tune_in_another_key_keeps_all_but_its_pitches():
    moved = [Note(note.pitch + 1, 80, note.onset, note.duration) for note in TUNE]
    # C E F G D, then C# F F# G# D#: of seven notes, F alone, sounding once, is in both.
    assert strangeness(TUNE, moved) == pytest.approx((1 - 1 / 7) / 4)


def test_repetition_is_the_share_of_figures_that_have_been_before():
    assert repetition(line([60, 62, 64, 65] * 2)) == pytest.approx(1 / 5)
    assert repetition(line([60, 62, 64, 65, 67])) == 0.0
    assert repetition([]) == 0.0


def test_what_is_more_akin_to_the_phrase_is_better():
    near, far = phrase("E4 C4 G4 E4 D4 F4 C4:2"), line([61, 73, 66, 54], ioi=0.1)
    assert akin(to(TUNE), answer(near)) > akin(to(TUNE), answer(far))


def test_of_answers_as_akin_the_likelier_is_better():
    assert akin(to(TUNE), answer(TUNE, 0.5)) > akin(to(TUNE), answer(TUNE, 0.1))


def test_going_round_is_worse_unless_the_phrase_does():
    round_and_round = line([60, 64, 67, 64, 65, 62] * 4, ioi=0.5)
    varied = line([60, 64, 67, 64, 65, 62, 60, 65, 64, 62, 67, 64] * 2, ioi=0.5)
    assert akin(to(varied), answer(round_and_round)) < akin(
        to(round_and_round), answer(round_and_round)
    )


def test_an_answer_where_the_player_plays_is_not_displaced():
    assert displacement(to(TUNE), TUNE) == 0.0


def test_an_octave_up_is_displaced_and_wider_is_too():
    higher = [Note(note.pitch + 12, 80, note.onset, note.duration) for note in TUNE]
    assert displacement(to(TUNE), higher) == pytest.approx(0.5)
    assert displacement(to(line([60, 64])), line([56, 68])) == pytest.approx((0 + 8 / 12) / 2)


def test_where_the_player_plays_is_midway_between_the_phrase_and_what_came_before():
    lately = [Note(note.pitch + 12, 80, note.onset, note.duration) for note in TUNE]
    between = [Note(note.pitch + 6, 80, note.onset, note.duration) for note in TUNE]
    assert displacement(to(TUNE, lately), between) == pytest.approx(0.0)


def test_what_was_played_lately_says_which_answer_is_more_akin():
    lately = phrase("D4 F#4 A4 F#4 G4 E4 D4:2 C4 E4 G4")
    at_home, abroad = answer(phrase("D4 F#4 A4")), answer(phrase("C#4 F4 Ab4"))
    assert akin(to(lately[-3:], lately), at_home) > akin(to(lately[-3:], lately), abroad)


def test_of_a_line_that_goes_on_for_minutes_the_last_figures_tell():
    varied = [60 + number * number % 37 for number in range(LAST_FIGURES)]
    assert looping(line([60] * 300)) == 1.0 - 1 / LAST_FIGURES
    assert looping(line([60] * 300 + varied)) == looping(line(varied))
    assert repetition(line([60] * 300 + varied)) == repetition(line(varied))


PHRASE = phrase("C4 E4 G4 E4 F4 D4 B3 C4 A4 G4")


def test_a_copy_is_told_by_its_runs_of_five():
    varied = phrase("C4 E4 G4 E4 F4 A4 C5 B4 D4 E4")
    assert copied(PHRASE, PHRASE) == 1.0
    assert copied(PHRASE, varied) == 0.5
    assert copied(PHRASE, phrase("C4 E4 G4 E4")) == 0.0
    assert copied(PHRASE, []) == 0.0


def test_a_copy_costs_and_a_quote_of_a_few_notes_does_not():
    assert fine(copied(PHRASE, PHRASE)) == pytest.approx(0.6 * 0.5)
    assert fine(copied(PHRASE, phrase("C4 E4 G4 E4 F4 A4 C5 B4 D4 E4 F4 A4 G4"))) == 0.0


def test_whoever_wants_an_echo_gets_one():
    asked = Cue(changed(Params(), {"motif_threshold": 0.95}), PHRASE, None, PHRASE)
    assert kinship(asked, answer(PHRASE)).copied == 0.0
    assert kinship(to(PHRASE), answer(PHRASE)).copied == 1.0
