"""How often what was foretold came true, by who foretold it and how long its match was.

Knows tallies; knows no notes and no network.
"""

from collections.abc import Sequence

from antiphon_models.music.motif import LONGEST_MATCH

# A rate that was never seen counts as so many tries, half of which hit.
DOUBT = 2.0
# However often it was right, no motif is trusted beyond these odds: players change their minds.
LOWEST_RATE, HIGHEST_RATE = 0.02, 0.98


class Calibration:
    """The hit rate of each voter at each length of match.

    Not thread-safe. Starts from `tries` and `hits`, a row for each voter of LONGEST_MATCH + 1
    lengths, or from nothing.
    """

    def __init__(
        self,
        voters: int,
        tries: Sequence[Sequence[float]] | None = None,
        hits: Sequence[Sequence[float]] | None = None,
    ) -> None:
        blank = [[0.0] * (LONGEST_MATCH + 1) for _ in range(voters)]
        self.tries = [list(row) for row in tries or blank]
        self.hits = [list(row) for row in hits or blank]

    def rate(self, voter: int, length: int) -> float:
        """Return how often a match of `length` notes has been right, LOWEST_ to HIGHEST_RATE."""
        rate = (self.hits[voter][length] + DOUBT / 2) / (self.tries[voter][length] + DOUBT)
        return min(max(rate, LOWEST_RATE), HIGHEST_RATE)

    def tally(self, voter: int, length: int, is_hit: bool) -> None:
        """Count one more match of `length` notes, which foretold the next pitch or did not."""
        self.tries[voter][length] += 1.0
        self.hits[voter][length] += is_hit
