"""Which of a musician's own music is held out, however little of it there is.

Knows pieces; knows no file and no network.
"""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from antiphon_models.corpus.piece import Piece

# With fewer files than this a tenth of them would say more of those files than of the player.
FILES_ENOUGH: Final = 20
NOTES_ENOUGH: Final = 2000
TENTH, FIFTH = 0.1, 0.2
# A stretch shorter than this is not worth taking away from what is learned.
SHORTEST_STRETCH: Final = 8


def split_own(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces to learn from and those held out.

    Held out is every tenth file with all its voices; of few files the end of each voice: a
    tenth of it, or a fifth where there are few notes in all; of mere scraps every fifth.
    """
    files = sorted({_file(piece) for piece in pieces}, key=lambda name: zlib.crc32(name.encode()))
    if len(files) >= FILES_ENOUGH:
        held = set(files[::10])
        return (
            [piece for piece in pieces if _file(piece) not in held],
            [piece for piece in pieces if _file(piece) in held],
        )
    notes = sum(len(piece.notes) for piece in pieces)
    share = TENTH if notes >= NOTES_ENOUGH else FIFTH
    cut = [_cut(piece, share) for piece in pieces]
    ends = [end for _, end in cut if end.notes]
    if ends or len(pieces) < 2:
        return [beginning for beginning, _ in cut], ends
    return [piece for at, piece in enumerate(pieces) if at % 5], list(pieces[::5])


def _file(piece: Piece) -> str:
    return piece.name.rpartition("/")[0]


def _cut(piece: Piece, share: float) -> tuple[Piece, Piece]:
    length = int(len(piece.notes) * share)
    at = len(piece.notes) - (length if length >= SHORTEST_STRETCH else 0)
    return replace(piece, notes=piece.notes[:at]), replace(piece, notes=piece.notes[at:])
