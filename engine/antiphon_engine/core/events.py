"""What the performer hears and what it sends, as values stamped in engine seconds.

Channels are 0..15 here; the musician's 1..16 exist only in params and on screen.
"""

from dataclasses import dataclass

from antiphon_models.improviser import Source


@dataclass(frozen=True, slots=True)
class NoteOn:
    """A key goes down at `time`; `velocity` is 1..127 (ports turn 0 into a NoteOff).

    `source` says where a note of the machine's came from; None for the player's.
    """

    time: float
    channel: int
    pitch: int
    velocity: int
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class NoteOff:
    """A key comes up at `time`."""

    time: float
    channel: int
    pitch: int


@dataclass(frozen=True, slots=True)
class Control:
    """A controller changes at `time`; number 64 is the sustain pedal, down from 64 up."""

    time: float
    channel: int
    number: int
    value: int


@dataclass(frozen=True, slots=True)
class TurnChange:
    """The turn passes at `time` to `turn`; `answer` counts answers from 1."""

    time: float
    turn: str
    answer: int


MidiEvent = NoteOn | NoteOff | Control
Happening = NoteOn | NoteOff | Control | TurnChange
