"""Whose turn it is: listening, answering, yielding, and the silence that passes the turn.

Knows times and rhythm only; does not know what is played.

    listening --(the player falls silent for the gap)--> answering
    answering --(the answer has ended)-----------------> listening
    answering --(the player plays in)------------------> yielding
    yielding  --(the player falls silent for the gap)--> answering
"""

import itertools
import math
from collections.abc import Sequence
from typing import Literal

from antiphon_engine.core.listener import CHORD
from antiphon_models.music.notes import Note

Turn = Literal["listening", "answering", "yielding"]

# A player who has just struck notes every `ioi` seconds may still strike one this many later.
PATIENCE_IN_IOIS = 1.75
LONGEST_TYPICAL_IOI = 1.2
# Being cut off this early means that the answer came too soon.
TOO_SOON = 0.75
GROWTH, RELAXATION, MOST_CAUTIOUS = 1.25, 0.9, 3.0


class Turns:
    """The state machine of the duet; `caution`, from 1, stretches a gap that proved too short."""

    def __init__(self) -> None:
        self.turn: Turn = "listening"
        self.caution = 1.0
        self._answer_began = -math.inf

    def begin_answer(self, now: float) -> None:
        """The machine has the floor from `now`."""
        self.turn = "answering"
        self._answer_began = now

    def end_answer(self) -> None:
        """The answer has been heard out."""
        self.turn = "listening"
        self.caution = max(1.0, self.caution * RELAXATION)

    def cut_off(self, now: float) -> None:
        """The player has played into the answer at `now`."""
        self.turn = "yielding"
        if now - self._answer_began < TOO_SOON:
            self.caution = min(MOST_CAUTIOUS, self.caution * GROWTH)

    def silence(self) -> None:
        """The floor is the player's again, nobody having cut in."""
        self.turn = "listening"

    def turn_end(
        self, phrase: Sequence[Note], playing_until: float, gap: float, is_adaptive: bool
    ) -> float:
        """The time at which the turn ends if silence goes on; math.inf without a phrase."""
        if not phrase:
            return math.inf
        if not is_adaptive:
            return playing_until + gap
        rhythm = phrase[-1].onset + PATIENCE_IN_IOIS * typical_ioi(phrase)
        return max(playing_until + gap * self.caution, rhythm)


def typical_ioi(phrase: Sequence[Note]) -> float:
    """The upper quartile of the last eight inter-onset intervals, chords aside, in seconds.

    0.0 for fewer than two onsets, at most LONGEST_TYPICAL_IOI.
    """
    onsets = [note.onset for note in phrase[-9:]]
    iois = sorted(b - a for a, b in itertools.pairwise(onsets) if b - a >= CHORD)
    if not iois:
        return 0.0
    return min(iois[(3 * len(iois)) // 4 if len(iois) > 1 else 0], LONGEST_TYPICAL_IOI)
