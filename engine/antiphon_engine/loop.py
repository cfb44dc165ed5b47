"""The loop thread: the only owner of the performer, asleep until input comes or a note is due.

Knows what goes in and where what comes out goes; knows no port, no file and no socket.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from antiphon_engine import journal_entry as journal
from antiphon_engine.clock import Clock
from antiphon_engine.core.events import Control, Happening, MidiEvent, NoteOff, NoteOn, TurnChange
from antiphon_engine.core.performer import Performer
from antiphon_engine.messages import (
    ChoosePorts,
    Command,
    Forget,
    Heard,
    Panic,
    ParamsChanged,
    Played,
    PlayNote,
    RequestSnapshot,
    SetParams,
    Snapshot,
    Stop,
    Telemetry,
    Trouble,
    TurnChanged,
)
from antiphon_engine.params import ParamError, differences

# It wakes this often even when nothing is due, so that a stopped loop can be told from an idle one.
LONGEST_SLEEP = 0.25
# Under a torrent of input, what is due is looked after this often.
LONGEST_DRAIN = 0.005


@dataclass(frozen=True, slots=True)
class PortsLost:
    """A port vanished: what sounds must be released."""


Item = MidiEvent | Command | PortsLost


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where the loop hands things; none of these may block."""

    send: Callable[[MidiEvent], None]
    write: Callable[[journal.Entry], None]
    tell: Callable[[Telemetry], None]
    choose_ports: Callable[[ChoosePorts], None]
    snapshot: Callable[[Performer], Snapshot]


class Loop:
    """The performer's thread; any other may put input and commands into its inbox.

    `wake_ups` counts how often it woke; `idle_since` is when it last had anything to do.
    """

    def __init__(
        self, performer: Performer, clock: Clock, outlets: Outlets, inbox: SimpleQueue[Item]
    ) -> None:
        self.wake_ups = 0
        self.idle_since = clock.now()
        self.notes_heard = 0
        self.ended = threading.Event()
        self._inbox = inbox
        self._performer = performer
        self._clock = clock
        self._to = outlets
        self._is_stopping = False
        self.thread = threading.Thread(target=self._run, name="loop", daemon=True)

    def _run(self) -> None:
        try:
            while not self._is_stopping:
                self.wait_and_work()
            self._tell("release")
        finally:
            self.ended.set()

    def wait_and_work(self) -> None:
        """Sleep until there is something to do, and do it."""
        self.wake_ups += 1
        wait = min(self._performer.next_due() - self._clock.now(), LONGEST_SLEEP)
        try:
            self._take(self._inbox.get(timeout=wait) if wait > 0 else self._inbox.get_nowait())
            self._drain()
        except Empty:
            pass
        # Input first, at its own time: then a late wake-up does not bend the player's rhythm.
        self._hand_out(self._performer.advance(self._clock.now()))

    def _drain(self) -> None:
        until = self._clock.now() + LONGEST_DRAIN
        while not self._is_stopping and self._clock.now() < until:
            self._take(self._inbox.get_nowait())

    def _take(self, item: Item) -> None:
        self.idle_since = self._clock.now()
        match item:
            case NoteOn() | NoteOff() | Control():
                self._hear(item)
            case PlayNote(pitch, velocity, channel):
                self._hear(self._key_event(pitch, velocity, channel))
            case SetParams(changes):
                self._set_params(changes)
            case Panic():
                self._tell("panic")
            case Forget():
                self._tell("forget")
            case PortsLost():
                self._tell("release")
            case RequestSnapshot():
                self._to.tell(self._to.snapshot(self._performer))
            case ChoosePorts():
                self._to.choose_ports(item)
            case Stop():
                self._is_stopping = True

    def _key_event(self, pitch: int, velocity: int, channel: int) -> MidiEvent:
        now = self._clock.now()
        return NoteOn(now, channel, pitch, velocity) if velocity else NoteOff(now, channel, pitch)

    def _hear(self, event: MidiEvent) -> None:
        # What was due before is written before: the order in which a replay makes it again.
        self._hand_out(self._performer.advance(event.time))
        happenings = self._performer.hear(event)
        now = self._performer.now
        match event:
            case NoteOn(_, channel, pitch, velocity):
                self.notes_heard += 1
                self._to.write(journal.Heard(NoteOn(now, channel, pitch, velocity)))
                self._to.tell(Heard(now, pitch, velocity, channel))
            case NoteOff(_, channel, pitch):
                self._to.write(journal.Heard(NoteOff(now, channel, pitch)))
                self._to.tell(Heard(now, pitch, 0, channel))
            case Control(_, channel, number, value):
                self._to.write(journal.Heard(Control(now, channel, number, value)))
        self._hand_out(happenings)

    def _set_params(self, changes: Mapping[str, Any]) -> None:
        try:
            happenings = self._performer.set_params(changes, self._clock.now())
        except ParamError as error:
            self._to.tell(Trouble(str(error)))
            return
        self._to.write(journal.Command(self._performer.now, "set_params", dict(changes)))
        self._hand_out(happenings)
        self._to.tell(ParamsChanged(differences(self._performer.params)))

    def _tell(self, name: journal.CommandName) -> None:
        commands = {
            "panic": self._performer.panic,
            "forget": self._performer.forget,
            "release": self._performer.release,
        }
        happenings = commands[name](self._clock.now())
        self._to.write(journal.Command(self._performer.now, name))
        self._hand_out(happenings)

    def _hand_out(self, happenings: Sequence[Happening]) -> None:
        # Everything to the sender first: neither journal nor telemetry may make a note late.
        for event in happenings:
            if not isinstance(event, TurnChange):
                self._to.send(event)
        for event in happenings:
            self.idle_since = self._clock.now()
            self._to.write(journal.Sent(event))
            self._report(event)

    def _report(self, event: Happening) -> None:
        match event:
            case NoteOn(time, channel, pitch, velocity, source):
                self._to.tell(Played(time, pitch, velocity, channel, source))
            case NoteOff(time, channel, pitch):
                self._to.tell(Played(time, pitch, 0, channel))
            case TurnChange(time, turn, answer):
                self._to.tell(TurnChanged(time, turn, answer))
            case Control():
                pass
