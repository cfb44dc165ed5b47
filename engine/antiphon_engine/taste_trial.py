"""Whether learning from marks works: simulated listeners, and what they like of new answers.

Knows drafts of the real performer, listeners and how a taste is learned; writes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from antiphon_engine.core.cue import Cue
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import Taste, akin
from antiphon_engine.core.traits import SPREADS, leaning
from antiphon_engine.params import Params
from antiphon_engine.prompted import answer_to
from antiphon_engine.taste_examples import Example
from antiphon_engine.taste_learning import Lesson, learn
from antiphon_engine.taste_listeners import LISTENERS, Listener
from antiphon_models.evaluation.prompts import Prompt
from antiphon_models.improviser import Improviser


@dataclass(frozen=True, slots=True)
class DraftSet:
    """All complete drafts of one answer, in the order in which they were made."""

    cue: Cue
    answers: tuple[tuple[Planned, ...], ...]

    def chosen(self, taste: Taste) -> tuple[Planned, ...]:
        """Return the one that `taste` rates best, of equals the first."""
        return max(self.answers, key=lambda answer: taste(self.cue, answer))


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one listener's marks.

    Shares of new answers that the listener likes: `before` any marks, `after` them, `best` where
    the listener himself chooses, `any` of a draft drawn at random. `kin_before` and `kin_after`
    are the mean kinship of what was chosen; `marked_good` is the share of good marks.
    """

    listener: str
    seed: int
    marks: int
    marked_good: float
    skill: float
    trust: float
    before: float
    after: float
    best: float
    any: float
    kin_before: float
    kin_after: float


def drafts_of(
    prompts: Iterable[Prompt], mind: Improviser, params: Params, seed: int
) -> Iterator[DraftSet]:
    """Yield all drafts of the real performer's answer to each prompt that it drafts answers to."""
    for number, prompt in enumerate(prompts):
        rated: list[tuple[Cue, tuple[Planned, ...]]] = []

        def rate(
            cue: Cue,
            answer: Sequence[Planned],
            kept: list[tuple[Cue, tuple[Planned, ...]]] = rated,
        ) -> float:
            kept.append((cue, tuple(answer)))
            return akin(cue, answer)

        mind.forget()
        before, phrase = prompt.before.notes, prompt.phrase.notes
        answer_to(before, phrase, mind, params, seed * 100_000 + number, taste=rate)
        # What was drafted to less than the whole phrase was thrown away.
        last = [answer for cue, answer in rated if cue is rated[-1][0] and len(answer) > 1]
        if len(last) > 1:
            yield DraftSet(rated[-1][0], tuple(last))


def marked(sets: Sequence[DraftSet], listener: Listener, dice: Random) -> list[Example]:
    """Return the marks of a listener who hears, of each, the answer that is played unmarked."""
    answers = [(each, each.chosen(akin)) for each in sets]
    return [
        Example(each.cue, answer, _likes(listener, each, answer, dice)) for each, answer in answers
    ]


def trial(
    name: str,
    known: Sequence[DraftSet],
    new: Sequence[DraftSet],
    seed: int,
    *,
    names: Sequence[str] = tuple(SPREADS),
) -> tuple[Trial, Lesson]:
    """Return what comes of the marks of listener `name` on `known`, tried on `new`.

    Learned from the traits in `names`.
    """
    marker, judge = LISTENERS[name]
    examples = marked(known, marker, Random(f"{seed}/{name}"))
    lesson = learn(examples, names)
    taste = leaning(lesson.taste)
    before, after = [each.chosen(akin) for each in new], [each.chosen(taste) for each in new]
    dice = Random(seed)
    told = Trial(
        listener=name,
        seed=seed,
        marks=len(examples),
        marked_good=fmean(each.is_good for each in examples),
        skill=lesson.skill,
        trust=lesson.trust,
        before=_share(judge, new, before, dice),
        after=_share(judge, new, after, dice),
        best=fmean(any(_likes(judge, each, it, dice) for it in each.answers) for each in new),
        any=fmean(_likes(judge, each, it, dice) for each in new for it in each.answers),
        kin_before=_kinship(new, before),
        kin_after=_kinship(new, after),
    )
    return told, lesson


def _likes(listener: Listener, drafts: DraftSet, answer: Sequence[Planned], dice: Random) -> bool:
    return listener(drafts.cue.phrase, [planned.thought for planned in answer], dice)


def _share(
    listener: Listener,
    sets: Sequence[DraftSet],
    answers: Sequence[Sequence[Planned]],
    dice: Random,
) -> float:
    pairs = zip(sets, answers, strict=True)
    return fmean(_likes(listener, each, answer, dice) for each, answer in pairs)


def _kinship(sets: Sequence[DraftSet], answers: Sequence[Sequence[Planned]]) -> float:
    return fmean(akin(each.cue, answer) for each, answer in zip(sets, answers, strict=True))
