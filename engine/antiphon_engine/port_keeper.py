"""The port thread: opens the ports that are wanted, notices when they go, opens them when back.

Drivers can take seconds to answer, so all dealings with them but notes happen here. Knows
which ports are wanted; knows nothing of what goes through them.
"""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

from antiphon_engine.messages import ChoosePorts, PortsChanged
from antiphon_engine.midi_system import (
    InputPort,
    MidiSystem,
    NoMidiError,
    OutputPort,
    PortGoneError,
    Wire,
)

INTERVAL = 1.0
CLOSING = 0.3


def best_match(wanted: str, names: Sequence[str]) -> str | None:
    """Return the one of `names` that `wanted` means, None if there is none.

    Exactly; or without ALSA's changing numbers; or a part of "client:port"; or, where only one
    name contains it, that one.
    """
    if wanted in names:
        return wanted
    key = _plain(wanted)
    for parts in (lambda name: [name], lambda name: name.split(":")):
        for name in names:
            if key in parts(_plain(name)):
                return name
    containing = [name for name in names if key in _plain(name)]
    return containing[0] if len(containing) == 1 else None


def _plain(name: str) -> str:
    return re.sub(r"\s+\d+:\d+$", "", name).casefold().strip()


Port = TypeVar("Port", InputPort, OutputPort)


@dataclass(slots=True)
class Side(Generic[Port]):
    """One direction: the port wanted, the port open, and how to list, open and use one.

    `wanted` None is Antiphon's own port, where the system can make one.
    """

    own_name: str
    wanted: str | None
    names: Callable[[MidiSystem], list[str]]
    open: Callable[[MidiSystem, str | None], Port]
    attach: Callable[[Port | None, bool], None]
    port: Port | None = None

    def target(self, system: MidiSystem) -> str | None:
        """The name of the port to have open, "" for a port of our own; None if not there."""
        if self.wanted is None and system.makes_ports:
            return ""
        return best_match(self.wanted or self.own_name, self.names(system))

    def is_right(self, system: MidiSystem) -> bool:
        """Whether the open port is the one wanted and still there."""
        target = self.target(system)
        return self.port is not None and self.port.name == (
            self.own_name if target == "" else target
        )

    def drop(self, closing: "Closing", *, is_lost: bool) -> None:
        """Stop using the open port and have it closed."""
        self.attach(None, is_lost)
        if self.port is not None:
            closing.later(self.port.close)
        self.port = None


