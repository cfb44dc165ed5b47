"""Where an answer ends: on a note that closes it, in its last part.

Knows how well each note so far would have closed it; does not know how that is found out.
"""

from bisect import insort

# From here on, in shares of the allowed length, an answer may end.
LAST_PART = 0.6
# How good an ending must be, as a share of the notes so far that it has to surpass, falls from
# all of them at the beginning of the last part to this many at its end.
CONTENT = 0.75


class Ending:
    """The search for an ending among notes that come one by one and cannot be taken back."""

    def __init__(self) -> None:
        self._before: list[float] = []

    @property
    def is_known(self) -> bool:
        """Whether any note so far would have closed it at all: not every mind can tell."""
        return bool(self._before) and self._before[-1] > 0.0

    def is_here(self, closing: float, spent: float) -> bool:
        """Return whether to end on this note, which closes so well, 0..1.

        `spent` is how much of the allowed length is over, 0..1 and beyond.
        """
        before = self._before
        late = (spent - LAST_PART) / (1.0 - LAST_PART)
        is_here = False
        if late >= 0.0 and before and closing > 0.0:
            surpassed = min(1.0 - (1.0 - CONTENT) * late, 1.0)
            is_here = closing >= before[round(max(surpassed, 0.0) * (len(before) - 1))]
        insort(before, closing)
        return is_here
