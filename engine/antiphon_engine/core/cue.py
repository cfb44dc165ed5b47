"""What an answer is asked for: by which knobs, to which phrase, when, and on which grid.

Knows values only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from antiphon_engine.params import Params
from antiphon_models.music.notes import Note
from antiphon_models.music.pulse import Pulse


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase to answer; `onset`, where it is given, is already decided.

    `lately` is what the player has played of late, the phrase included; `pulse` is the grid
    that quantising pulls to, `heat` multiplies the temperature.
    """

    params: Params
    phrase: Sequence[Note]
    onset: float | None
    lately: Sequence[Note] = ()
    pulse: Pulse | None = None
    heat: float = 1.0
