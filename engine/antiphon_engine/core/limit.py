"""How long an answer may be, as the knobs say and the phrase suggests.

Knows a phrase and the knobs; does not know what is played.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from antiphon_engine.core.grid import BEATS_IN_BAR, SPANS
from antiphon_engine.core.listener import LATEST
from antiphon_engine.params import Params
from antiphon_models.music.meter import estimate_tempo
from antiphon_models.music.notes import Note

# An answer as long as the phrase may take this much longer to come to a close.
SLACK = 1.25


@dataclass(frozen=True, slots=True)
class Limit:
    """How long an answer may be: this many notes, and onsets within this many seconds.

    An exact one leaves no choice where to end; with `slack` the ending may come that many
    times later.
    """

    notes: float = math.inf
    seconds: float = math.inf
    is_exact: bool = False
    slack: float = 1.0

    def spent(self, notes: int, seconds: float) -> float:
        """Return how much of it is spent, 0..1 and beyond, after so many notes and seconds."""
        return max(notes / max(self.notes, 1), seconds / self.seconds if self.seconds else 1.0)


def limit_for(params: Params, phrase: Sequence[Note]) -> Limit:
    """Return how long the answer to `phrase` may be, as `answer_length` and `mode` say."""
    beat = 60 / params.tempo_bpm
    if params.trade != "off":
        return Limit(seconds=SPANS[params.trade] * beat)
    if params.mode != "answer":
        return Limit()
    if params.answer_length == "match":
        span = max((note.offset for note in phrase), default=0.0) - min(
            (note.onset for note in phrase), default=0.0
        )
        return Limit(2 * len(phrase) + 2, span, slack=SLACK)
    count, unit = params.answer_length.split()
    if unit.startswith("note"):
        return Limit(notes=int(count), is_exact=True)
    if params.answer_at == "now":
        # In free time a bar is what the player's bar is.
        beat = 60 / (estimate_tempo([note.onset for note in phrase[-LATEST:]]) or params.tempo_bpm)
    return Limit(seconds=int(count) * BEATS_IN_BAR * beat)
