"""Whose turn it is: listening, answering, yielding, and the silence that passes the turn.

Knows times and rhythm only; does not know what is played.

    listening --(the player falls silent for the gap)--> answering
    answering --(the answer has ended)-----------------> listening
    answering --(the player plays in)------------------> yielding
    yielding  --(the player falls silent for the gap)--> answering
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from antiphon_engine.core.listener import CHORD

Turn = Literal["listening", "answering", "yielding"]

# A player who strikes notes every so often may still strike one this many such intervals later.
PATIENCE_IN_TYPICAL_IOIS = 1.75
PATIENCE_IN_LONGEST_IOIS = 1.25
LONGEST_IOI = 1.2
IOI_WHEN_UNKNOWN = 0.4
# Longer intervals are pauses, unless two in a row are up to this long and differ by less than
# this ratio: then it is a slow pulse, and the next note is waited for.
SLOWEST_IOI, EVEN = 3.2, 1.2
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

    def turn_end(self, onsets: Sequence[float], playing_until: float, gap: float) -> float:
        """Return when the turn ends if silence goes on: after the gap, later for slow playing.

        `onsets` are the latest of the player's, ascending, at least one, in seconds. Slowness
        is the upper quartile of their intervals, or the longest, chords and pauses aside; the
        notes of a slow pulse have no pauses between them.
        """
        iois = sorted(b - a for a, b in pairwise(onsets) if CHORD <= b - a <= LONGEST_IOI)
        iois = iois or [IOI_WHEN_UNKNOWN]
        typical = iois[3 * (len(iois) - 1) // 4]
        patience = max(PATIENCE_IN_TYPICAL_IOIS * typical, PATIENCE_IN_LONGEST_IOIS * iois[-1])
        patience = max(patience, PATIENCE_IN_LONGEST_IOIS * _slow_pulse(onsets))
        return max(playing_until + gap * self.caution, onsets[-1] + patience)


def _slow_pulse(onsets: Sequence[float]) -> float:
    """Return the ioi of the slow pulse that the latest onsets keep; 0.0 where they keep none."""
    latest = [b - a for a, b in pairwise(onsets) if b - a >= CHORD][-2:]
    is_slow = len(latest) == 2 and min(latest) > LONGEST_IOI and max(latest) <= SLOWEST_IOI
    return max(latest) if is_slow and max(latest) < EVEN * min(latest) else 0.0
