"""The library: every piece that the player has taught, a file each in one folder.

Knows the folder, the names and which pieces the mind has room for; what is in a piece's file
is its own affair.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from antiphon_engine.errors import UserError
from antiphon_engine.lesson import Lesson
from antiphon_engine.midi_voices import read_voices
from antiphon_engine.new_file import NewFileError, write_new_file
from antiphon_engine.piece_file import (
    SUFFIX,
    Piece,
    PieceError,
    encoded,
    piece_path,
    read_head,
    read_stretches,
)

# What a mind is given of the library: the newest pieces of so many notes together, some 20 MB.
MOST_NOTES = 200_000


class LibraryError(UserError):
    """A piece that is not in the library, or cannot be put there or taken away."""


class Library:
    """The pieces in `folder`, which need not be there yet, as they were found when this was made.

    `pieces` come in the order in which they were added; `damaged` says in a line each what could
    not be read. Of the pieces in `known` no file is opened again.
    """

    def __init__(self, folder: Path, known: Iterable[Piece] = ()) -> None:
        self.folder = folder
        self.damaged: list[str] = []
        self._by_id = {piece.id: piece for piece in self._found({each.id: each for each in known})}
        self._names = {piece.name for piece in self._by_id.values()}

    @property
    def pieces(self) -> Sequence[Piece]:
        """The pieces, the oldest first."""
        return sorted(self._by_id.values(), key=lambda piece: (piece.added, piece.id))

    def _found(self, known: Mapping[str, Piece]) -> Iterator[Piece]:
        for path in self.folder.glob("*" + SUFFIX):
            try:
                yield known.get(path.stem) or read_head(path)
            except (OSError, PieceError) as error:
                self.damaged.append(f"{path}: {_reason(error)}; delete this file")

    def teach(self, source: Path, now: datetime) -> tuple[Piece, bool]:
        """Put the MIDI file at `source` into the library; return the piece and whether it is new.

        The same notes are one piece, by whatever name they come again. MidiFileError names what
        is wrong with the file, LibraryError why nothing can be put into the library.
        """
        voices = read_voices(source)
        name, origin, added = self._free_name(source.name), str(source), now.isoformat()
        piece, content = encoded(voices, name=name, origin=origin, added=added)
        if known := self._by_id.get(piece.id):
            return known, False
        # A file that is there all the same is a damaged one, or holds the same notes.
        try:
            write_new_file(piece_path(self.folder, piece.id), content, may_replace=True)
        except NewFileError as error:
            raise LibraryError(f"nothing can be remembered: {error}") from None
        self._by_id[piece.id] = piece
        self._names.add(piece.name)
        return piece, True

    def find(self, wanted: str) -> Piece:
        """Return the piece of this name or id; LibraryError where there is none."""
        for piece in self.pieces:
            if wanted in (piece.name, piece.id):
                return piece
        raise LibraryError(f"{wanted}: is not in the memory; 'antiphon memory list' shows what is")

    def remove(self, piece: Piece) -> None:
        """Take a piece out of the library, whoever has heard it; gone already is as well."""
        try:
            piece_path(self.folder, piece.id).unlink(missing_ok=True)
        except OSError as error:
            raise LibraryError(
                f"{piece.name}: cannot be removed: {error.strerror}; mend {self.folder}"
            ) from None
        del self._by_id[piece.id]
        self._names.discard(piece.name)

    def _free_name(self, name: str) -> str:
        name = "".join(sign if sign.isprintable() else "?" for sign in name)
        free, number = name, 1
        while free in self._names:
            number += 1
            free = f"{name} ({number})"
        return free


def lessons_of(folder: Path, piece: Piece, now: float = 0.0) -> Iterator[Lesson]:
    """Yield what there is to learn of a piece in `folder`, to be learned at `now`.

    PieceError or OSError where it is damaged or has gone.
    """
    for part, stretch in enumerate(read_stretches(piece_path(folder, piece.id))):
        yield Lesson(now, piece.id, part, stretch)


def newest(pieces: Sequence[Piece], most_notes: int = MOST_NOTES) -> list[Piece]:
    """Return the newest of `pieces`, oldest first, of no more notes than that, but one at least."""
    chosen: list[Piece] = []
    room = most_notes
    for piece in reversed(pieces):
        room -= piece.notes
        if room < 0 and chosen:
            break
        chosen.append(piece)
    return chosen[::-1]


def _reason(error: OSError | PieceError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
