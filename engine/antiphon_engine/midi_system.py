"""What a MIDI port and a MIDI system are to the engine, with ports in memory beside the real ones.

Knows no driver and no thread.
"""

from collections import deque
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

from antiphon_engine.errors import UserError

# Named from the DAW's side: it sends to the first and listens to the second.
INPUT_NAME = "To Antiphon"
OUTPUT_NAME = "From Antiphon"

Wire = tuple[str, str]


class PortGoneError(Exception):
    """The port cannot be used any more; the engine opens it again when it comes back."""


class NoMidiError(UserError):
    """There is no MIDI on this system now; the text says why and what to do."""


class InputPort(Protocol):
    """A port that is listened to, by one thread."""

    @property
    def name(self) -> str: ...

    def receive(self) -> tuple[Sequence[int], float] | None:
        """Return the next packet and the seconds since the one before; None if there is none.

        Raises PortGoneError.
        """
        ...

    def close(self) -> None:
        """Give the port back; may take a second where its driver has died."""
        ...


class OutputPort(Protocol):
    """A port that is played to, by one thread."""

    @property
    def name(self) -> str: ...

    def send(self, message: Sequence[int]) -> None:
        """Hand one valid MIDI message to the driver; raises PortGoneError."""
        ...

    def close(self) -> None:
        """Give the port back; may take a second where its driver has died."""
        ...


class MidiSystem(Protocol):
    """A driver in use: it lists ports, opens them, and knows when it has died."""

    @property
    def driver(self) -> str: ...
    @property
    def makes_ports(self) -> bool: ...
    @property
    def is_alive(self) -> bool: ...

    def input_names(self) -> list[str]:
        """Names of the ports that can be listened to, Antiphon's own left out."""
        ...

    def output_names(self) -> list[str]:
        """Names of the ports that can be played to, Antiphon's own left out."""
        ...

    def open_input(self, name: str | None) -> InputPort:
        """Open the port of exactly this name, or make "To Antiphon"; raises PortGoneError."""
        ...

    def open_output(self, name: str | None) -> OutputPort:
        """Open the port of exactly this name, or make "From Antiphon"; raises PortGoneError."""
        ...

    def wires(self) -> list[Wire]:
        """Connections of Antiphon's own ports as (from, to); [] where that cannot be known."""
        ...

    def connect(self, wire: Wire) -> bool:
        """Restore a connection; False where its ends are not there (yet)."""
        ...

    def close(self) -> None:
        """Leave the driver."""
        ...


def open_system() -> MidiSystem:
    """Return the driver to use on this system; NoMidiError says why there is none."""
    try:
        # Only now, because the extension may lack a library of the system's.
        from antiphon_engine import ports  # noqa: PLC0415
    except ImportError as error:
        raise NoMidiError(
            f"no MIDI: python-rtmidi cannot be loaded ({error}); on Linux install libasound2"
        ) from None
    return ports.open_system()


class MemoryInput:
    """An input port fed by `feed`, for tests and rendering."""

    def __init__(self, name: str = INPUT_NAME) -> None:
        self.name = name
        self.is_gone = False
        self._packets: deque[tuple[Sequence[int], float]] = deque()

    def feed(self, packet: Sequence[int], delta: float = 0.0) -> None:
        """Put a packet in, `delta` seconds after the one before; from any thread."""
        self._packets.append((packet, delta))

    def receive(self) -> tuple[Sequence[int], float] | None:
        """Return the oldest packet fed; raises PortGoneError while `is_gone`."""
        if self.is_gone:
            raise PortGoneError(self.name)
        return self._packets.popleft() if self._packets else None

    def close(self) -> None:
        """Behave as gone from now on."""
        self.is_gone = True


class MemoryOutput:
    """An output port that keeps what it was sent, for tests and rendering."""

    def __init__(self, name: str = OUTPUT_NAME) -> None:
        self.name = name
        self.is_gone = False
        self._lock = Lock()
        self._sent: list[tuple[int, ...]] = []

    @property
    def sent(self) -> list[tuple[int, ...]]:
        """A copy of everything sent so far, in order."""
        with self._lock:
            return list(self._sent)

    def send(self, message: Sequence[int]) -> None:
        """Keep `message`; raises PortGoneError while `is_gone`."""
        if self.is_gone:
            raise PortGoneError(self.name)
        with self._lock:
            self._sent.append(tuple(message))

    def close(self) -> None:
        """Behave as gone from now on."""
        self.is_gone = True


class MemorySystem:
    """A MIDI system without a driver: ports appear and vanish as its owner says."""

    driver = "memory"
    makes_ports = True

    def __init__(self, inputs: Sequence[str] = (), outputs: Sequence[str] = ()) -> None:
        self.is_alive = True
        self.inputs = list(inputs)
        self.outputs = list(outputs)
        self.opened_inputs: list[MemoryInput] = []
        self.opened_outputs: list[MemoryOutput] = []

    def input_names(self) -> list[str]:
        """The names in `inputs`."""
        return list(self.inputs)

    def output_names(self) -> list[str]:
        """The names in `outputs`."""
        return list(self.outputs)

    def open_input(self, name: str | None) -> MemoryInput:
        """Return a new port, also kept in `opened_inputs`."""
        if name is not None and name not in self.inputs:
            raise PortGoneError(name)
        self.opened_inputs.append(MemoryInput(name or INPUT_NAME))
        return self.opened_inputs[-1]

    def open_output(self, name: str | None) -> MemoryOutput:
        """Return a new port, also kept in `opened_outputs`."""
        if name is not None and name not in self.outputs:
            raise PortGoneError(name)
        self.opened_outputs.append(MemoryOutput(name or OUTPUT_NAME))
        return self.opened_outputs[-1]

    def wires(self) -> list[Wire]:
        """No connections: memory ports are read by their owner."""
        return []

    def connect(self, wire: Wire) -> bool:
        """False: there is nothing to connect."""
        return not wire

    def close(self) -> None:
        """Be dead from now on."""
        self.is_alive = False
