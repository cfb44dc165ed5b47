"""One piece of a training corpus, and which pieces no training ever sees.

Knows no file format.
"""

import zlib
from dataclasses import dataclass

from antiphon_models.music.notes import Note


class CorpusError(Exception):
    """A corpus that is missing or cannot be read; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: notes in order of onset; without `has_velocity` their velocities mean nothing."""

    name: str
    style: str
    notes: tuple[Note, ...]
    has_velocity: bool


def is_held_out(name: str) -> bool:
    """Whether the piece `name` is kept from training, for validation and tests.

    About one piece in ten, by a checksum of the name, so that the answer is the same on
    every machine and for ever. Names are as the corpora have them: `bwv1001_mov1`,
    `ArtPepper_Anthropology`, `001` (a song's melody and its arrangement share one name).
    """
    return zlib.crc32(name.encode()) % 10 == 0
