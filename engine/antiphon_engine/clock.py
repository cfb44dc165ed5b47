"""Time for the engine: seconds since the session began, from one monotonic clock.

Knows nothing of tempo or score time.
"""

import time
from typing import Protocol


class Clock(Protocol):
    """What tells the engine the time."""

    def now(self) -> float:
        """Return seconds since the session began; never runs backwards."""
        ...


class SystemClock:
    """The system's monotonic clock, zero when made."""

    def __init__(self) -> None:
        self._origin = time.perf_counter()

    def now(self) -> float:
        """Return seconds since this clock was made."""
        return time.perf_counter() - self._origin


class ManualClock:
    """A clock that stands still until it is set: for rendering and for tests."""

    def __init__(self, now: float = 0.0) -> None:
        self._now = now

    def now(self) -> float:
        """Return the time last set."""
        return self._now

    def set(self, now: float) -> None:
        """Move to `now`; ValueError if that is earlier than the present."""
        if now < self._now:
            raise ValueError(f"time {now} is before {self._now}")
        self._now = now
