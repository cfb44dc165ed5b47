"""Beats and bars in engine seconds: where an answer may begin when it is to be in time.

Knows a tempo and a first beat; knows no clock. Four beats are a bar.
"""

import math
from collections import deque
from dataclasses import dataclass

BEATS_IN_BAR = 4
# In beats, what `answer_at` and `trade` say; 0 is wherever it falls.
SPANS = {"now": 0, "off": 0, "beat": 1, "bar": 4, "2 bars": 8, "4 bars": 16, "8 bars": 32}
# A time this close before a grid point is on it: less is rounding.
ROUNDING = 1e-6
LONGEST_TAP = 2.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Beats of `tempo_bpm` of which one, the first of a bar, is at `origin` seconds."""

    tempo_bpm: float
    origin: float = 0.0

    @property
    def beat(self) -> float:
        """The length of a beat in seconds."""
        return 60.0 / self.tempo_bpm

    def next_point(self, time: float, beats: int) -> float:
        """Return the first point at or after `time` of those `beats` apart; `time` for 0 beats."""
        if beats == 0:
            return time
        step = beats * self.beat
        return self.origin + math.ceil((time - self.origin - ROUNDING) / step) * step

    def at_tempo(self, tempo_bpm: float, now: float) -> "Grid":
        """Return the grid at another tempo that has a bar where this one's present bar began."""
        bar = BEATS_IN_BAR * self.beat
        began = self.origin + math.floor((now - self.origin + ROUNDING) / bar) * bar
        return Grid(tempo_bpm, began)


class Taps:
    """Turns taps into a tempo: the mean of the last four intervals."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=5)

    def grid(self, tempo_bpm: float) -> Grid:
        """Return the grid on which the last tap is a beat and the first one began a bar."""
        taps_before = (len(self._times) - 1) % BEATS_IN_BAR
        return Grid(tempo_bpm, self._times[-1] - taps_before * 60 / tempo_bpm)

    def tap(self, now: float, slowest_bpm: float, fastest_bpm: float) -> float | None:
        """Take in a tap and return the tempo in bpm, within the limits; None for a first tap."""
        if self._times and not 0.0 < now - self._times[-1] <= LONGEST_TAP:
            self._times.clear()
        self._times.append(now)
        if len(self._times) < 2:
            return None
        mean = (self._times[-1] - self._times[0]) / (len(self._times) - 1)
        return min(max(60.0 / mean, slowest_bpm), fastest_bpm)
