from dataclasses import replace
from itertools import pairwise
from random import Random

from antiphon_engine.core.cue import Cue
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import akin
from antiphon_engine.core.traits import SPREADS, leaning
from antiphon_engine.params import Params
from antiphon_engine.taste_examples import Example
from antiphon_engine.taste_learning import MOST, learn, trust_in
from antiphon_models.improviser import Source
from antiphon_models.learned_taste import LearnedTaste
from builders import line, phrase

CUE = Cue(Params(), phrase("C4 E4 G4 E4 F4 D4 C4:2"), None)


def answer(seed: int) -> tuple[Planned, ...]:
    """Return a line of steps or of leaps, drawn with dice."""
    rng = Random(seed)
    pitches, width = [64], rng.choice((2, 5, 9))
    for _ in range(9):
        pitches.append(min(max(pitches[-1] + rng.randint(-width, width), 40), 90))
    notes = line(pitches, ioi=rng.choice((0.25, 0.5)))
    return tuple(Planned(note, 0, Source("network", 0.5), note) for note in notes)


def leap(answer: tuple[Planned, ...]) -> float:
    pitches = [planned.thought.pitch for planned in answer]
    return sum(abs(b - a) for a, b in pairwise(pitches)) / 9


def marked(count: int, seed: int = 0) -> list[Example]:
    """What somebody has marked who likes leaps."""
    answers = [answer(1000 * seed + number) for number in range(count)]
    return [Example(CUE, each, leap(each) > 2.5) for each in answers]


def test_what_is_liked_is_found_and_chosen() -> None:
    lesson = learn(marked(60))
    assert lesson.skill > 0.85
    assert lesson.points["leap"] > 0.3
    assert next(iter(lesson.points)) in ("leap", "octave notes", "octave note changes")
    taste = leaning(lesson.taste)
    drafts = [answer(number) for number in range(5000, 5080)]
    chosen = [max(drafts[at : at + 8], key=lambda each: taste(CUE, each)) for at in range(0, 80, 8)]
    unmarked = [
        max(drafts[at : at + 8], key=lambda each: akin(CUE, each)) for at in range(0, 80, 8)
    ]
    assert sum(map(leap, chosen)) > sum(map(leap, unmarked)) + 10


def test_no_marks_few_marks_and_marks_of_one_kind_change_nothing() -> None:
    for examples in ([], marked(3), [replace(each, is_good=True) for each in marked(40)]):
        assert learn(examples).taste.weights == {}
    few = [replace(each, is_good=number < 3) for number, each in enumerate(marked(40))]
    assert learn(few).taste == LearnedTaste({}, 3, 37)


def test_with_few_marks_little_changes_and_with_more_more() -> None:
    good = [each for each in marked(200) if each.is_good]
    bad = [each for each in marked(200) if not each.is_good]
    sizes = [
        max(abs(points) for points in learn([*good[:count], *bad[:count]]).points.values())
        for count in (4, 20, 80)
    ]
    assert sizes == sorted(sizes)


def test_marks_that_follow_no_rule_are_hardly_believed() -> None:
    rng = Random(3)
    lessons = [
        learn([replace(each, is_good=rng.random() < 0.5) for each in marked(60, seed)])
        for seed in range(6)
    ]
    assert sum(lesson.trust for lesson in lessons) / 6 < 0.35
    assert sum(learn(marked(60, seed)).trust for seed in range(6)) / 6 > 0.9


def test_trust_is_nothing_at_chance_and_full_from_three_quarters_on() -> None:
    assert [trust_in(skill) for skill in (0.2, 0.5, 0.625, 0.75, 1.0)] == [0, 0, 0.5, 1, 1]


def test_of_very_many_marks_the_latest_count() -> None:
    old = [replace(each, is_good=not each.is_good) for each in marked(30)]
    lesson = learn([*old * 20, *marked(50) * 20])
    assert lesson.taste.marks == MOST
    assert lesson.points["leap"] > 0
    assert set(lesson.taste.weights) == set(SPREADS)
