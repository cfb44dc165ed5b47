"""What the engine says: everything that came true, going up.

Knows the shape of each report and nothing of who reads it; times are engine seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from antiphon_engine.commands import ControlMap, Scalar
from antiphon_models.improviser import Source


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine plays from now on; `journal` is the file that this session is written to.

    `styles` are those that the mind was trained on; none where that is not known. `models`
    are the minds that can answer.
    """

    seed: int
    journal: str
    mind: str
    styles: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """How the engine is doing; times in milliseconds, counts since its start.

    `lateness_*` is between a note's due time and its handing to the port; `answer_*` the same
    of each answer's first note, which is due when the turn ends. `dropped` counts
    input by reason; `telemetry_dropped`, what was too old to be worth sending.
    """

    uptime_s: float = 0.0
    notes_heard: int = 0
    notes_played: int = 0
    lateness_p50_ms: float = 0.0
    lateness_p99_ms: float = 0.0
    lateness_max_ms: float = 0.0
    answer_p50_ms: float = 0.0
    answer_p99_ms: float = 0.0
    inbox: int = 0
    telemetry_dropped: int = 0
    unsent: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    realtime: bool = False


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Sent twice a second while every thread that must not stop goes on.

    `now` is the engine's clock, by which every other time here is to be read.
    """

    health: Health
    now: float = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """The player did this at `time`; velocity 0 is a release."""

    time: float
    pitch: int
    velocity: int
    channel: int


@dataclass(frozen=True, slots=True)
class Played:
    """Antiphon plays this at `time`; velocity 0 is a release, `source` where a note came from."""

    time: float
    pitch: int
    velocity: int
    channel: int
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class TurnChanged:
    """The turn passed to `turn` at `time`."""

    time: float
    turn: str
    answer: int


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """A note that is decided and has not begun."""

    onset: float
    duration: float
    pitch: int
    velocity: int
    source: Source


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """What is going to be played, in order of onset, and when the next answer may begin.

    `entrance` is None while no answer is in sight; it moves as long as the player plays.
    """

    notes: tuple[PlannedNote, ...] = ()
    entrance: float | None = None


@dataclass(frozen=True, slots=True)
class Expecting:
    """How likely pitches are to be next, (pitch, probability 0..1): the likeliest, by pitch."""

    pitches: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class GridChanged:
    """Beats of `tempo_bpm`; one that begins a bar is at `origin`."""

    tempo_bpm: float
    origin: float


@dataclass(frozen=True, slots=True)
class StateChanged:
    """Whether it listens and whether it may play."""

    is_frozen: bool
    is_muted: bool


@dataclass(frozen=True, slots=True)
class ControlsChanged:
    """The controllers that turn knobs, now; `learning` waits for one to move."""

    controls: tuple[ControlMap, ...]
    learning: str | None = None


@dataclass(frozen=True, slots=True)
class Echo:
    """What is sent to `output` comes back at `input`: a loop in the routing."""

    input: str
    output: str


@dataclass(frozen=True, slots=True)
class ParamsChanged:
    """What differs from the defaults, now."""

    params: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class PortsChanged:
    """The MIDI there is. `driver` None: no MIDI; `input` and `output` None: not open (yet).

    `trouble` says in one line what is missing and what to do, "" when all is well.
    """

    driver: str | None
    input: str | None
    output: str | None
    trouble: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    wires: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """What of the library the mind knows by now: pieces and notes, and `of` how many notes."""

    pieces: int = 0
    notes: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class TasteChanged:
    """From now on drafts are chosen by what so many good and bad marks have taught.

    `is_used` is false where that is nothing: too few marks, or no rule in them.
    """

    good: int = 0
    bad: int = 0
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All there is to know, at `time`; `sounding` holds (channel, pitch)."""

    time: float
    seed: int
    journal: str
    turn: str
    answer: int
    params: Mapping[str, Scalar]
    ports: PortsChanged
    health: Health
    sounding: tuple[tuple[int, int], ...] = ()
    grid: GridChanged = GridChanged(120.0, 0.0)
    state: StateChanged = StateChanged(False, False)
    controls: ControlsChanged = ControlsChanged(())
    taught: Taught = Taught()
    taste: TasteChanged = TasteChanged()


@dataclass(frozen=True, slots=True)
class Silent:
    """The session is over: every note is released and every port closed; the take may follow."""


@dataclass(frozen=True, slots=True)
class TakeSaved:
    """The take of this session, or one recovered from a crash, lies at `path`."""

    path: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """One line that the musician should see; `fatal` means that the engine cannot go on."""

    text: str
    fatal: bool = False


Telemetry = (
    Ready
    | Heartbeat
    | Heard
    | Played
    | TurnChanged
    | PlanChanged
    | Expecting
    | GridChanged
    | StateChanged
    | ControlsChanged
    | Echo
    | ParamsChanged
    | PortsChanged
    | Snapshot
    | Silent
    | Taught
    | TasteChanged
    | TakeSaved
    | Trouble
)
