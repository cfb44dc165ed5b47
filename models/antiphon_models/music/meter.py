"""Score time and real time: beats, ticks and seconds, and the tempo behind free playing.

Knows numbers only; no notes, no clock.
"""

import math
from collections.abc import Sequence

SLOWEST_BPM, FASTEST_BPM = 60, 180
CHORD = 0.025


def estimate_tempo(onsets: Sequence[float]) -> float | None:
    """Return the tempo in bpm, 60..180, whose sixteenth grid the onsets fit best.

    Onsets in seconds, ascending; only the last 32 count. None for fewer than four.
    """
    recent = onsets[-32:]
    iois = [b - a for a, b in zip(recent, recent[1:], strict=False) if b - a >= CHORD]
    if len(iois) < 3:
        return None
    return float(max(range(SLOWEST_BPM, FASTEST_BPM + 1), key=lambda bpm: _fit(iois, bpm)))


def _fit(iois: Sequence[float], bpm: int) -> float:
    beat = 60 / bpm
    grid = sum(math.cos(2 * math.pi * ioi * 4 / beat) for ioi in iois) / len(iois)
    whole = sum(math.cos(2 * math.pi * ioi / beat) for ioi in iois) / len(iois)
    # Near 110 bpm is where people tap along.
    return grid + 0.5 * whole - 0.3 * abs(math.log2(bpm / 110))
