"""How late things were: a histogram of seconds that costs the same however much it has seen.

Knows nothing of what was late.
"""

import bisect

# Edges in seconds, 12 to a decade from 1 us to 10 s: percentiles are good to about 20 %.
_EDGES = [1e-6 * 10 ** (step / 12) for step in range(85)]


class LatenessHistogram:
    """Counts of lateness by size. One thread adds; any may read, and may be one behind."""

    def __init__(self) -> None:
        self.count = 0
        self.worst = 0.0
        self._bins = [0] * (len(_EDGES) + 1)

    def add(self, lateness: float) -> None:
        """Count one lateness in seconds; being early counts as being on time."""
        self._bins[bisect.bisect_left(_EDGES, lateness)] += 1
        self.count += 1
        self.worst = max(self.worst, lateness)

    def percentile(self, percent: float) -> float:
        """Return the lateness in seconds that `percent` of all stay under or equal, 0.0 for none.

        It is the upper edge of its bin, never above the worst seen.
        """
        wanted = self.count * percent / 100
        seen = 0
        for edge, held in zip([*_EDGES, self.worst], self._bins, strict=True):
            seen += held
            if held and seen >= wanted:
                return min(edge, self.worst)
        return 0.0
