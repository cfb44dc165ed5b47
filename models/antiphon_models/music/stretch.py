"""A stretch of a piece that the player has taught: what is learned of it at one time.

Knows notes; does not know where the piece comes from or who remembers it.
"""

from dataclasses import dataclass

from antiphon_models.music.notes import Note


@dataclass(frozen=True, slots=True)
class Stretch:
    """Successive notes of one voice of `piece`, which is a name, in order of onset.

    Onsets are seconds from the beginning of the piece. The stretches of a voice come one after
    another; `begins_voice` is true for the first of them.
    """

    piece: str
    notes: tuple[Note, ...]
    begins_voice: bool
