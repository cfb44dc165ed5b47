"""What the loop is being taught: the lessons that wait, and how much of it is known by now.

Knows lessons; knows no performer, no clock and no thread. The loop thread owns it, and others
may read `over` and `state`.
"""

import math
from collections import deque

from antiphon_engine.lesson import Lesson, Syllabus, Unlearn
from antiphon_engine.telemetry import Taught

# How often it is told how far the learning is, in seconds.
NEWS_INTERVAL = 0.25


class Study:
    """Lessons in the order in which they came; `over` counts those learned or given up."""

    def __init__(self) -> None:
        self.over = 0
        self.state = Taught()
        self._waiting: deque[Lesson | Unlearn] = deque()
        self._told = Taught()
        self._told_at = -math.inf

    @property
    def has_more(self) -> bool:
        """Whether anything waits to be learned or unlearned."""
        return bool(self._waiting)

    def take(self, item: Lesson | Unlearn | Syllabus) -> None:
        """Take in what was handed over; what is to be forgotten need not be learned first."""
        if isinstance(item, Syllabus):
            self.state = Taught(self.state.pieces, self.state.notes, item.notes)
            return
        if isinstance(item, Unlearn):
            self.over += sum(isinstance(each, Lesson) for each in self._waiting)
            self._waiting.clear()
            if not self.state.notes:
                return
        self._waiting.append(item)

    def next(self) -> Lesson | Unlearn:
        """Return what is to be done now and count it as done; IndexError if nothing waits."""
        item, state = self._waiting.popleft(), self.state
        if isinstance(item, Unlearn):
            self.state = Taught(0, 0, state.of)
        else:
            self.over += 1
            pieces = state.pieces + (item.part == 0)
            self.state = Taught(pieces, state.notes + len(item.stretch.notes), state.of)
        return item

    def news(self, now: float) -> Taught | None:
        """Return how far it is if that is new; not too often while more waits."""
        is_early = bool(self._waiting) and now - self._told_at < NEWS_INTERVAL
        if self.state == self._told or is_early:
            return None
        self._told, self._told_at = self.state, now
        return self.state
