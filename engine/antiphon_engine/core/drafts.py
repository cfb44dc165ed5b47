"""Several answers to one phrase, made ahead slice by slice, and the best of them.

Knows lines and a taste; knows no clock: a slice is made whenever it is asked for.
"""

from collections.abc import Callable

from antiphon_engine.core.cue import Cue
from antiphon_engine.core.line import Line
from antiphon_engine.core.taste import Taste

# What is made at a time: a millisecond or two, so that nothing that comes in has to wait longer.
SLICE_NOTES = 4


class Drafts:
    """Drafts of an answer to `cue`, as many as its knobs say; `begin` returns number k of them."""

    def __init__(self, begin: Callable[[int], Line], cue: Cue, taste: Taste) -> None:
        self.cue = cue
        self._begin = begin
        self._taste = taste
        self._lines: list[Line] = []
        self._ratings: list[float] = []

    @property
    def are_complete(self) -> bool:
        """Whether there is nothing more to make."""
        return len(self._lines) == self.cue.params.candidates and self._lines[-1].is_drafted

    def make_slice(self) -> None:
        """Make a few notes more."""
        for _ in range(SLICE_NOTES):
            if self.are_complete:
                return
            if not self._lines or self._lines[-1].is_drafted:
                self._lines.append(self._begin(len(self._lines)))
            self._lines[-1].draft_note(self.cue.onset)
            if self._lines[-1].is_drafted:
                self._ratings.append(self._taste(self.cue, self._lines[-1].draft))

    def best(self) -> Line | None:
        """Return the complete draft that is rated best, of equals the first; None without any."""
        if not self._ratings:
            return None
        return self._lines[self._ratings.index(max(self._ratings))]
