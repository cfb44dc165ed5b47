"""A live session with ports in memory, a player at 20 notes a second, and when its notes came.

Everything of the engine runs as it does live, with its threads, journal and link; only the
driver and the window are not there. Knows how to play and to listen; computes no figure.
"""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from antiphon_engine.benchmarks import priority
from antiphon_engine.benchmarks.player import played
from antiphon_engine.clock import Clock, SystemClock
from antiphon_engine.core.performer import Performer
from antiphon_engine.errors import UserError
from antiphon_engine.frames import MAX_FRAME_BYTES
from antiphon_engine.ipc import Link
from antiphon_engine.journal import JournalWriter
from antiphon_engine.live import LiveSession, Wishes
from antiphon_engine.loop import Item
from antiphon_engine.messages import Played, Stop, Telemetry
from antiphon_engine.midi_system import OUTPUT_NAME, MemoryInput, MemorySystem
from antiphon_engine.params import Params
from antiphon_engine.session_start import new_session
from antiphon_models.improviser import NamedMind

NOTES_PER_SECOND = 20
SEED = 5
NOTE_ON, NOTE_OFF = 0x90, 0x80
FAREWELL = 0.2


@dataclass(frozen=True, slots=True)
class Onset:
    """A note-on of the machine's, in engine seconds: due, handed to the sender, at the port."""

    due: float
    handed_over: float
    at_port: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What the player does: `phrase` notes, then a `pause`, again and again for `seconds`."""

    params: Params
    seconds: float
    phrase: int
    pause: float = 0.0


class StampedOutput:
    """An output port in memory that keeps when each note-on came, by channel and pitch."""

    name = OUTPUT_NAME

    def __init__(self, clock: Clock) -> None:
        self.arrivals: defaultdict[tuple[int, int], deque[float]] = defaultdict(deque)
        self._clock = clock

    def send(self, message: Sequence[int]) -> None:
        """Keep the time if `message` is a note-on."""
        now = self._clock.now()
        if message[0] & 0xF0 == NOTE_ON:
            self.arrivals[message[0] & 0x0F, message[1]].append(now)

    def close(self) -> None:
        """Do nothing: there is no driver to leave."""


@dataclass(slots=True)
class StampedReports:
    """The session's link to its parent, with the moment at which each note-on was reported."""

    link: Link
    clock: Clock
    told: list[tuple[Played, float]] = field(default_factory=list)

    @property
    def dropped(self) -> int:
        """How many messages were never sent."""
        return self.link.dropped

    def post(self, message: Telemetry) -> None:
        """Keep the time if `message` tells of a note-on, and send it on."""
        if isinstance(message, Played) and message.velocity:
            self.told.append((message, self.clock.now()))
        self.link.post(message)


class Stage:
    """A live session on the system's clock that a scene can be played to.

    `is_realtime` says after `start` whether its threads have real-time priority.
    """

    def __init__(self, mind: NamedMind, params: Params, folder: Path) -> None:
        self.clock = SystemClock()
        self._inbox: SimpleQueue[Item] = SimpleQueue()
        self._system = MemorySystem()
        ours, self._parents = Pipe()
        self._reports = StampedReports(
            Link(ours, lambda _: None, lambda: None, lambda _: None), self.clock
        )
        self._port = StampedOutput(self.clock)
        journal = JournalWriter(
            folder / f"{time.monotonic_ns()}.jsonl",
            new_session(SEED, mind.name, params, ["benchmark"]),
        )
        self._session = LiveSession(
            performer=Performer(mind, params, SEED),
            clock=self.clock,
            journal=journal,
            open_system=lambda: self._system,
            reports=self._reports,
            inbox=self._inbox,
            wishes=Wishes(SEED),
        )
        self.is_realtime = False
        self._from = 0.0

    @property
    def input(self) -> MemoryInput:
        """The port that the session listens to, once it has started."""
        return self._system.opened_inputs[-1]

    @property
    def _threads(self) -> list[threading.Thread]:
        session = self._session
        return [session.sender.thread, session.midi_input.thread, session.loop.thread]

    def start(self, wants_realtime: bool) -> None:
        """Begin the session, with real-time priority where wanted and granted."""
        reading = threading.Thread(target=_read_all, args=(self._parents,), daemon=True)
        reading.start()
        self._reports.link.start()
        self._session.start()
        self._session.sender.attach(self._port)
        self._from = self.clock.now()
        self.is_realtime = self._session.health().realtime
        if self.is_realtime and not wants_realtime:
            self.is_realtime = not priority.lower(self._threads)

    def finish(self) -> list[Onset]:
        """End the session; return every note-on that reached the port, in order of decision.

        Raises RuntimeError if one of its threads has ended before.
        """
        ended = [thread.name for thread in self._threads if not thread.is_alive()]
        if ended:
            raise RuntimeError(f"the session's threads have ended: {', '.join(ended)}")
        self._inbox.put(Stop())
        self._session.loop.ended.wait()
        self._session.finish()
        self._reports.link.close(FAREWELL)
        # What was due before the port was attached went to the one before it.
        told = [each for each in self._reports.told if each[0].time > self._from]
        return matched(told, self._port.arrivals)


def play_scene(
    mind: NamedMind, scene: Scene, folder: Path, wants_realtime: bool
) -> tuple[list[Onset], bool]:
    """Return what the machine played in `scene`, and whether it had real-time priority."""
    mind.forget()
    stage = Stage(mind, scene.params, folder)
    stage.start(wants_realtime)
    _play(stage.input, stage.clock, scene)
    onsets = stage.finish()
    if not onsets:
        raise UserError(f"nothing was answered in {scene.seconds:g} s; let nothing else run")
    return onsets, stage.is_realtime


def matched(
    told: Iterable[tuple[Played, float]], arrivals: dict[tuple[int, int], deque[float]]
) -> list[Onset]:
    """Return each note-on told of with its arrival; those of one key arrive in order.

    What never reached the port, as the session ended before it was due, is left out.
    """
    left = {key: deque(times) for key, times in arrivals.items()}
    return [
        Onset(note.time, handed_over, left[note.channel, note.pitch].popleft())
        for note, handed_over in told
        if left.get((note.channel, note.pitch))
    ]


def _play(port: MemoryInput, clock: Clock, scene: Scene) -> None:
    ioi = 1 / NOTES_PER_SECOND
    began, due = clock.now(), clock.now()
    for number, note in enumerate(played(SEED)):
        if due - began > scene.seconds:
            return
        _sleep_until(due, clock)
        port.feed((NOTE_ON, note.pitch, note.velocity))
        _sleep_until(due + 0.8 * ioi, clock)
        port.feed((NOTE_OFF, note.pitch, 0))
        due += ioi + (scene.pause if (number + 1) % scene.phrase == 0 else 0.0)


def _sleep_until(due: float, clock: Clock) -> None:
    time.sleep(max(due - clock.now(), 0.0))


def _read_all(connection: Connection) -> None:
    """Take the place of the parent, who reads and shows it all."""
    try:
        while True:
            connection.recv_bytes(MAX_FRAME_BYTES)
    except (OSError, EOFError):
        return
