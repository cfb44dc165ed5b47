"""The window's only copy of the engine's state: what telemetry has said came true.

Knows messages; knows no widget and no process. Every widget reads from here, and none
writes: what the musician does goes to the engine as a command and comes back as telemetry.
"""

import math
import time
from bisect import bisect_left
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from antiphon_engine.messages import (
    ControlsChanged,
    Echo,
    Expecting,
    GridChanged,
    Health,
    Heard,
    Heartbeat,
    Message,
    ParamsChanged,
    PlanChanged,
    Played,
    PortsChanged,
    Ready,
    Silent,
    Snapshot,
    StateChanged,
    TakeSaved,
    TasteChanged,
    Taught,
    Trouble,
    TurnChanged,
)
from antiphon_engine.params import Params, changed
from antiphon_models.improviser import Source

# About ten minutes of dense playing; what is older has left the stage long ago.
NOTES_KEPT = 12_000
TURNS_KEPT = 2_000
TROUBLES_KEPT = 50
LARGEST_CHORD = 12


@dataclass(slots=True)
class StageNote:
    """A note on the stage; `offset` is math.inf while it sounds, `source` the machine's only."""

    onset: float
    offset: float
    pitch: int
    velocity: int
    is_player: bool
    source: Source | None = None


@dataclass(slots=True)
class Session:
    """What the engine last said, and the notes that both have played; times are engine seconds.

    Only `apply` changes it. `revision` grows with each message that changed anything.
    """

    notes: deque[StageNote] = field(default_factory=lambda: deque(maxlen=NOTES_KEPT))
    turns: deque[TurnChanged] = field(default_factory=lambda: deque(maxlen=TURNS_KEPT))
    troubles: deque[str] = field(default_factory=lambda: deque(maxlen=TROUBLES_KEPT))
    player_notes: list[StageNote] = field(default_factory=list)
    held: dict[tuple[bool, int], int] = field(default_factory=dict)
    turn: str = "listening"
    answer: int = 0
    params: Params = field(default_factory=Params)
    plan: PlanChanged = field(default_factory=PlanChanged)
    expecting: Expecting = field(default_factory=lambda: Expecting(()))
    grid: GridChanged = field(default_factory=lambda: GridChanged(120.0, 0.0))
    state: StateChanged = field(default_factory=lambda: StateChanged(False, False))
    controls: ControlsChanged = field(default_factory=lambda: ControlsChanged(()))
    ports: PortsChanged = field(default_factory=lambda: PortsChanged(None, None, None))
    health: Health = field(default_factory=Health)
    echo: Echo | None = None
    taught: Taught = field(default_factory=Taught)
    taste: TasteChanged = field(default_factory=TasteChanged)
    journal: str = ""
    mind: str = ""
    styles: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    is_ready: bool = False
    last_heard: float = -math.inf
    last_played: float = -math.inf
    saved_takes: list[str] = field(default_factory=list)
    revision: int = 0
    clock: Callable[[], float] = time.monotonic
    _ahead: float = math.nan
    _sounding: dict[tuple[bool, int, int], StageNote] = field(default_factory=dict)

    def now(self) -> float:
        """Return the engine's time now, as far as it can be known here; 0.0 before it spoke."""
        return 0.0 if math.isnan(self._ahead) else self.clock() + self._ahead

    def source_note(self, note: StageNote) -> StageNote | None:
        """Return the player's note that a motif note answers, None if it is not on the stage."""
        if note.source is None or note.source.kind != "motif" or note.source.piece:
            return None
        onset, pitch = note.source.onset, note.pitch - note.source.transposition
        place = bisect_left(self.player_notes, onset, key=lambda played: played.onset)
        for played in self.player_notes[place : place + LARGEST_CHORD]:
            if played.onset == onset and (played.pitch - pitch) % 12 == 0:
                return played
        return None

    def apply(self, message: Message) -> None:
        """Take in what the engine said."""
        self.revision += 1
        match message:
            case Heard(at, pitch, velocity, channel):
                self._sound(at, pitch, velocity, channel, is_player=True)
            case Played(at, pitch, velocity, channel, source):
                self._sound(at, pitch, velocity, channel, is_player=False, source=source)
            case TurnChanged(_, turn, answer):
                self.turns.append(message)
                self.turn, self.answer = turn, answer
            case ParamsChanged(params):
                self.params = changed(Params(), params)
            case Heartbeat(health, now):
                self.health = health
                self._ahead = now - self.clock()
            case _:
                self._apply_rest(message)

    def lose_engine(self) -> None:
        """Take in that the engine is gone, which it cannot say itself: nothing sounds any more."""
        self.revision += 1
        self.is_ready = False
        for note in self._sounding.values():
            note.offset = max(note.onset, self.now())
        self._sounding.clear()
        self.held.clear()
        self.plan, self.expecting = PlanChanged(), Expecting(())
        self.echo = None

    def _apply_rest(self, message: Message) -> None:
        match message:
            case PlanChanged():
                self.plan = message
            case Expecting():
                self.expecting = message
            case GridChanged():
                self.grid = message
            case StateChanged():
                self.state = message
            case ControlsChanged():
                self.controls = message
            case PortsChanged():
                self.ports = message
            case Echo():
                self.echo = message
            case Taught():
                self.taught = message
            case TasteChanged():
                self.taste = message
            case Trouble(text):
                self.troubles.append(text)
            case TakeSaved(path):
                self.saved_takes.append(path)
            case Ready() | Silent() | Snapshot():
                self._apply_life(message)

    def _apply_life(self, message: Ready | Silent | Snapshot) -> None:
        match message:
            case Ready(_, journal, mind, styles, models):
                self.journal, self.mind, self.is_ready = journal, mind, True
                self.styles, self.models = styles, models
                self._begin_anew()
            case Silent():
                self.is_ready = False
            case Snapshot():
                self.turn, self.answer = message.turn, message.answer
                self.params = changed(Params(), message.params)
                self.ports, self.health, self.grid = message.ports, message.health, message.grid
                self.state, self.controls = message.state, message.controls
                self.taught, self.taste = message.taught, message.taste
                self._ahead = message.time - self.clock()

    def _begin_anew(self) -> None:
        """An engine that has just started has its own clock: what was before is off the stage."""
        self.notes.clear()
        self.turns.clear()
        self.player_notes.clear()
        self._sounding.clear()
        self.held.clear()
        self.plan, self.taught, self.taste = PlanChanged(), Taught(), TasteChanged()
        self._ahead = math.nan

    def _sound(
        self,
        at: float,
        pitch: int,
        velocity: int,
        channel: int,
        *,
        is_player: bool,
        source: Source | None = None,
    ) -> None:
        key = (is_player, channel, pitch)
        if key in self._sounding:
            self._sounding.pop(key).offset = at
            self._let_go(is_player, pitch)
        if velocity == 0:
            return
        note = StageNote(at, math.inf, pitch, velocity, is_player, source)
        self._sounding[key] = note
        self.notes.append(note)
        self.held[is_player, pitch] = self.held.get((is_player, pitch), 0) + 1
        if is_player:
            self.player_notes.append(note)
            self.last_heard = at
        else:
            self.last_played = at

    def _let_go(self, is_player: bool, pitch: int) -> None:
        self.held[is_player, pitch] -= 1
        if not self.held[is_player, pitch]:
            del self.held[is_player, pitch]
