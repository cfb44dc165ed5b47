"""What was learned once, from the library again: for replays and for rendering.

Knows the library and the journal's entries; knows no performer.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from antiphon_engine.errors import UserError
from antiphon_engine.journal_entry import Entry, Learned
from antiphon_engine.lesson import Lesson
from antiphon_engine.library import Library, lessons_of, newest
from antiphon_engine.piece_file import PieceError, piece_path, read_stretches
from antiphon_models.music.stretch import Stretch

# The parts of each piece, by its id.
Learning = Mapping[str, Sequence[Stretch]]


class ForgottenError(UserError):
    """Pieces that a session was played with and that are no longer in the library."""


def recall(journal: Path, entries: Iterable[Entry], folder: Path) -> Learning:
    """Return the pieces that these entries of `journal` learned, as the library in `folder` has it.

    ForgottenError names those that are missing there.
    """
    learned = [entry for entry in entries if isinstance(entry, Learned)]
    names = {entry.piece_id: entry.name for entry in learned}
    learning = {piece_id: _stretches(folder, piece_id) for piece_id in names}
    missing = {
        f"{entry.name} ({entry.piece_id})"
        for entry in learned
        if entry.part >= len(learning[entry.piece_id])
    }
    if missing:
        raise ForgottenError(
            f"{journal}: was played with {', '.join(sorted(missing))}, which the memory no longer "
            "has; teach it again with 'antiphon memory add'"
        )
    return learning


def everything_taught(folder: Path) -> list[Lesson]:
    """Return what a mind that begins learns of the library in `folder`, all at time 0.0.

    ForgottenError names a piece that is damaged.
    """
    lessons: list[Lesson] = []
    for piece in newest(Library(folder).pieces):
        try:
            lessons += lessons_of(folder, piece)
        except (OSError, PieceError) as error:
            raise ForgottenError(f"{piece.name}: cannot be read: {error}; teach it again") from None
    return lessons


def _stretches(folder: Path, piece_id: str) -> list[Stretch]:
    # An id is part of a journal, which anybody may have written: it must not lead elsewhere.
    if not piece_id.isalnum():
        return []
    try:
        return list(read_stretches(piece_path(folder, piece_id)))
    except (OSError, PieceError):
        return []
