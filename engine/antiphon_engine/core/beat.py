"""The session's beat: where the bars are as tempo, trade and taps move them.

Knows the knobs of time; does not know who plays.
"""

from antiphon_engine.core.grid import BEATS_IN_BAR, Grid, Taps
from antiphon_engine.params import TEMPO_RANGE, Params


class Beat:
    """The grid as it is now."""

    def __init__(self, tempo_bpm: float) -> None:
        self.grid = Grid(tempo_bpm)
        self._taps = Taps()

    def follow(self, before: Params, params: Params, now: float) -> None:
        """Keep to `params`, which were `before` until `now`."""
        if params.tempo_bpm != before.tempo_bpm:
            self.grid = self.grid.at_tempo(params.tempo_bpm, now)
        if params.trade not in (before.trade, "off"):
            # A bar of count-in before the player's first bar.
            beat = self.grid.next_point(now, 1)
            self.grid = Grid(params.tempo_bpm, beat + BEATS_IN_BAR * 60 / params.tempo_bpm)

    def tap(self, now: float) -> float | None:
        """Take in a tap; from the second on, keep to it and return the tempo in bpm."""
        tempo = self._taps.tap(now, *TEMPO_RANGE)
        if tempo is not None:
            self.grid = self._taps.grid(tempo)
        return tempo
