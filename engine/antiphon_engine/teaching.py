"""Teaching many files, one after another: what came of each, and of all together.

Knows the library; knows no command line and no window.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from antiphon_engine.library import Library
from antiphon_engine.midi_file import MidiFileError

Kind = Literal["learned", "known", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of file number `done` (from 1) of `of`: `reason` says why it was skipped.

    `name` is that of the piece in the library, or of the file where it was skipped.
    """

    done: int
    of: int
    path: str
    kind: Kind
    name: str
    notes: int = 0
    reason: str = ""


Lessons = Iterator[Outcome]


@dataclass(slots=True)
class Tally:
    """How many files came out how, and how many notes are new."""

    learned: int = 0
    notes: int = 0
    known: int = 0
    skipped: int = 0

    def count(self, outcome: Outcome) -> None:
        """Add one more."""
        match outcome.kind:
            case "learned":
                self.learned += 1
                self.notes += outcome.notes
            case "known":
                self.known += 1
            case "skipped":
                self.skipped += 1

    def summary(self) -> str:
        """Return all of it in a line."""
        pieces = "1 piece" if self.learned == 1 else f"{self.learned:,} pieces"
        line = f"{pieces} learned, {self.notes:,} notes"
        if self.known:
            line += f"; {self.known:,} known already"
        return line + (f"; {self.skipped:,} skipped" if self.skipped else "")


def teach_all(library: Library, files: Sequence[Path], now: Callable[[], datetime]) -> Lessons:
    """Teach each file and yield what came of it, before the next is begun.

    UserError where the library takes nothing: then no file is to blame.
    """
    for done, path in enumerate(files, start=1):
        yield _taught(library, path, now(), done, len(files))


def _taught(library: Library, path: Path, now: datetime, done: int, of: int) -> Outcome:
    try:
        piece, is_new = library.teach(path, now)
    except MidiFileError as error:
        reason = str(error).removeprefix(f"{path}: ")
        return Outcome(done, of, str(path), "skipped", path.name, reason=reason)
    return Outcome(done, of, str(path), "learned" if is_new else "known", piece.name, piece.notes)
