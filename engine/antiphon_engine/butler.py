"""The butler thread: what must be done regularly and must never hold up the loop.

It writes the journal, sends the heartbeat and collects garbage in rests. Knows when these are
due; knows nothing of how.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from antiphon_engine.clock import Clock

# The journal is flushed as soon as there is something, but not more often than this: a crash
# must not lose the note that sounds.
SHORTEST_TICK = 0.005
LONGEST_TICK = 0.1
HEARTBEAT = 0.5
REST = 1.0
COLLECTION = 10.0


@dataclass(frozen=True, slots=True)
class Duties:
    """What the butler does; `is_well` says whether a heartbeat would be the truth."""

    flush_journal: Callable[[], None]
    is_well: Callable[[], bool]
    send_heartbeat: Callable[[], None]
    resting_for: Callable[[], float]
    collect_garbage: Callable[[], object]
    say: Callable[[str], None]


class Butler:
    """The butler's thread and its timetable."""

    def __init__(self, clock: Clock, duties: Duties) -> None:
        self._clock = clock
        self._duties = duties
        self._next_heartbeat = clock.now()
        self._next_collection = clock.now() + COLLECTION
        self._disk_trouble = ""
        self._is_stopping = False
        self._bell = threading.Event()
        self.thread = threading.Thread(target=self._run, name="butler", daemon=True)

    def stop(self) -> None:
        """Let the thread end; the last flush is for whoever closes the journal."""
        self._is_stopping = True
        self._bell.set()

    def ring(self) -> None:
        """Say that there is something to write; from any thread, never waits."""
        self._bell.set()

    def _run(self) -> None:
        while not self._is_stopping:
            self._bell.wait(LONGEST_TICK)
            self._bell.clear()
            self.look_after_things()
            time.sleep(SHORTEST_TICK)

    def look_after_things(self) -> None:
        """Do all that is due."""
        now = self._clock.now()
        self._flush()
        # Silence is the alarm: whoever hears no heartbeat kills this process and starts another.
        if now >= self._next_heartbeat and self._duties.is_well():
            self._next_heartbeat = now + HEARTBEAT
            self._duties.send_heartbeat()
        if now >= self._next_collection and self._duties.resting_for() >= REST:
            self._next_collection = now + COLLECTION
            self._duties.collect_garbage()

    def _flush(self) -> None:
        try:
            self._duties.flush_journal()
            self._disk_trouble = ""
        except OSError as error:
            trouble = f"the journal cannot be written: {error.strerror}; make room on the disk"
            if trouble != self._disk_trouble:
                self._disk_trouble = trouble
                self._duties.say(trouble)
