"""The input thread: polls the open port, stamps what came, and posts it to the loop's inbox.

rtmidi's callbacks lose notes while the GIL is held elsewhere; its queue does not, so it is
polled. What is down at a port that goes is let go here, as its own note-offs cannot come any
more. Knows nothing of which port is open or why.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable

from antiphon_engine.clock import Clock
from antiphon_engine.control import SUSTAIN
from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.midi_bytes import parse
from antiphon_engine.midi_system import InputPort, PortGoneError

POLL_INTERVAL = 0.0005
# With no port open there is nothing to be quick for.
IDLE_INTERVAL = 0.01


class ArrivalTimes:
    """Times of polled packets in engine seconds, true through a stall of this process.

    The driver's deltas are added up; the sum can only be right if it lies between the last
    poll that found nothing and the poll that found the packet, so it is held within these.
    """

    def __init__(self, now: float) -> None:
        self._last = now
        self._empty_at = now

    def found_nothing(self, now: float) -> None:
        """Note that the queue was empty at `now`."""
        self._empty_at = now

    def time_of(self, delta: float, now: float) -> float:
        """Return when the packet found at `now` came, `delta` seconds after the one before."""
        earliest = max(self._empty_at, self._last)
        self._last = min(max(self._last + delta, earliest), max(now, earliest))
        return self._last


class HeldKeys:
    """Keys and sustain pedals that are down."""

    def __init__(self) -> None:
        # In the order in which they went down.
        self._down: dict[tuple[int, int | None], None] = {}

    def follow(self, event: MidiEvent) -> None:
        """Take in what came from the port."""
        match event:
            case NoteOn(_, channel, pitch):
                self._down[channel, pitch] = None
            case NoteOff(_, channel, pitch):
                self._down.pop((channel, pitch), None)
            case Control(_, channel, number, value) if number == SUSTAIN:
                self._down.pop((channel, None), None)
                if value >= SUSTAIN:
                    self._down[channel, None] = None

    def let_go(self, now: float) -> list[MidiEvent]:
        """Return what lets go of everything at `now`; nothing is down afterwards."""
        down, self._down = self._down, {}
        return [
            Control(now, channel, SUSTAIN, 0) if pitch is None else NoteOff(now, channel, pitch)
            for channel, pitch in down
        ]


class MidiInput:
    """What listens: its thread alone reads the port, any thread may attach another."""

    def __init__(
        self, clock: Clock, post: Callable[[MidiEvent], None], lost: Callable[[InputPort], None]
    ) -> None:
        self.dropped: Counter[str] = Counter()
        self._clock = clock
        self._post = post
        self._lost = lost
        self._port: InputPort | None = None
        self._read: InputPort | None = None
        self._held = HeldKeys()
        self._times = ArrivalTimes(clock.now())
        self._is_stopping = False
        self.thread = threading.Thread(target=self._run, name="midi-input", daemon=True)

    def attach(self, port: InputPort | None) -> None:
        """Listen to `port` from now on; None listens to nothing."""
        self._port = port

    def stop(self) -> None:
        """Let the thread end after the poll that it is in."""
        self._is_stopping = True

    def _run(self) -> None:
        while not self._is_stopping:
            time.sleep(POLL_INTERVAL if self.poll() else IDLE_INTERVAL)

    def poll(self) -> bool:
        """Post everything that has arrived; False where no port is open."""
        port = self._port
        if port is not self._read:
            self._let_go()
            self._read = port
        if port is None:
            return False
        try:
            self._drain(port)
        except PortGoneError:
            if self._port is port:
                self._port = None
            self._lost(port)
            return False
        return True

    def _let_go(self) -> None:
        now = self._clock.now()
        self._times.found_nothing(now)
        for event in self._held.let_go(now):
            self._post(event)

    def _drain(self, port: InputPort) -> None:
        while (received := port.receive()) is not None:
            packet, delta = received
            arrival = self._times.time_of(delta, self._clock.now())
            for event in parse(packet, arrival, self.dropped):
                self._held.follow(event)
                self._post(event)
        self._times.found_nothing(self._clock.now())
