"""A gate for more notes than anybody plays: what the mind takes in is bounded in time.

Knows counts and times only.
"""

# More than ten fingers and a glissando can do; a torrent above it is a stuck controller or a loop.
NOTES_PER_SECOND = 100
BURST = 64


class FloodGate:
    """A token bucket in event time: BURST notes at once, NOTES_PER_SECOND in the long run."""

    def __init__(self) -> None:
        self.turned_away = 0
        self._tokens = float(BURST)
        self._last = 0.0

    def lets_in(self, now: float) -> bool:
        """Whether a note at `now` may be thought about; counts it when not."""
        self._tokens = min(BURST, self._tokens + (now - self._last) * NOTES_PER_SECOND)
        self._last = now
        if self._tokens < 1:
            self.turned_away += 1
            return False
        self._tokens -= 1
        return True
