"""What the mind expects next: the network and the memories, weighed by what has come true.

Two mixtures, one of when the next note begins and one of its pitch, learn from every note of the
player's whom to believe. Knows distributions and recollections; does not draw.
"""

import math
from collections.abc import Sequence

import numpy as np

from antiphon_models.codecs.note_stream import Fed
from antiphon_models.mixture import Mixture, Start
from antiphon_models.recollection import VOTERS, Recollection, ioi_votes, pitch_votes
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.sampling import Distribution, probabilities

# The knob's position at which the memories are believed as much as they have earned.
EARNED = 0.25
# As good as always and as never, in log odds.
ALWAYS = 40.0


def push_of(motif_threshold: float) -> float:
    """Return what is added to the log odds of what the memories foretell.

    0 at EARNED, rising from -ALWAYS (never) at 0 to ALWAYS at 1.
    """
    if motif_threshold in (0.0, 1.0):
        return ALWAYS if motif_threshold else -ALWAYS
    return _log_odds(motif_threshold) - _log_odds(EARNED)


def _log_odds(chance: float) -> float:
    return math.log(chance / (1.0 - chance))


class Anticipation:
    """The next onset and pitch as distributions; what it has learned is shared by all forks.

    `when` and `what` are what it believes before it has heard anything. One thread owns it.
    """

    def __init__(self, when: Start | None = None, what: Start | None = None) -> None:
        self.when = Mixture(1, VOTERS, when)
        self.what = Mixture(1, VOTERS, what)

    def forget(self) -> None:
        """Believe again what was believed at the start."""
        self.when.forget()
        self.what.forget()

    def learn(
        self, stepper: NoteStreamStepper, recalled: Sequence[Recollection], fed: Fed
    ) -> tuple[float, float]:
        """Learn that the player's note `fed` came, before the stepper hears it.

        Returns how surprising its ioi and its pitch were, in bits.
        """
        when = probabilities(stepper.ioi_logits())
        ioi = self.when.learn([when], ioi_votes(recalled), fed.ioi_bin)
        what = probabilities(stepper.pitch_logits(fed.ioi_bin, fed.ioi_inside))
        return ioi, self.what.learn([what], pitch_votes(recalled, what), fed.pitch)

    def ioi(
        self,
        likely: Distribution,
        recalled: Sequence[Recollection],
        threshold: float,
    ) -> Distribution:
        """Return how likely each bin of the ioi is, `likely` being the network's opinion."""
        if threshold == 0.0 or not recalled:
            return likely
        return self.when.blended([likely], ioi_votes(recalled), push_of(threshold))

    def pitch(
        self, likely: Distribution, recalled: Sequence[Recollection], threshold: float
    ) -> Distribution:
        """Return how likely each pitch is; what the network must not play stays impossible."""
        votes = pitch_votes(recalled, likely) if threshold > 0.0 else []
        if not votes:
            return likely
        blended = self.what.blended([likely], votes, push_of(threshold))
        blended[likely == 0.0] = 0.0
        blended /= np.add.reduce(blended)
        return blended
