"""What is matched, the recent pitches, and what comes of it, a note of the player's.

Knows pitches and intervals as bytes; does not know where motifs are kept or how they are found.
"""

from typing import NamedTuple

# The longest stretch of notes that a match can have.
LONGEST_MATCH = 32

# An interval's byte is the difference of the pitches modulo 256; no two pitches differ by 128,
# so that this byte can stand where there is no note before.
NO_INTERVAL = 128

_BYTES = tuple(bytes((number,)) for number in range(256))


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
    pitches came before. `match_length` notes before it match.
    """

    position: int
    onset: float
    pitch: int
    ioi: float
    duration: float
    velocity: int
    match_length: int
    transposition: int
