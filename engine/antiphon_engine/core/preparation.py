"""The answer that is made ready while the player is silent.

Knows when there is time for what; does not know when the turn ends. What it has made depends on
the times of what happened alone, never on how often anyone looks.
"""

import math
from collections.abc import Callable

from antiphon_engine.core.author import Author
from antiphon_engine.core.cue import Cue
from antiphon_engine.core.drafts import SLICE_NOTES, Drafts
from antiphon_engine.core.line import Line
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import Taste
from antiphon_engine.params import Params

# An answer's first note is made this long before it has to be decided.
PREPARATION = 0.040
# Slices of drafts are this far apart, and begin no sooner after what the player did.
SLICE, SETTLE = 0.005, 0.030
# So many notes a draft are given time; what is longer begins as early as it can.
NOTES_A_DRAFT = 24


class Preparation:
    """An answer in the making; `drop` it whenever anything happens that it does not know of."""

    def __init__(self, author: Author, taste: Taste) -> None:
        self._author = author
        self._taste = taste
        self._ready: tuple[Line, Planned] | None = None
        self._drafts: Drafts | None = None
        self._since = 0.0
        self._slice_due = 0.0

    def drop(self, now: float) -> None:
        """Throw away what was made: something has happened at `now`."""
        self._ready = self._drafts = None
        self._since = now

    def judge_by(self, taste: Taste) -> None:
        """Choose among drafts by `taste` from the next answer on."""
        self._taste = taste

    def due(self, decision: float, params: Params) -> float:
        """Return when `go_on` must be called next; the answer is decided at `decision`."""
        if self._ready:
            return math.inf
        last_moment = decision - PREPARATION
        slice_due = self._next_slice(last_moment, params)
        return slice_due if slice_due < last_moment else last_moment

    def go_on(self, cue: Callable[[], Cue], decision: float, now: float) -> None:
        """Make a slice of the drafts or, when it is time, the answer that will be played.

        `cue` says, when it is asked, what is to be answered as things stand.
        """
        if now >= decision - PREPARATION:
            self._ready = self._made(cue())
            return
        if self._drafts is None:
            self._drafts = self._author.drafts(cue(), self._taste)
        self._drafts.make_slice()
        self._slice_due = now + SLICE

    def take(self, cue: Callable[[], Cue]) -> tuple[Line, Planned]:
        """Return the answer and its first note, made now if there was no time before."""
        made = self._ready or self._made(cue())
        self._ready = self._drafts = None
        return made

    def _next_slice(self, last_moment: float, params: Params) -> float:
        if params.candidates == 1 or params.mode != "answer":
            return math.inf
        if self._drafts:
            return math.inf if self._drafts.are_complete else self._slice_due
        needed = params.candidates * NOTES_A_DRAFT / SLICE_NOTES * SLICE
        return max(self._since + SETTLE, last_moment - needed)

    def _made(self, cue: Cue) -> tuple[Line, Planned]:
        return self._chosen(cue) or self._author.begin(cue)

    def _chosen(self, cue: Cue) -> tuple[Line, Planned] | None:
        # Drafts for another onset would begin out of time.
        if self._drafts is None or self._drafts.cue.onset != cue.onset:
            return None
        line = self._drafts.best()
        first = line.next_note(cue.params) if line else None
        return (line, first) if line and first else None