class Closing:
    """A thread that closes things one after the other, however long each takes."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="port-closing", daemon=True)
        self._thread.start()

    def later(self, close: Callable[[], None]) -> None:
        """Call `close` when all that came before is closed; never waits."""
        self._waiting.put(close)

    def finish(self, timeout: float) -> None:
        """Wait until all is closed, for at most `timeout` seconds."""
        self._waiting.put(None)
        self._thread.join(timeout)

    def _run(self) -> None:
        while (close := self._waiting.get()) is not None:
            close()


class PortKeeper:
    """What opens and closes ports; only its own thread does, others `choose` and `lost`.

    `released` is called when a port in use is gone, `tell` when anything has changed.
    """

    def __init__(
        self,
        open_system: Callable[[], MidiSystem],
        inputs: Side[InputPort],
        outputs: Side[OutputPort],
        released: Callable[[], None],
        tell: Callable[[PortsChanged], None],
    ) -> None:
        self.state = PortsChanged(None, None, None, "no MIDI yet")
        self._open_system = open_system
        self._inputs = inputs
        self._outputs = outputs
        self._released = released
        self._tell = tell
        self._pending: list[Wire] = []
        self._system: MidiSystem | None = None
        self._gone: list[object] = []
        self._closing = Closing()
        self._is_stopping = False
        self._wake = threading.Event()
        self.has_looked = threading.Event()
        self.thread = threading.Thread(target=self._run, name="ports", daemon=True)

    def restore(self, wires: Sequence[Wire]) -> None:
        """Connect these when their ends are there; before the thread starts."""
        self._pending = list(wires)

    def choose(self, choice: ChoosePorts) -> None:
        """Open these ports instead, soon; from any thread."""
        self._inputs.wanted, self._outputs.wanted = choice.input, choice.output
        self._wake.set()

    def lost(self, port: object) -> None:
        """Note that `port` refused to be used; from any thread."""
        self._gone.append(port)
        self._wake.set()

    def stop(self) -> None:
        """Let the thread close everything and end."""
        self._is_stopping = True
        self._wake.set()

    def _run(self) -> None:
        while not self._is_stopping:
            self.look()
            self.has_looked.set()
            self._wake.wait(INTERVAL)
            self._wake.clear()
        self._inputs.drop(self._closing, is_lost=False)
        self._outputs.drop(self._closing, is_lost=False)
        self._drop_system()
        # A JACK client that is not closed in order leaves the server deaf for seconds.
        self._closing.finish(CLOSING)

    def look(self) -> None:
        """Compare what is with what is wanted, mend it, and tell what changed."""
        if self._let_go():
            self._released()
        try:
            self._system = self._system or self._open_system()
            trouble = self._open_missing(self._system)
        except (NoMidiError, PortGoneError) as error:
            trouble = str(error)
        self._publish(trouble)

    def _let_go(self) -> bool:
        """Drop every port that is gone or no longer wanted; True if any was in use."""
        gone, self._gone = self._gone, []
        system = self._system
        if system is None:
            return False
        if not system.is_alive:
            self._inputs.drop(self._closing, is_lost=True)
            self._outputs.drop(self._closing, is_lost=True)
            self._drop_system()
            return True
        # Both, always: each drops what it must.
        dropped = [
            self._dropped(self._inputs, system, gone),
            self._dropped(self._outputs, system, gone),
        ]
        return any(dropped)

    def _dropped(self, side: Side[Port], system: MidiSystem, gone: Sequence[object]) -> bool:
        if side.port is None:
            return False
        is_gone = any(side.port is each for each in gone)
        if not is_gone and side.is_right(system):
            return False
        # A port that is still there, but no longer wanted, gets its note-offs.
        is_lost = is_gone or (side.port.name not in (*side.names(system), side.own_name))
        side.drop(self._closing, is_lost=is_lost)
        return True

    def _drop_system(self) -> None:
        if self._system:
            self._pending = list(self.state.wires)
            self._closing.later(self._system.close)
        self._system = None

    def _open_missing(self, system: MidiSystem) -> str:
        """Open what is wanted and not open; return what is missing in words, "" if nothing is."""
        missing = [
            *self._opened(self._inputs, system, "input"),
            *self._opened(self._outputs, system, "output"),
        ]
        self._restore_wires(system)
        if not missing:
            return ""
        return f"waiting for {' and '.join(missing)}; 'antiphon ports' lists what there is"

    def _opened(self, side: Side[Port], system: MidiSystem, kind: str) -> list[str]:
        if side.port is not None:
            return []
        target = side.target(system)
        if target is None:
            return [f"the {kind} '{side.wanted or side.own_name}'"]
        side.port = side.open(system, target or None)
        # Connected before anything is sent, so that whoever listened hears the note-offs owed.
        self._restore_wires(system)
        side.attach(side.port, False)
        return []

    def _restore_wires(self, system: MidiSystem) -> None:
        if self._pending:
            self._pending = [wire for wire in self._pending if not system.connect(wire)]

    def _publish(self, trouble: str) -> None:
        system = self._system if self._system and self._system.is_alive else None
        wires = [*self._pending, *(system.wires() if system else ())]
        state = PortsChanged(
            system.driver if system else None,
            self._inputs.port.name if self._inputs.port else None,
            self._outputs.port.name if self._outputs.port else None,
            trouble,
            tuple(system.input_names()) if system else (),
            tuple(system.output_names()) if system else (),
            tuple(dict.fromkeys(wires)),
        )
        if state != self.state:
            self.state = state
            self._tell(state)
