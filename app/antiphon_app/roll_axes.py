"""Where times and pitches lie on the stage: geometry in pixels, and the range that follows.

Knows numbers and the session's notes; knows no painter and no widget.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from antiphon_app.session import Session, StageNote

NOW_AT = 0.72
LEAST_SEMITONES = 24.0
PITCH_MARGIN = 2.5
# A held note may have begun this long before the left edge.
LONGEST_NOTE = 60.0
# The range reaches out fast enough for a leap to be seen and draws in without being noticed.
REACH_OUT, DRAW_IN = 0.18, 1.6
CLOSE_ENOUGH = 0.02


@dataclass(frozen=True, slots=True)
class RollAxes:
    """The stage's two axes for one frame: `left` to `right` and `top` to `bottom` in pixels.

    `behind` is the seconds from the left edge to now; `low` and `high` are the pitches whose
    rows touch the bottom and the top, fractional while the range moves.
    """

    left: float
    top: float
    right: float
    bottom: float
    now: float
    behind: float
    low: float
    high: float
    # What follows from them, once a frame: where now is, what a second and a semitone measure,
    # and the times at the two edges.
    now_x: float = field(init=False)
    pixels_in_second: float = field(init=False)
    row: float = field(init=False)
    first_time: float = field(init=False)
    last_time: float = field(init=False)

    def __post_init__(self) -> None:
        now_x = self.left + NOW_AT * (self.right - self.left)
        scale = (now_x - self.left) / self.behind
        derived = {
            "now_x": now_x,
            "pixels_in_second": scale,
            "row": (self.bottom - self.top) / (self.high - self.low + 1.0),
            "first_time": self.now - self.behind,
            "last_time": self.now + (self.right - now_x) / scale,
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def x(self, time: float) -> float:
        """Return where `time` is."""
        return self.now_x + (time - self.now) * self.pixels_in_second

    def y(self, pitch: float) -> float:
        """Return the middle of the row of `pitch`."""
        return self.bottom - (pitch - self.low + 0.5) * self.row

    def box(self, note: StageNote) -> tuple[float, float, float, float]:
        """Return the left, top, width and height of a note; the harder it is, the taller."""
        now, scale = self.now, self.pixels_in_second
        begin = max(self.now_x + (note.onset - now) * scale, self.left - 4.0)
        until = note.offset if note.offset < now else max(now, note.onset)
        width = max(3.0, self.now_x + (until - now) * scale - begin)
        height = max(3.0, min(26.0, self.row) * (0.6 + 0.35 * note.velocity / 127))
        middle = self.bottom - (note.pitch - self.low + 0.5) * self.row
        return begin, middle - height / 2, width, height


def visible_notes(session: Session, axes: RollAxes) -> list[StageNote]:
    """Return the notes that have begun and reach into the stage, in order of onset."""
    first, earliest = axes.first_time, axes.first_time - LONGEST_NOTE
    last = axes.last_time
    found = []
    for note in reversed(session.notes):
        if note.onset < earliest:
            break
        if note.offset > first and note.onset < last:
            found.append(note)
    found.reverse()
    return found


def motif_runs(notes: Iterable[StageNote]) -> Iterator[list[StageNote]]:
    """Yield the machine's notes that go along with one stretch, the player's or of a taught piece.

    Run by run, in order of onset.
    """
    run: list[StageNote] = []
    for note in notes:
        if note.is_player:
            continue
        if run and not _goes_on(run[-1], note):
            yield run
            run = []
        if note.source is not None and note.source.kind == "motif":
            run.append(note)
    if run:
        yield run


def _goes_on(before: StageNote, note: StageNote) -> bool:
    first, then = before.source, note.source
    return (
        first is not None
        and then is not None
        and then.kind == "motif"
        and then.piece == first.piece
        and then.position == first.position + 1
        and then.transposition == first.transposition
    )


class PitchRange:
    """The pitches that the stage shows: follows what is played, smoothly, two octaves at least."""

    def __init__(self, low: float = 52.0, high: float = 76.0) -> None:
        self.low, self.high = low, high
        self._aim = (low, high)

    @property
    def is_moving(self) -> bool:
        """Whether the range has still to travel."""
        low, high = self._aim
        return abs(self.low - low) > CLOSE_ENOUGH or abs(self.high - high) > CLOSE_ENOUGH

    def follow(self, pitches: Iterable[int], elapsed: float) -> None:
        """Move on for `elapsed` seconds towards what holds all `pitches`; none leaves it be."""
        self._aim = _aim(pitches) or self._aim
        low, high = self._aim
        self.low = _approach(self.low, low, REACH_OUT if low < self.low else DRAW_IN, elapsed)
        self.high = _approach(self.high, high, REACH_OUT if high > self.high else DRAW_IN, elapsed)


def _aim(pitches: Iterable[int]) -> tuple[float, float] | None:
    heard = sorted(pitches)
    if not heard:
        return None
    low, high = heard[0] - PITCH_MARGIN, heard[-1] + PITCH_MARGIN
    missing = max(0.0, LEAST_SEMITONES - (high - low)) / 2
    return low - missing, high + missing


def _approach(value: float, aim: float, time_constant: float, elapsed: float) -> float:
    return aim + (value - aim) * math.exp(-max(elapsed, 0.0) / time_constant)
