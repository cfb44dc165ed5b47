"""What the engine can be told: every command, going down.

Knows the shape of each command and nothing of what is done about it or of what comes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Scalar = float | int | str | bool


@dataclass(frozen=True, slots=True)
class Start:
    """The first command: what to play with, and what an engine before this one left behind.

    `input` and `output` name ports to open; None makes the pair "To Antiphon" and
    "From Antiphon". `weights` None takes the shipped network. `previous_journal` is that of
    an engine that died: what it left sounding is silenced first. `wires` are JACK
    connections to restore, (from, to). `controls` are the controllers that turn knobs.
    `uses_library` lets the mind know the pieces that it was taught, and the player's taste.
    """

    seed: int
    params: Mapping[str, Scalar] = field(default_factory=dict)
    input: str | None = None
    output: str | None = None
    weights: str | None = None
    previous_journal: str | None = None
    wires: tuple[tuple[str, str], ...] = ()
    controls: tuple["ControlMap", ...] = ()
    uses_library: bool = True


@dataclass(frozen=True, slots=True)
class SetParams:
    """Turn knobs: values by parameter name."""

    changes: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Panic:
    """Silence everything now."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Silence everything and forget all that was heard."""


@dataclass(frozen=True, slots=True)
class PlayNote:
    """A key of the on-screen keyboard; velocity 0 is its release. Channel is 0..15."""

    pitch: int
    velocity: int
    channel: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.pitch <= 127 and 0 <= self.velocity <= 127 and 0 <= self.channel <= 15):
            raise ValueError("pitch and velocity are 0 to 127, channel 0 to 15")


@dataclass(frozen=True, slots=True)
class Retry:
    """Answer the phrase again, in place of its answer; or, while one is played, at once."""

    how: Literal["again", "more", "else"]


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last answer back: the mind forgets that it was played."""


@dataclass(frozen=True, slots=True)
class Freeze:
    """Stop listening and keep the phrase, or listen again."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class Mute:
    """Be silent and go on listening, or play again."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap of the tempo."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The player liked this answer, or did not; kept with the session."""

    answer: int
    is_good: bool


@dataclass(frozen=True, slots=True)
class ControlMap:
    """A MIDI controller that turns a knob; channel is 0..15, number 0..127."""

    param: str
    channel: int
    number: int

    def __post_init__(self) -> None:
        if not (0 <= self.channel <= 15 and 0 <= self.number <= 127):
            raise ValueError("channel is 0 to 15, number 0 to 127")


@dataclass(frozen=True, slots=True)
class MapControls:
    """Let these controllers turn these knobs, and no others."""

    controls: tuple[ControlMap, ...]


@dataclass(frozen=True, slots=True)
class Learn:
    """Map the next controller that moves to this knob; None gives up waiting."""

    param: str | None


@dataclass(frozen=True, slots=True)
class RequestSnapshot:
    """Ask for a Snapshot, after telemetry was lost or at the start of a window."""


@dataclass(frozen=True, slots=True)
class ChoosePorts:
    """Open these ports instead; None is Antiphon's own port in that direction."""

    input: str | None
    output: str | None


@dataclass(frozen=True, slots=True)
class Stop:
    """Release every note, save the take and exit."""


Command = (
    Start
    | SetParams
    | Panic
    | Forget
    | PlayNote
    | Retry
    | Undo
    | Freeze
    | Mute
    | Tap
    | Rate
    | MapControls
    | Learn
    | RequestSnapshot
    | ChoosePorts
    | Stop
)
