"""The player's own note values: the exact times, in seconds, that bins of time stand for.

A network says in which bin the next onset or offset lies; how long a quaver is at this player's
tempo, and how far it swings, is what the player last played. Knows bins and seconds; knows no
notes and no network.
"""

from antiphon_models.codecs.log_bins import LogBins


class NoteValues:
    """For each bin the time in it that was heard last. One thread owns it; forks may share it."""

    def __init__(self, bins: LogBins) -> None:
        self._bins = bins
        self.forget()

    def forget(self) -> None:
        """Know no value."""
        self._heard: list[float | None] = [None] * self._bins.count

    def hear(self, seconds: float) -> None:
        """Take in a time that the player played."""
        self._heard[self._bins.bin_of(seconds)[0]] = seconds

    def exact(self, index: int, inside: float) -> float:
        """Return the player's own time for bin `index`, or that at the place `inside` of it.

        A value often lies on the edge of two bins: where nothing was heard in the bin itself,
        what was heard in the one beside it, on the side of `inside`, is as good.
        """
        beside = index + (1 if inside >= 0.5 else -1)
        if self._bins.has_zero and 0 in (index, beside):
            # Almost at once is no short value but another thing: a chord, and no quick run.
            beside = index
        for near in (index, beside):
            if 0 <= near < len(self._heard) and (found := self._heard[near]) is not None:
                return found
        return self._bins.seconds_of(index, inside)
