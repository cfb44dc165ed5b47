"""The other end in live tests: a DAW's ports on JACK, and an engine kept by its supervisor."""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import rtmidi

from antiphon_app.engine_process import EngineProcess
from antiphon_engine.messages import Message, PortsChanged, Ready, Start, TurnChanged

Kind = TypeVar("Kind")
SCRIPTED = (sys.executable, str(Path(__file__).parent / "scripted_engine.py"))


def wait_until(claim: Callable[[], object], timeout: float = 5.0) -> None:
    """Return as soon as `claim()` is true; AssertionError after `timeout` seconds."""
    end = time.monotonic() + timeout
    while not claim():
        assert time.monotonic() < end, f"not within {timeout} s"
        time.sleep(0.002)


class Daw:
    """Two ports connected to Antiphon's: what it plays goes in, what comes out is kept.

    `received` holds (seconds, message); seconds are this process's, `clock()` tells them.
    """

    def __init__(self) -> None:
        self.received: list[tuple[float, list[int]]] = []
        self._out = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="daw out")
        self._in = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, name="daw in", queue_size_limit=65536)
        self._is_closed = False
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def connect(self) -> "Daw":
        """Connect to Antiphon's ports as soon as they are there."""
        for end, name in ((self._out, "To Antiphon"), (self._in, "From Antiphon")):
            wait_until(partial(_is_there, end, name))
            end.open_port(_index(end, name), "midi")
        self._thread.start()
        return self

    def offer(self, out_name: str, in_name: str) -> "Daw":
        """Make ports of these names, connected to nothing."""
        self._out.open_virtual_port(out_name)
        self._in.open_virtual_port(in_name)
        self._thread.start()
        return self

    @staticmethod
    def clock() -> float:
        return time.perf_counter()

    def send(self, *message: int) -> float:
        """Send a message and return when."""
        self._out.send_message(message)
        return self.clock()

    def play(self, pitches: Sequence[int], duration: float = 0.1) -> float:
        """Play a line without gaps and return when its last note ended."""
        ended = 0.0
        for pitch in pitches:
            self.send(0x90, pitch, 90)
            time.sleep(duration)
            ended = self.send(0x80, pitch, 0)
        return ended

    def note_ons(self) -> list[int]:
        """The pitches that have begun, in order."""
        return [message[1] for _, message in list(self.received) if message[0] & 0xF0 == 0x90]

    def sounding(self) -> set[int]:
        """The pitches that have begun and not ended, by note-off or by "all notes off"."""
        sounding: set[int] = set()
        for _, message in list(self.received):
            if message[0] & 0xF0 == 0x90:
                sounding.add(message[1])
            elif message[0] & 0xF0 == 0x80:
                sounding.discard(message[1])
            elif message[0] & 0xF0 == 0xB0 and message[1] == 123:
                sounding.clear()
        return sounding

    def _listen(self) -> None:
        while not self._is_closed:
            while (received := self._in.get_message()) is not None:
                self.received.append((self.clock(), received[0]))
            time.sleep(0.0005)

    def close(self) -> None:
        """Take the ports away."""
        self._is_closed = True
        if self._thread.is_alive():
            self._thread.join(1)
        for end in (self._out, self._in):
            end.close_port()
            end.delete()


def _is_there(end: rtmidi.MidiIn | rtmidi.MidiOut, name: str) -> bool:
    return _index(end, name) is not None


def _index(end: rtmidi.MidiIn | rtmidi.MidiOut, name: str) -> int | None:
    names = end.get_ports()
    return next((index for index, each in enumerate(names) if name in each), None)


class Watched:
    """A supervised engine and everything that it has told."""

    def __init__(self, start: Start, command: Sequence[str] = SCRIPTED) -> None:
        self.told: list[Message] = []
        self.process = EngineProcess(start, self.told.append, command)

    def all(self, kind: type[Kind]) -> list[Kind]:
        """Every message of a kind, in order."""
        return [message for message in list(self.told) if isinstance(message, kind)]

    def wait_for(self, kind: type[Kind], count: int = 1, timeout: float = 8.0) -> Kind:
        """Return the `count`-th message of a kind, waiting for it."""
        wait_until(lambda: len(self.all(kind)) >= count, timeout)
        return self.all(kind)[count - 1]

    def turns(self) -> list[TurnChanged]:
        """Every change of turn."""
        return self.all(TurnChanged)

    def journal(self) -> Path:
        """The journal of the engine that came up last."""
        return Path(self.all(Ready)[-1].journal)

    def ports(self) -> PortsChanged:
        """The latest word on ports."""
        return self.all(PortsChanged)[-1]


@contextmanager
def playing(start: Start | None = None, command: Sequence[str] = SCRIPTED) -> Iterator[Watched]:
    """Give an engine that is ready, and end it."""
    engine = Watched(start or Start(seed=1), command)
    engine.process.start()
    try:
        engine.wait_for(Ready)
        yield engine
    finally:
        engine.process.stop()


@contextmanager
def daw() -> Iterator[Daw]:
    """Give a DAW connected to Antiphon."""
    peer = Daw()
    try:
        yield peer.connect()
    finally:
        peer.close()
