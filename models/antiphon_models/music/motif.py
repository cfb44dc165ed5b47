"""What is matched, the recent pitches, and what comes of it, a note of the player's.

Knows pitches, intervals and contours as bytes; does not know where motifs are kept or how they
are found.
"""

from typing import NamedTuple

# The longest stretch of notes that a match can have.
LONGEST_MATCH = 32

# An interval's byte is the difference of the pitches modulo 256; no two pitches differ by 128,
# so that this byte can stand where there is no note before.
NO_INTERVAL = 128

# The ways to see a line: as pitches, as intervals (any key), as steps and leaps up and down
# (any key and mode).
PITCH, INTERVAL, CONTOUR = VIEWS = range(3)

# The widest interval, in semitones, that is a step and no leap.
WIDEST_STEP = 2
_LEVEL, _STEP_UP, _LEAP_UP, _LEAP_DOWN, _STEP_DOWN, _NOWHERE = range(6)

_BYTES = tuple(bytes((number,)) for number in range(256))


def _contour(interval: int) -> int:
    if interval in (0, NO_INTERVAL):
        return _LEVEL if interval == 0 else _NOWHERE
    if interval < NO_INTERVAL:
        return _STEP_UP if interval <= WIDEST_STEP else _LEAP_UP
    return _STEP_DOWN if interval >= 256 - WIDEST_STEP else _LEAP_DOWN


# What turns interval bytes into contour bytes: `bytes.translate` takes it.
CONTOURS = bytes(_contour(interval) for interval in range(256))


def interval_byte(before: int, pitch: int) -> int:
    """Return the interval from `before` up to `pitch` as 0..255: -1 is 255."""
    return (pitch - before) & 0xFF


# Named tuples, because both are made for every note and take a third of a frozen dataclass's time.


class Context(NamedTuple):
    """The last notes sounded, by anyone, oldest first: at most LONGEST_MATCH of them.

    `pitches` holds one byte a note, `intervals` the interval that leads to each (NO_INTERVAL
    for the first ever). Immutable, so that a fork shares it and goes its own way.
    """

    pitches: bytes = b""
    intervals: bytes = b""

    @property
    def contours(self) -> bytes:
        """Whether each note was reached by a step, by a leap or not at all, and which way."""
        return self.intervals.translate(CONTOURS)

    def after(self, pitch: int) -> "Context":
        """Return the context once `pitch`, 0..127, has sounded too."""
        pitches, intervals = self
        step = interval_byte(pitches[-1], pitch) if pitches else NO_INTERVAL
        return Context(
            pitches[1 - LONGEST_MATCH :] + _BYTES[pitch],
            intervals[1 - LONGEST_MATCH :] + _BYTES[step],
        )


class Motif(NamedTuple):
    """A note of the player's that once followed what has just sounded.

    `position` counts the player's notes from 0; `onset`, `ioi` (from the onset before),
    `duration` (0.0 while unknown) and `velocity` are as the player played it, in seconds.
    `pitch` is the player's moved by `transposition` semitones, which is 0 where the same
    pitches came before. `match_length` notes before it match, seen as `view` says.
    """

    position: int
    onset: float
    pitch: int
    ioi: float
    duration: float
    velocity: int
    match_length: int
    transposition: int
    view: int = PITCH
