"""Notices that what was sent comes back at the input: a loop in the routing.

It only watches: a note is never swallowed for looking like an echo. Knows note-ons; knows no
port. The loop thread owns it.
"""

import math
from collections import deque

from antiphon_engine.core.events import NoteOn

# How long a note may be on its way round, and how much earlier than due it may seem to come.
ROUND_TRIP = 0.060
EARLY = 0.002
# A player who answers in unison may hit one note so well; four in a row, at the same velocity,
# nobody does.
IN_A_ROW = 4
# An echo not heard for this long has stopped.
STOPPED_AFTER = 5.0


class EchoWatch:
    """Compares what is heard with what was just sent."""

    def __init__(self) -> None:
        self._sent: deque[NoteOn] = deque(maxlen=64)
        self._row = 0
        self._is_told = False
        self._last_echo = -math.inf

    def sent(self, event: NoteOn) -> None:
        """Take in a note-on that is sent at its time."""
        self._sent.append(event)

    def heard(self, event: NoteOn) -> bool:
        """Take in a note-on from the port; True if it makes sure that there is an echo.

        That is said once, and again only after the echo has stopped.
        """
        if not self._is_echo(event):
            self._row = 0
            return False
        if event.time - self._last_echo > STOPPED_AFTER:
            self._row, self._is_told = 0, False
        self._last_echo = event.time
        self._row += 1
        if self._row < IN_A_ROW or self._is_told:
            return False
        self._is_told = True
        return True

    def _is_echo(self, event: NoteOn) -> bool:
        for sent in self._sent:
            is_same = (sent.pitch, sent.velocity) == (event.pitch, event.velocity)
            if is_same and -EARLY <= event.time - sent.time <= ROUND_TRIP:
                # One note comes back once.
                self._sent.remove(sent)
                return True
        return False
