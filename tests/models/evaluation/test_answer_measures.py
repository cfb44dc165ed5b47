from antiphon_models.evaluation.answer_measures import frame_for, loops, measure, training_runs
from antiphon_models.evaluation.portrait import portrait_of
from antiphon_models.evaluation.prompts import Prompt
from antiphon_models.music.phrase import Phrase
from builders import phrase

TRILL = [60, 62] * 5
TUNE = "C4 D4 E4 F4 G4 A4 B4 C5 D5 E5 F5 G5 A5 B5"


def notes(text: str, onset: float = 0.0) -> Phrase:
    return Phrase(tuple(phrase(text, onset=onset, beat=0.25)))


PROMPT = Prompt("pop/1/9", "pop", notes(TUNE), notes("C4 E4 G4 E4", 8.0), notes("F4 A4 C5", 10.0))


def measured(answer: Phrase, training: list[list[int]]):
    real = portrait_of(PROMPT.following.notes, frame_for(PROMPT))
    portrait = portrait_of(answer.notes, frame_for(PROMPT))
    return measure(PROMPT, real, answer, portrait, training_runs(training))


def test_a_figure_played_five_times_is_a_loop_and_four_times_is_not() -> None:
    assert loops(TRILL, [60, 64, 67])
    assert not loops(TRILL[:8], [60, 64, 67])


def test_a_figure_that_the_phrase_plays_as_often_is_no_loop() -> None:
    assert not loops(TRILL, [48, 50] * 5)
    assert loops(TRILL, [48, 50] * 4)


def test_what_was_really_played_is_at_no_distance() -> None:
    assert measured(PROMPT.following, [[60, 61]]).mean == 0.0


def test_a_copy_is_counted_in_notes_and_in_any_key() -> None:
    tune = list(notes(TUNE).pitches)
    moved = [pitch + 1 for pitch in tune]
    found = measured(notes("C3 D3 E3 F3 G3 C#3"), [moved])
    assert (found.run, found.run_same_key, found.run_not_own) == (5, 0, 0)


def test_a_copy_that_the_player_played_before_is_not_held_against_the_answer() -> None:
    tune = notes(TUNE)
    found = measured(tune, [list(tune.pitches)])
    assert (found.run, found.run_not_own) == (14, 0)
    strange = notes("C4 C#4 D5 Eb3")
    found = measured(strange, [list(strange.pitches)])
    assert (found.run, found.run_not_own) == (4, 4)
