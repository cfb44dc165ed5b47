"""The sender thread: plays each event when it is due, to the port that is open then.

It is a thread of its own because the network's step must not make notes late. Knows what is
sounding at the port; knows nothing of music.
"""

import heapq
import math
import threading
from collections import deque
from collections.abc import Callable, Iterable
from itertools import count
from queue import Empty, SimpleQueue
from time import sleep

from antiphon_engine.clock import Clock
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.lateness import LatenessHistogram
from antiphon_engine.midi_bytes import to_bytes
from antiphon_engine.midi_system import OutputPort, PortGoneError

# A sleep wakes up to this much late, so the last stretch is spun.
SPIN = 0.0002
LONGEST_SLEEP = 0.25
# A driver's ring holds about 2,300 messages and blocks when full; it empties in milliseconds.
BURST = 1000
BURST_PAUSE = 0.02

# How long a change of ports waits for the message that is being sent.
HANDOVER = 0.3
# A port that vanishes is missed at the next look, a second later; until then, what is sent to
# it is lost without a word.
VANISHING = 2.0
LATEST_OFFS = 256

Channel = int
Pitch = int


class Attach:
    """Ask the sender to play to `port` from now on, None being nowhere; `done` says it does."""

    def __init__(self, port: OutputPort | None, is_lost: bool) -> None:
        self.port = port
        self.is_lost = is_lost
        self.done = threading.Event()


class Sender:
    """What plays: its thread alone writes to the port, any thread may hand it things.

    `lost` is called with a port that turned out to be gone. Note-offs that could not be sent
    are owed: they go out first when a port is attached again.
    """

    def __init__(self, clock: Clock, lost: Callable[[OutputPort], None]) -> None:
        self.lateness = LatenessHistogram()
        self.entrance_lateness = LatenessHistogram()
        self.notes_sent = 0
        self.unsent = 0
        self._clock = clock
        self._lost = lost
        self._inbox: SimpleQueue[MidiEvent | Attach | None] = SimpleQueue()
        self._heap: list[tuple[float, int, MidiEvent]] = []
        self._order = count()
        self._port: OutputPort | None = None
        self._owed: list[MidiEvent] = []
        self._latest_offs: deque[NoteOff] = deque(maxlen=LATEST_OFFS)
        self._sounding: dict[tuple[Channel, Pitch], NoteOn] = {}
        self._entrance = math.nan
        self._burst_began = 0.0
        self._burst = 0
        self._is_stopping = False
        self._busy_since: float | None = None
        self.thread = threading.Thread(target=self._run, name="sender", daemon=True)

    def send(self, event: MidiEvent) -> None:
        """Play `event` at its time, or at once where that has passed."""
        self._inbox.put(event)

    def expect_entrance(self, due: float) -> None:
        """Count the note-on that is due then as the beginning of an answer, too."""
        self._entrance = due

    def attach(self, port: OutputPort | None, is_lost: bool = False) -> None:
        """Play to `port` from now on, beginning with the note-offs owed; return when it does.

        The port before it gets its note-offs unless it `is_lost`. Waits no longer than
        HANDOVER seconds, as its driver may have hung.
        """
        request = Attach(port, is_lost)
        self._inbox.put(request)
        if self.thread.is_alive():
            request.done.wait(HANDOVER)

    def owe(self, events: Iterable[MidiEvent]) -> None:
        """Play these first of all when there is a port; before the thread starts."""
        self._owed.extend(events)

    def stop(self) -> None:
        """Let the thread end once everything handed over has been played and closed."""
        self._inbox.put(None)

    @property
    def sounding(self) -> list[tuple[Channel, Pitch]]:
        """What was begun at the port and not ended; a moment old for other threads."""
        return list(self._sounding)

    def blocked_for(self) -> float:
        """Return for how many seconds the driver has held on to one message."""
        since = self._busy_since
        return 0.0 if since is None else self._clock.now() - since

    def _run(self) -> None:
        while not (self._is_stopping and not self._heap):
            self.take_in(self._time_to_sleep())
            self.play_due()
        self._close_notes()

    def _time_to_sleep(self) -> float:
        if not self._heap:
            return LONGEST_SLEEP
        return min(self._heap[0][0] - self._clock.now() - SPIN, LONGEST_SLEEP)

    def take_in(self, timeout: float) -> None:
        """Wait up to `timeout` for something to be handed over, and take all that there is."""
        try:
            item = self._inbox.get(timeout=timeout) if timeout > 0 else self._inbox.get_nowait()
            while True:
                self._take(item)
                item = self._inbox.get_nowait()
        except Empty:
            return

    def _take(self, item: MidiEvent | Attach | None) -> None:
        if item is None:
            self._is_stopping = True
        elif isinstance(item, Attach):
            if item.is_lost:
                self._owe_what_went_nowhere()
            else:
                self._close_notes()
            self._port = item.port
            self._pay_what_is_owed()
            item.done.set()
        else:
            heapq.heappush(self._heap, (item.time, next(self._order), item))

    def _pay_what_is_owed(self) -> None:
        if self._port is not None:
            owed, self._owed = self._owed, []
            for event in owed:
                self._play(event)
            # Whoever listens at a port that came back has missed its note-offs.
            self._close_notes()

    def _owe_what_went_nowhere(self) -> None:
        """Send the latest note-offs again to whoever comes back: nobody heard the last of them."""
        since = self._clock.now() - VANISHING
        self._owed += [off for off in self._latest_offs if off.time >= since]
        self._latest_offs.clear()

    def _close_notes(self) -> None:
        for channel, pitch in list(self._sounding):
            self._play(NoteOff(self._clock.now(), channel, pitch))

    def play_due(self) -> None:
        """Play everything due within the next SPIN seconds, each at its time."""
        while self._heap and self._heap[0][0] <= self._clock.now() + SPIN:
            due, _, event = heapq.heappop(self._heap)
            while (now := self._clock.now()) < due:
                pass
            self._play(event)
            self.lateness.add(now - due)
            if due == self._entrance and isinstance(event, NoteOn):
                self.entrance_lateness.add(now - due)
                self._entrance = math.nan

    def _play(self, event: MidiEvent) -> None:
        port = self._port
        if port is None:
            self.unsent += 1
            return
        self._hold_back()
        self._busy_since = self._clock.now()
        try:
            port.send(to_bytes(event))
        except PortGoneError:
            self._port = None
            self.unsent += 1
            self._lost(port)
            return
        finally:
            self._busy_since = None
        self._keep_account(event)

    def _hold_back(self) -> None:
        """Give the driver time to empty its ring after a burst."""
        now = self._clock.now()
        if now - self._burst_began > BURST_PAUSE:
            self._burst_began, self._burst = now, 0
        self._burst += 1
        if self._burst > BURST:
            sleep(BURST_PAUSE)
            self._burst_began, self._burst = self._clock.now(), 1

    def _keep_account(self, event: MidiEvent) -> None:
        if isinstance(event, NoteOn):
            self.notes_sent += 1
            self._sounding[event.channel, event.pitch] = event
        elif isinstance(event, NoteOff):
            self._sounding.pop((event.channel, event.pitch), None)
            self._latest_offs.append(event)
