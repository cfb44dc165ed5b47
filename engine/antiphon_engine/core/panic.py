"""The panic button: the controllers that silence an instrument, wider when pressed again.

Knows MIDI's channel mode messages; does not know what is sounding.
"""

import math
from collections.abc import Iterable

from antiphon_engine.core.events import Control

# Sustain off, all notes off (a release), all sound off (at once), reset all controllers.
CONTROLS = (64, 123, 120, 121)
AGAIN = 2.0


class PanicButton:
    """Reaches the channels in use; all sixteen when pressed twice within AGAIN seconds."""

    def __init__(self) -> None:
        self._last = -math.inf

    def press(self, now: float, channels: Iterable[int]) -> list[Control]:
        """Return the controllers to send, due at `now`."""
        is_again = now - self._last <= AGAIN
        self._last = now
        reached = range(16) if is_again else sorted(channels)
        return [Control(now, channel, number, 0) for channel in reached for number in CONTROLS]
