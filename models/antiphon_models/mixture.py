"""Network and memory as one distribution: a mixture that learns, note by note, whom to believe.

The experts' distributions are multiplied, each raised to a weight; on the one pitch that a view
of the memory votes for, the odds are moved towards those with which such votes have come true.
How far is a weight too. All weights follow the gradient of the surprise at what is really played
(logistic mixing with learned weights, as in context-mixing compressors). Knows distributions and
votes; does not know where they come from.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from antiphon_models.calibration import Calibration
from antiphon_models.sampling import Distribution

# Nothing is impossible in a mixture: an expert that is quite sure may still be wrong.
FLOOR = 1e-6
# How fast the weights follow, relative to how large their gradients have been (Adagrad).
RATE = 0.03
FIRST_GRADIENT = 0.01

Weights = npt.NDArray[np.float64]


class Vote(NamedTuple):
    """One voter's word: `outcome` comes next, after a match of `length` notes."""

    voter: int
    outcome: int
    length: int


@dataclass(frozen=True, slots=True)
class Start:
    """What a mixture believes before it has heard anything.

    A weight for each expert, then for each voter; what the gradients have come to; and the
    voters' tries and hits by length of match. None where nothing is known.
    """

    weights: tuple[float, ...]
    gradients: tuple[float, ...] | None = None
    tries: tuple[tuple[float, ...], ...] | None = None
    hits: tuple[tuple[float, ...], ...] | None = None


def even_start(experts: int, voters: int) -> Start:
    """Return a start that believes all experts alike, and every voter a little."""
    return Start((1.0 / experts,) * experts + (0.3,) * voters)


class Mixture:
    """Experts and voters of the next pitch as one distribution, with weights learned online.

    The first expert is the one whose odds the votes move. Not thread-safe.
    """

    def __init__(self, experts: int, voters: int, start: Start | None = None) -> None:
        self._experts = experts
        self._voters = voters
        self._start = start or even_start(experts, voters)
        self.forget()

    def forget(self) -> None:
        """Believe again what was believed at the start."""
        start = self._start
        self.weights: Weights = np.array(start.weights)
        self._gradients: Weights = (
            np.full(len(self.weights), FIRST_GRADIENT)
            if start.gradients is None
            else np.array(start.gradients)
        )
        self.calibration = Calibration(self._voters, start.tries, start.hits)

    def state(self) -> Start:
        """Return what the mixture believes now, for another to start from."""
        return Start(
            tuple(self.weights.tolist()),
            tuple(self._gradients.tolist()),
            tuple(map(tuple, self.calibration.tries)),
            tuple(map(tuple, self.calibration.hits)),
        )

    def blended(
        self, experts: Sequence[Distribution], votes: Sequence[Vote], push: float = 0.0
    ) -> Distribution:
        """Return how likely each index is to be next; experts and result sum to 1.

        `push` is added to the log odds of whatever is voted for.
        """
        scores = self.weights[: self._experts] @ _logs(experts)
        pulls = self._pulls(experts[0], votes)
        for vote, pull in zip(votes, pulls, strict=True):
            scores[vote.outcome] += self.weights[self._experts + vote.voter] * pull + push
        return _softmax(scores)

    def learn(self, experts: Sequence[Distribution], votes: Sequence[Vote], truth: int) -> float:
        """Learn that `truth` came next; return how surprising that was, in bits."""
        logs = _logs(experts)
        pulls = self._pulls(experts[0], votes)
        scores = self.weights[: self._experts] @ logs
        for vote, pull in zip(votes, pulls, strict=True):
            scores[vote.outcome] += self.weights[self._experts + vote.voter] * pull
        blended = _softmax(scores)
        gradient = np.zeros(len(self.weights))
        gradient[: self._experts] = logs[:, truth] - logs @ blended
        for vote, pull in zip(votes, pulls, strict=True):
            is_hit = vote.outcome == truth
            gradient[self._experts + vote.voter] += pull * (is_hit - blended[vote.outcome])
            self.calibration.tally(vote.voter, vote.length, is_hit)
        self._gradients += gradient * gradient
        self.weights += RATE * gradient / np.sqrt(self._gradients)
        return -math.log2(blended[truth])

    def _pull(self, likely: Distribution, vote: Vote) -> float:
        """Return how far, in log odds, the vote would move the first expert if fully believed."""
        rate = self.calibration.rate(vote.voter, vote.length)
        chance = min(max(float(likely[vote.outcome]), FLOOR), 1.0 - FLOOR)
        return math.log(rate / (1.0 - rate)) - math.log(chance / (1.0 - chance))

    def _pulls(self, likely: Distribution, votes: Sequence[Vote]) -> list[float]:
        return [self._pull(likely, vote) for vote in votes]


def _logs(experts: Sequence[Distribution]) -> Weights:
    logs: Weights = np.log(np.maximum(experts, FLOOR))
    return logs


def _softmax(scores: Weights) -> Distribution:
    scores -= np.maximum.reduce(scores)
    np.exp(scores, out=scores)
    scores /= np.add.reduce(scores)
    return scores
