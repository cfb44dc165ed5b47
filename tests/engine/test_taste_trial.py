from random import Random

import pytest

from antiphon_engine.core.taste import akin
from antiphon_engine.core.traits import leaning
from antiphon_engine.params import Params, changed
from antiphon_engine.taste_learning import learn
from antiphon_engine.taste_listeners import LISTENERS
from antiphon_engine.taste_trial import DraftSet, drafts_of, marked, trial
from antiphon_models.evaluation.prompts import Prompt
from antiphon_models.music.phrase import Phrase
from builders import line
from fakes import ScriptedMind, proposals

PARAMS = changed(Params(), {"turn_gap_adaptive": False, "answer_length": "8 notes"})


def prompts(count: int, seed: int = 0) -> list[Prompt]:
    rng = Random(seed)
    lines = [line([60 + rng.randint(0, 12) for _ in range(12)]) for _ in range(count)]
    return [
        Prompt(f"{number}", "any", Phrase(tuple(notes[:6])), Phrase(tuple(notes[6:])), Phrase())
        for number, notes in enumerate(lines)
    ]


@pytest.fixture(scope="module")
def sets() -> list[DraftSet]:
    mind = ScriptedMind(proposals(64, 67, 65, 62, 64), wander=4)
    return list(drafts_of(prompts(36), mind, PARAMS, 1))


def test_all_eight_drafts_to_the_whole_phrase_are_kept(sets: list[DraftSet]) -> None:
    assert len(sets) == 36
    assert {len(each.answers) for each in sets} == {8}
    assert {len(each.cue.phrase) for each in sets} == {6}
    assert {len(answer) for each in sets for answer in each.answers} == {8}


def test_marks_are_on_what_would_be_played(sets: list[DraftSet]) -> None:
    listener, _ = LISTENERS["likes leaps"]
    examples = marked(sets, listener, Random(1))
    assert [each.answer for each in examples] == [each.chosen(akin) for each in sets]
    assert 0 < sum(each.is_good for each in examples) < 36


def test_a_listener_likes_more_after_marking_and_kinship_pays_for_it(
    sets: list[DraftSet],
) -> None:
    told, lesson = trial("likes leaps", sets[:24], sets[24:], 1)
    assert told.marks == 24
    assert told.after > told.before
    assert told.best >= told.after
    assert told.kin_after <= told.kin_before
    assert lesson.taste.marks == 24


def test_what_is_not_named_is_not_learned(sets: list[DraftSet]) -> None:
    _, lesson = trial("likes leaps", sets[:24], sets[24:], 1, names=("leap", "pace"))
    assert set(lesson.points) == {"leap", "pace"}


def test_what_was_learned_is_what_chooses(sets: list[DraftSet]) -> None:
    listener, _ = LISTENERS["likes variety"]
    lesson = learn(marked(sets, listener, Random(1)))
    taste = leaning(lesson.taste)
    for each in sets[:4]:
        ratings = [taste(each.cue, answer) for answer in each.answers]
        assert each.chosen(taste) == each.answers[ratings.index(max(ratings))]
