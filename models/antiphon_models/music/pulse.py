"""The grid that a phrase keeps to: how far apart its points are, and where they lie.

Knows onsets and a steady tempo; knows no bars and no clock.
"""

import math
from cmath import exp
from collections.abc import Sequence
from typing import NamedTuple

from antiphon_models.music.meter import estimate_tempo

# A beat has four points or, where triplets or swing gather that much better, three: what is
# loose gathers a little better about fewer points anyway.
STRAIGHT, TRIPLE = 4, 3
CLEARLY = 0.15
# Onsets that gather no better than this about any grid, 0..1, keep to none.
STEADY = 0.6
# The estimated tempo is tried this far either way, in so many parts.
_EITHER_WAY, _PARTS = 0.03, 12
# The latest onsets say where the grid is now: a tempo drifts.
_LATEST = 32


class Pulse(NamedTuple):
    """Points in time, `step` seconds apart, one of them at `origin`."""

    step: float
    origin: float

    def nearest(self, time: float) -> float:
        """Return the point nearest to `time`."""
        return self.origin + round((time - self.origin) / self.step) * self.step

    def next(self, time: float) -> float:
        """Return the first point at or after `time`; what is less than a microsecond late is on."""
        return self.origin + math.ceil((time - self.origin) / self.step - 1e-6) * self.step


def estimate_pulse(onsets: Sequence[float]) -> Pulse | None:
    """Return the grid that ascending `onsets`, in seconds, keep to; None where they keep to none.

    Fewer than four onsets, chords as one, are none.
    """
    tempo = estimate_tempo(onsets)
    if tempo is None:
        return None
    latest = onsets[-_LATEST:]
    straight, triple = (_best_step(latest, 60.0 / tempo / parts) for parts in (STRAIGHT, TRIPLE))
    is_triple = abs(_gathered(latest, triple)) > abs(_gathered(latest, straight)) + CLEARLY
    step = triple if is_triple else straight
    where = _gathered(latest, step)
    if abs(where) < STEADY:
        return None
    return Pulse(step, math.atan2(where.imag, where.real) / math.tau * step)


def pulse_of_beat(onsets: Sequence[float], beat: float, origin: float) -> Pulse:
    """Return the grid within beats of `beat` seconds, one at `origin`, as `onsets` divide them."""
    from_origin = [onset - origin for onset in onsets]
    straight, triple = (_gathered(from_origin, beat / parts).real for parts in (STRAIGHT, TRIPLE))
    return Pulse(beat / (TRIPLE if triple > straight + CLEARLY else STRAIGHT), origin)


def _best_step(onsets: Sequence[float], about: float) -> float:
    tried = [1.0 + _EITHER_WAY * part / _PARTS for part in range(-_PARTS, _PARTS + 1)]
    return max((about * bent for bent in tried), key=lambda step: abs(_gathered(onsets, step)))


def _place(time: float, step: float) -> complex:
    """Return where `time` falls between two points, as a place on the unit circle."""
    return exp(1j * math.tau * time / step)


def _gathered(onsets: Sequence[float], step: float) -> complex:
    """Return how closely onsets gather about one place between two points, and about which."""
    return sum(_place(onset, step) for onset in onsets) / len(onsets) if onsets else 0j
