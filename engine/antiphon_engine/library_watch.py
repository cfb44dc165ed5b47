"""What the library has for the mind, handed over bit by bit, and again whenever it changes.

On a thread of its own: a slow disk must hold up neither the notes nor the heartbeat. Knows the
folder and how much is on its way; does not know who learns.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from antiphon_engine.lesson import Lesson, Syllabus, Unlearn
from antiphon_engine.library import MOST_NOTES, Library, lessons_of, newest
from antiphon_engine.piece_file import Piece, PieceError

TICK = 0.05
LOOK_INTERVAL = 1.0
# So many parts may wait to be learned: 16 of them are learned in a tick and take 1 MB.
MOST_WAITING = 16
# A folder that was changed so lately may change again without its time telling, in nanoseconds.
FRESH_NS = 3 * 10**9
# Pieces that are added may go beyond what there is room for by so much before the oldest go.
SLACK = MOST_NOTES // 4

Item = Lesson | Unlearn | Syllabus


@dataclass(frozen=True, slots=True)
class Pupil:
    """Who is taught: `hand_over` never waits; `over` counts the lessons learned or given up."""

    hand_over: Callable[[Item], None]
    over: Callable[[], int]
    say: Callable[[str], None]


class LibraryWatch:
    """The library in `folder` as far as it has been handed over; its own thread owns it."""

    def __init__(self, folder: Path, pupil: Pupil) -> None:
        self._folder = folder
        self._pupil = pupil
        self._given: list[Piece] = []
        self._lessons: Iterator[Lesson] = iter(())
        self._notes = 0
        self._handed_over = 0
        self._stamp = 0
        self._said: set[str] = set()
        self._next_look = 0.0
        self._is_stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="library", daemon=True)

    def stop(self) -> None:
        """Let the thread end; what has been handed over stays so."""
        self._is_stopping.set()

    def _run(self) -> None:
        while not self._is_stopping.wait(TICK):
            if time.monotonic() >= self._next_look:
                self._next_look = time.monotonic() + LOOK_INTERVAL
                self.look()
            self.go_on()

    def look(self) -> None:
        """See whether the library has changed, and plan what is to be learned."""
        stamp = _changed_at(self._folder)
        if stamp == self._stamp:
            return
        self._stamp = stamp if time.time_ns() - stamp > FRESH_NS else -1
        library = Library(self._folder, known=self._given)
        for line in library.damaged:
            self._say(line)
        self._plan(library.pieces)

    def go_on(self) -> None:
        """Hand over what there is room for."""
        while self._handed_over - self._pupil.over() < MOST_WAITING:
            lesson = next(self._lessons, None)
            if lesson is None:
                return
            self._handed_over += 1
            self._pupil.hand_over(lesson)

    def _plan(self, pieces: Sequence[Piece]) -> None:
        there, given = {piece.id for piece in pieces}, {piece.id for piece in self._given}
        new = [piece for piece in pieces if piece.id not in given]
        is_roomy = sum(piece.notes for piece in (*self._given, *new)) <= MOST_NOTES + SLACK
        if given <= there and is_roomy:
            self._given += new
            self._lessons = chain(self._lessons, self._lessons_of(new))
        else:
            self._given = new = newest(pieces)
            self._lessons = self._lessons_of(new)
            self._pupil.hand_over(Unlearn())
        self._promise(sum(piece.notes for piece in self._given))

    def _promise(self, notes: int) -> None:
        if notes != self._notes:
            self._notes = notes
            self._pupil.hand_over(Syllabus(notes))

    def _lessons_of(self, pieces: Sequence[Piece]) -> Iterator[Lesson]:
        for piece in pieces:
            missing = piece.notes
            try:
                for lesson in lessons_of(self._folder, piece):
                    missing -= len(lesson.stretch.notes)
                    yield lesson
            except FileNotFoundError:
                # It was forgotten in the meantime, and the next look will see that.
                continue
            except (OSError, PieceError) as error:
                self._say(f"{piece.name}: cannot be remembered: {error}; teach it again")
            self._promise(self._notes - missing)

    def _say(self, line: str) -> None:
        if line not in self._said:
            self._said.add(line)
            self._pupil.say(line)


def _changed_at(folder: Path) -> int:
    """Return when a file was put into `folder` or taken out, in nanoseconds; 0 if it is not there.

    Telling this takes microseconds, however many pieces there are.
    """
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
