"""What a session's journal says, entry by entry, in the order in which it happened.

Times are engine seconds. Knows nothing of files and of how an entry is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from antiphon_engine.core.events import Happening, MidiEvent
from antiphon_models.learned_taste import LearnedTaste

CommandName = Literal[
    "set_params",
    "panic",
    "release",
    "forget",
    "unlearn",
    "again",
    "more",
    "else",
    "undo",
    "freeze",
    "thaw",
    "mute",
    "unmute",
    "tap",
]


@dataclass(frozen=True, slots=True)
class Session:
    """The first entry: what is needed to play the session again.

    `params` holds what differs from the defaults; `started` is ISO 8601 with a time zone;
    `inputs` names the ports or the file that were listened to; `voices` the network for each
    style that was trained on this machine.
    """

    seed: int
    model: str
    params: Mapping[str, Any]
    started: str
    antiphon: str
    inputs: tuple[str, ...] = ()
    voices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """The performer heard `event`, whose time is the performer's `now` after hearing it."""

    event: MidiEvent


@dataclass(frozen=True, slots=True)
class Sent:
    """The performer returned `event`: a note or controller with its due time, or a turn."""

    event: Happening


@dataclass(frozen=True, slots=True)
class Command:
    """The performer was told something at `time`; `changes` only for set_params."""

    time: float
    name: CommandName
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learned:
    """At `time` the performer learned a part, counted from 0, of the taught piece of this name.

    `piece_id` is what the library knows it by: the same notes, the same id.
    """

    time: float
    piece_id: str
    part: int
    name: str


@dataclass(frozen=True, slots=True)
class Rated:
    """At `time` the player liked this answer, or did not; the latest word on an answer holds."""

    time: float
    answer: int
    is_good: bool


@dataclass(frozen=True, slots=True)
class TookUpTaste:
    """From `time` on the performer chose by what was learned of the player's marks."""

    time: float
    taste: LearnedTaste


@dataclass(frozen=True, slots=True)
class Counts:
    """How often something was skipped or lost up to `time`, by kind."""

    time: float
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class End:
    """The session was closed in order at `time`."""

    time: float


@dataclass(frozen=True, slots=True)
class Recovered:
    """An interrupted session was saved afterwards, as the file `take`."""

    take: str


Entry = Heard | Sent | Command | Learned | Rated | TookUpTaste | Counts | End | Recovered


def entry_time(entry: Entry) -> float:
    """Return when `entry` happened, in seconds; 0.0 for what was written afterwards."""
    match entry:
        case Heard(event) | Sent(event):
            return event.time
        case Recovered():
            return 0.0
    return entry.time
