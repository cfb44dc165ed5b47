"""Which pieces are learned from and which are held out, with no leak between the two.

Knows pieces; knows no network.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from antiphon_models.corpus.piece import Piece, is_held_out

# A dance tune is in many books, and under many names: music alone tells that it is the same.
TUNE_STYLES = ("fiddle", "folk", "chorale")
LONGEST_SHARED_RUN = 12


def split(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces to learn from and the held-out ones.

    A tune that shares 13 notes in a row, in any key, with a held-out tune is in neither.
    """
    training: list[Piece] = []
    held_out: list[Piece] = []
    for piece in pieces:
        (held_out if is_held_out(piece.name) else training).append(piece)
    known = {run for piece in held_out if piece.style in TUNE_STYLES for run in runs(piece)}
    return [piece for piece in training if not _leaks(piece, known)], held_out


def _leaks(piece: Piece, known: set[bytes]) -> bool:
    return piece.style in TUNE_STYLES and any(run in known for run in runs(piece))


def runs(piece: Piece, notes: int = LONGEST_SHARED_RUN + 1) -> Iterator[bytes]:
    """Yield the intervals of each run of `notes` notes, as bytes that can be compared."""
    intervals = _intervals([note.pitch for note in piece.notes])
    for start in range(len(intervals) - notes + 2):
        yield intervals[start : start + notes - 1]


def _intervals(pitches: Sequence[int]) -> bytes:
    return bytes((later - earlier) % 256 for earlier, later in pairwise(pitches))
