"""Real-time priority, taken and given back, so that both ways can be measured.

Knows threads of this process; what they do is others' business.
"""

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from antiphon_engine.process_setup import LOOP_PRIORITY, raise_priority

# Linux stops a real-time thread that leaves others nothing: 50 ms in each second. A rest of
# this length, in seconds, after that much work keeps clear of it.
WORK, REST = 0.05, 0.005


class Breath:
    """Rests for a thread that works without end at real-time priority."""

    def __init__(self) -> None:
        self._rested = time.perf_counter()

    def was_taken(self) -> bool:
        """Rest if it is time to; whether it was, so that caches may have gone cold."""
        if time.perf_counter() - self._rested < WORK:
            return False
        time.sleep(REST)
        self._rested = time.perf_counter()
        return True


def lower(threads: Iterable[threading.Thread]) -> bool:
    """Give running threads the ordinary priority; False where the system has no such call."""
    # Typed loosely, as not every system has these calls.
    system: Any = os
    try:
        for thread in threads:
            policy = system.SCHED_OTHER | system.SCHED_RESET_ON_FORK
            system.sched_setscheduler(thread.native_id, policy, system.sched_param(0))
    except (AttributeError, OSError):
        return False
    return True


@contextmanager
def as_the_loop_runs() -> Iterator[bool]:
    """Run this thread as the engine's loop runs; gives whether that is with real-time priority."""
    thread = threading.current_thread()
    is_granted = raise_priority(thread, LOOP_PRIORITY)
    try:
        yield is_granted
    finally:
        if is_granted:
            lower([thread])
