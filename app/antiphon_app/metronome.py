"""The metronome: where clicks fall on the engine's grid, a little ahead, each on its own sample.

Knows the session's grid and the synth; knows no device and no widget.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from antiphon_app.session import Session
from antiphon_app.synth import Synth
from antiphon_app.timbre import CLICK
from antiphon_engine.messages import GridChanged

BEATS_IN_BAR = 4
ACCENT_PITCH, BEAT_PITCH = 96, 89
ACCENT_VELOCITY, BEAT_VELOCITY = 112, 84
# Enough for a window that paints slowly, little enough to follow a turned tempo.
LOOK_AHEAD = 0.3
# A beat this close before the present is now: less is rounding.
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Click:
    """A beat at `time` in engine seconds; `beat` counts 1..4 from the beginning of the bar."""

    time: float
    beat: int


def clicks_between(grid: GridChanged, start: float, end: float) -> list[Click]:
    """Return the beats at or after `start` and before `end`, in order."""
    length = 60.0 / grid.tempo_bpm
    number = math.ceil((start - grid.origin - ROUNDING) / length)
    clicks = []
    while (time := grid.origin + number * length) < end - ROUNDING:
        clicks.append(Click(time, number % BEATS_IN_BAR + 1))
        number += 1
    return clicks


def is_count_in(grid: GridChanged, trade: str, time: float) -> bool:
    """Tell whether `time` is in the bar that counts in the first of the traded bars."""
    bar = BEATS_IN_BAR * 60.0 / grid.tempo_bpm
    return trade != "off" and grid.origin - bar - ROUNDING <= time < grid.origin - ROUNDING


class Metronome:
    """Clicks while `is_on`, and counts in traded bars even when it is not."""

    def __init__(self, session: Session, synth: Synth, frame_at: Callable[[float], int]) -> None:
        self.is_on = False
        self._session = session
        self._synth = synth
        self._frame_at = frame_at
        self._grid = session.grid
        self._was_on = False
        self._until = -math.inf
        self._ahead: list[tuple[float, int]] = []

    def follow(self) -> None:
        """Hand the synth the clicks that are due soon: once a frame."""
        now = self._session.now()
        self._ahead = [(time, note) for time, note in self._ahead if time > now]
        end = now + LOOK_AHEAD
        # Time that has gone back is that of another engine.
        is_other_time = self._until > end + LOOK_AHEAD
        if self._session.grid != self._grid or self.is_on != self._was_on or is_other_time:
            self._take_back(now)
        for click in clicks_between(self._grid, max(now, self._until), end):
            if self.is_on or is_count_in(self._grid, self._session.params.trade, click.time):
                self._schedule(click)
        self._until = end

    def beat_now(self) -> tuple[int, float]:
        """Return the beat of the bar, 1..4, and how far into it the music is, 0..1."""
        grid = self._session.grid
        beats = (self._session.now() - grid.origin) * grid.tempo_bpm / 60.0
        whole = math.floor(beats)
        return whole % BEATS_IN_BAR + 1, beats - whole

    def is_counting_in(self) -> bool:
        """Tell whether the bar before traded bars is running."""
        session = self._session
        return is_count_in(session.grid, session.params.trade, session.now())

    def _take_back(self, now: float) -> None:
        for _, note in self._ahead:
            self._synth.cancel(note)
        self._ahead.clear()
        self._grid, self._was_on, self._until = self._session.grid, self.is_on, now

    def _schedule(self, click: Click) -> None:
        is_first = click.beat == 1
        note = self._synth.note_on(
            CLICK,
            ACCENT_PITCH if is_first else BEAT_PITCH,
            ACCENT_VELOCITY if is_first else BEAT_VELOCITY,
            self._frame_at(click.time),
        )
        # A tick dies away by itself.
        self._ahead.append((click.time, note))
