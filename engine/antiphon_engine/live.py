"""A live session put together: performer, ports, sender, loop and butler, from start to stop.

Knows how the parts are joined and in which order they begin and end; knows no driver, no
socket and no command line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from antiphon_engine import process_setup
from antiphon_engine.butler import Butler, Duties
from antiphon_engine.clock import Clock
from antiphon_engine.control import Controllers
from antiphon_engine.core.events import MidiEvent
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal import JournalWriter
from antiphon_engine.journal_entry import Counts, Entry
from antiphon_engine.library_watch import LibraryWatch, Pupil
from antiphon_engine.loop import Item, Loop, Outlets, PortsLost
from antiphon_engine.loop_report import grid_of, state_of
from antiphon_engine.messages import (
    ControlMap,
    Echo,
    Health,
    Heartbeat,
    Snapshot,
    Telemetry,
    Trouble,
)
from antiphon_engine.midi_input import MidiInput
from antiphon_engine.midi_system import (
    INPUT_NAME,
    OUTPUT_NAME,
    InputPort,
    MidiSystem,
    OutputPort,
    Wire,
)
from antiphon_engine.params import differences
from antiphon_engine.port_keeper import PortKeeper, Side
from antiphon_engine.sender import Sender
from antiphon_engine.taste_watch import TasteWatch

# A thread that has not come round for this long has stopped for good.
PATIENCE = 2.0
PORTS_START = 0.5
# How long each part may take to end; together under a second, whatever a driver does.
LOOP_END, SENDER_END, PORTS_END = 0.3, 0.3, 0.2


class Reports(Protocol):
    """Where telemetry goes; `dropped` counts what was never sent."""

    @property
    def dropped(self) -> int: ...
    def post(self, message: Telemetry) -> None:
        """Send `message` soon; never waits."""
        ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a session begins with, beside the params.

    `input` and `output` name ports, None being our own; `wires` are to be restored; `owed` is
    sent first of all; `controls` turn knobs; `library` is where the taught pieces are, and
    `taste` the file of what was learned of marks; None leaves them alone.
    """

    seed: int
    input: str | None = None
    output: str | None = None
    wires: tuple[Wire, ...] = ()
    owed: tuple[MidiEvent, ...] = ()
    controls: tuple[ControlMap, ...] = ()
    library: Path | None = None
    taste: Path | None = None


