"""Going round in circles: how far a line of pitches has been repeating itself exactly.

Knows pitches only; no durations, no motifs that vary.
"""

from collections.abc import Sequence
from typing import NamedTuple

# Longer figures than this are phrases coming back, which is music.
LONGEST_PERIOD = 8
# A figure that is played more often in a row has got stuck.
MOST_ROUNDS = 4


class Loop(NamedTuple):
    """A figure of `period` notes that has come round: `rounds` times after the first."""

    period: int
    rounds: float


def loop_at_end(pitches: Sequence[int]) -> Loop | None:
    """Return the loop with which `pitches` end, the one with the most rounds; None without.

    Two rounds after the first make a loop: three equal notes, or a pair played three times.
    """
    loops = [
        Loop(period, run / period)
        for period in range(1, LONGEST_PERIOD + 1)
        if (run := _run(pitches, period)) >= 2 * period
    ]
    return max(loops, key=lambda loop: loop.rounds, default=None)


def longest_loop(pitches: Sequence[int]) -> int:
    """Return how many notes in a row only repeat, exactly, the figure before them; 0 without.

    A figure of any length played at least three times in a row; the first time does not count.
    """
    longest = 0
    for period in range(1, len(pitches) // 3 + 1):
        run = 0
        for now, before in zip(pitches[period:], pitches, strict=False):
            run = run + 1 if now == before else 0
            if run >= 2 * period:
                longest = max(longest, run)
    return longest


def _run(pitches: Sequence[int], period: int) -> int:
    run = 0
    while run + period < len(pitches) and pitches[-1 - run] == pitches[-1 - run - period]:
        run += 1
    return run
