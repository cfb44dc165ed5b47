"""What a listener's marks teach: which traits speak for an answer, and how far that is believed.

Knows examples and how they are fitted; knows no file. Loads NumPy: for a process of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from antiphon_engine.core.taste import kinship
from antiphon_engine.core.traits import SPREADS, traits
from antiphon_engine.taste_examples import Example
from antiphon_engine.taste_file import FEWEST
from antiphon_models.learned_taste import LearnedTaste
from antiphon_models.training.taste_fit import fit_taste

# Of more marks, the latest count: a taste changes, and learning must not take longer and longer.
MOST = 1000
# What a log odds of liking is worth where drafts are rated. Drafts differ by 0.09 in kinship. At
# half of it, five simulated listeners liked 0.07 fewer of the new answers; twice of it won 0.02.
GAIN = 0.15
# From this skill on, the area under the curve for marks held out, what was learned is believed
# in full; at chance, not at all.
CHANCE, SURE = 0.5, 0.75


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned: the `taste` and, for whoever wants to know, how.

    `skill` is how well held-out marks were told, 0.5 by chance; `points` are the log odds that
    a typical difference in each trait speaks for an answer, the strongest first. None while
    there are too few marks.
    """

    taste: LearnedTaste
    skill: float = CHANCE
    points: Mapping[str, float] = field(default_factory=dict)

    @property
    def trust(self) -> float:
        """How far what was learned is believed, 0..1."""
        return trust_in(self.skill)


def trust_in(skill: float) -> float:
    """Return how far a taste is believed that told held-out marks so well, 0..1.

    Marks that follow no rule are told at chance: they must change nothing.
    """
    return min(max((skill - CHANCE) / (SURE - CHANCE), 0.0), 1.0)


def learn(examples: Sequence[Example], names: Sequence[str] = tuple(SPREADS)) -> Lesson:
    """Return what `examples`, the oldest first, teach of these traits; of too little, no weights.

    Too little are fewer than FEWEST of either kind, or marks that follow no rule.
    """
    examples = examples[-MOST:]
    are_good = [each.is_good for each in examples]
    good, bad = sum(are_good), len(are_good) - sum(are_good)
    if min(good, bad) < FEWEST:
        return Lesson(LearnedTaste({}, good, bad))
    fitted = fit_taste([_row(each, names) for each in examples], are_good)
    points = dict(zip(names, fitted.weights, strict=True))
    trust = trust_in(fitted.skill)
    weights = {name: GAIN * trust * points[name] / SPREADS[name] for name in names}
    ranked = dict(sorted(points.items(), key=lambda each: -abs(each[1])))
    return Lesson(LearnedTaste(weights if trust else {}, good, bad), fitted.skill, ranked)


def _row(example: Example, names: Sequence[str]) -> list[float]:
    told = traits(example.cue, example.answer, kinship(example.cue, example.answer))
    return [told[name] / SPREADS[name] for name in names]