class LiveSession:
    """A session being played; `start` and `finish` belong to the main thread."""

    def __init__(
        self,
        *,
        performer: Performer,
        clock: Clock,
        journal: JournalWriter,
        open_system: Callable[[], MidiSystem],
        reports: Reports,
        inbox: SimpleQueue[Item],
        wishes: Wishes,
    ) -> None:
        self._clock = clock
        self._journal = journal
        self._reports = reports
        self._inbox = inbox
        self._seed = wishes.seed
        self._performer = performer
        self._is_realtime = False
        self._last_wake_ups = -1
        self._last_awake = clock.now()
        self.sender = Sender(clock, self._port_lost)
        self.midi_input = MidiInput(clock, inbox.put, self._port_lost)
        self.ports = self._made_ports(open_system, wishes)
        self.loop = self._made_loop(Controllers(wishes.controls))
        self.butler = self._made_butler()
        self.library = self._made_library(wishes.library)
        self.taste = self._made_taste(wishes.taste)
        self.sender.owe(wishes.owed)

    def _write(self, entry: Entry) -> None:
        self._journal.append(entry)
        self.butler.ring()

    def _port_lost(self, port: object) -> None:
        self.ports.lost(port)

    def _made_ports(self, open_system: Callable[[], MidiSystem], wishes: Wishes) -> PortKeeper:
        inputs: Side[InputPort] = Side(
            INPUT_NAME,
            wishes.input,
            lambda system: system.input_names(),
            lambda system, name: system.open_input(name),
            lambda port, _is_lost: self.midi_input.attach(port),
        )
        outputs: Side[OutputPort] = Side(
            OUTPUT_NAME,
            wishes.output,
            lambda system: system.output_names(),
            lambda system, name: system.open_output(name),
            self.sender.attach,
        )
        keeper = PortKeeper(
            open_system, inputs, outputs, lambda: self._inbox.put(PortsLost()), self._reports.post
        )
        keeper.restore(wishes.wires)
        return keeper

    def _made_loop(self, controllers: Controllers) -> Loop:
        outlets = Outlets(
            send=self.sender.send,
            write=self._write,
            tell=self._reports.post,
            choose_ports=self.ports.choose,
            snapshot=self._snapshot,
            echo=self._tell_echo,
            entrance=self.sender.expect_entrance,
        )
        return Loop(self._performer, controllers, self._clock, outlets, self._inbox)

    def _made_butler(self) -> Butler:
        return Butler(
            self._clock,
            Duties(
                flush_journal=self._journal.flush,
                is_well=self.is_well,
                send_heartbeat=self.send_heartbeat,
                resting_for=lambda: self._clock.now() - self.loop.idle_since,
                collect_garbage=process_setup.collect_garbage,
                say=lambda text: self._reports.post(Trouble(text)),
            ),
        )

    def _made_library(self, folder: Path | None) -> LibraryWatch | None:
        if folder is None:
            return None
        pupil = Pupil(
            hand_over=self._inbox.put,
            over=lambda: self.loop.study.over,
            say=lambda text: self._reports.post(Trouble(text)),
        )
        return LibraryWatch(folder, pupil)

    def _made_taste(self, path: Path | None) -> TasteWatch | None:
        if path is None:
            return None
        return TasteWatch(path, self._inbox.put, lambda text: self._reports.post(Trouble(text)))

    def start(self) -> None:
        """Let all threads run; returns when there are ports, or when they take too long to wait."""
        self.sender.thread.start()
        self.midi_input.thread.start()
        self.loop.thread.start()
        self._is_realtime = all(
            [
                process_setup.raise_priority(self.sender.thread, process_setup.SENDER_PRIORITY),
                process_setup.raise_priority(self.midi_input.thread, process_setup.INPUT_PRIORITY),
                process_setup.raise_priority(self.loop.thread, process_setup.LOOP_PRIORITY),
            ]
        )
        self.ports.thread.start()
        self.ports.has_looked.wait(PORTS_START)
        self.butler.thread.start()
        if self.library is not None:
            self.library.thread.start()
        if self.taste is not None:
            self.taste.thread.start()

    def finish(self) -> None:
        """Release every note, close the ports and the journal; the loop has been told to stop.

        Takes less than a second even where a driver hangs.
        """
        self.midi_input.stop()
        if self.library is not None:
            self.library.stop()
        if self.taste is not None:
            self.taste.stop()
        self.loop.thread.join(LOOP_END)
        self.sender.stop()
        self.sender.thread.join(SENDER_END)
        self.ports.stop()
        self.ports.thread.join(PORTS_END)
        self.butler.stop()
        self.butler.thread.join(PORTS_END)
        self._journal.append(Counts(self._clock.now(), self.counts()))
        self._journal.close(self._performer.now)

    def is_well(self) -> bool:
        """Whether the threads that must not stop go on; called by the butler alone."""
        now = self._clock.now()
        if self.loop.wake_ups != self._last_wake_ups:
            self._last_wake_ups, self._last_awake = self.loop.wake_ups, now
        return now - self._last_awake < PATIENCE and self.sender.blocked_for() < PATIENCE

    def send_heartbeat(self) -> None:
        """Say that all is well, and what time it is here."""
        self._reports.post(Heartbeat(self.health(), self._clock.now()))

    def _tell_echo(self) -> None:
        ports = self.ports.state
        self._reports.post(Echo(ports.input or INPUT_NAME, ports.output or OUTPUT_NAME))

    def counts(self) -> dict[str, int]:
        """How often something was skipped or lost, by reason, zeros left out."""
        counted = {**self.midi_input.dropped, **self._performer.skipped}
        counted["unsent for lack of a port"] = self.sender.unsent
        counted["telemetry dropped"] = self._reports.dropped
        return {reason: number for reason, number in counted.items() if number}

    def health(self) -> Health:
        """How the session is doing, for heartbeat and snapshot."""
        late, entered = self.sender.lateness, self.sender.entrance_lateness
        return Health(
            uptime_s=round(self._clock.now(), 3),
            notes_heard=self.loop.notes_heard,
            notes_played=self.sender.notes_sent,
            lateness_p50_ms=round(late.percentile(50) * 1e3, 3),
            lateness_p99_ms=round(late.percentile(99) * 1e3, 3),
            lateness_max_ms=round(late.worst * 1e3, 3),
            answer_p50_ms=round(entered.percentile(50) * 1e3, 3),
            answer_p99_ms=round(entered.percentile(99) * 1e3, 3),
            inbox=self._inbox.qsize(),
            telemetry_dropped=self._reports.dropped,
            unsent=self.sender.unsent,
            dropped=self.counts(),
            realtime=self._is_realtime,
        )

    def _snapshot(self, performer: Performer, controllers: Controllers) -> Snapshot:
        return Snapshot(
            time=self._clock.now(),
            seed=self._seed,
            journal=str(self._journal.path),
            turn=performer.turn,
            answer=performer.answer,
            params=differences(performer.params),
            ports=self.ports.state,
            health=self.health(),
            sounding=tuple(performer.sounding),
            grid=grid_of(performer),
            state=state_of(performer),
            controls=controllers.state,
            taught=self.loop.study.state,
            taste=self.loop.taste,
        )
