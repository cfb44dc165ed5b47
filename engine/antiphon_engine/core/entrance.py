"""When the machine comes in: after the gap, in time with the grid, or at its turn in a trade.

Knows listener, turns, params and grid; does not know what will be played.
"""

import math
from collections.abc import Sequence

from antiphon_engine.core.grid import SPANS, Grid
from antiphon_engine.core.listener import LATEST, Listener
from antiphon_engine.core.turns import Turns
from antiphon_engine.params import Params
from antiphon_models.music.notes import Note
from antiphon_models.music.pulse import Pulse, estimate_pulse, pulse_of_beat


def silence_after(gap: float, params: Params, listener: Listener, turns: Turns) -> float:
    """Return when the player will have been silent for `gap` or longer; math.inf before a phrase.

    With the adaptive turn gap, slow playing is given more time.
    """
    if not listener.phrase:
        return math.inf
    until = listener.playing_until()
    if not params.turn_gap_adaptive:
        return until + gap
    return turns.turn_end(listener.recent_onsets, until, gap)


def in_time(end: float, params: Params, grid: Grid, now: float) -> float:
    """Return when an answer may begin once the turn has ended: where `answer_at` says."""
    beats = SPANS[params.answer_at]
    if beats == 0 or end == math.inf:
        return end
    # A point that has passed is passed: late means the next one, never out of time.
    return grid.next_point(max(end, now), beats)


def trade_point(params: Params, listener: Listener, grid: Grid, now: float) -> float:
    """Return when the machine's bars begin in a trade; math.inf while there is no phrase.

    The player's bars begin at the grid's origin, and both have equally many.
    """
    if not listener.phrase:
        return math.inf
    beats = SPANS[params.trade]
    machine = Grid(grid.tempo_bpm, grid.origin + beats * grid.beat)
    return machine.next_point(max(listener.phrase[-1].onset, now), 2 * beats)


def pulse_for(params: Params, phrase: Sequence[Note], grid: Grid) -> Pulse | None:
    """Return what an answer to `phrase` may be pulled to; None where there is no grid.

    The beat's where answers come in time, else the phrase's own.
    """
    if params.quantise == 0.0:
        return None
    onsets = [note.onset for note in phrase[-LATEST:]]
    if params.answer_at == "now" and params.trade == "off":
        return estimate_pulse(onsets)
    return pulse_of_beat(onsets, grid.beat, grid.origin)
