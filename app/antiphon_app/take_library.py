"""What the take panel does: finds takes, reads them aside, saves, notates, deletes with undo.

Knows the shelf, the command and the session's journal; knows no widget.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from PyQt6.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from antiphon_app.command_queue import CommandQueue
from antiphon_app.session import Session
from antiphon_app.take import SessionFacts, TakeMusic, read_facts, read_music, session_of
from antiphon_app.take_list import TakeList
from antiphon_app.take_shelf import Removed, ShelfError, TakeFile, TakeShelf
from antiphon_engine.paths import takes_folder

Part = Literal["exchange", "minutes", "all"]

# What the command is told, and what the file is called, by part.
_PARTS: Mapping[Part, tuple[tuple[str, ...], str]] = {
    "exchange": (("--exchange",), " exchange"),
    "minutes": (("--last", "300"), " last 5 min"),
    "all": ((), " so far"),
}
# The engine flushes its journal every second: what was just played must be in it.
FLUSH_MS = 1100
UNDO_MS = 20_000
NEWEST = "300"
NOTATION = ".musicxml"


class TakeLibrary(QObject):
    """The takes and what can be done with them. `said` is a line for the musician.

    `saved` tells the row's path, `undo_offered` what was deleted, "" once it is too late.
    """

    said = pyqtSignal(str, str)
    saved = pyqtSignal(object)
    undo_offered = pyqtSignal(str)
    _was_read = pyqtSignal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shelf = TakeShelf(takes_folder())
        self.takes = TakeList(self.shelf, self)
        self._session = session
        self._command = CommandQueue(self)
        self._facts: dict[str, SessionFacts] = {}
        self._removed: Removed | None = None
        self._reader = ThreadPoolExecutor(1, "takes")
        self._was_read.connect(self._take_music)
        self.takes.renamed.connect(self._tell_renamed)
        self.takes.refused.connect(lambda text: self.said.emit(text, "danger"))
        self._being_read: set[TakeFile] = set()
        self._undo_end = QTimer(self)
        self._undo_end.setSingleShot(True)
        self._undo_end.setInterval(UNDO_MS)
        self._undo_end.timeout.connect(self._forget_removed)
        self._is_closed = False
        self._restore_left_aside()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def is_busy(self) -> bool:
        """Whether a take is being saved or sessions are being looked through."""
        return self._command.is_busy

    def rescan(self) -> None:
        """List what is in the folder now, read what is new, and ask about its sessions."""
        self.takes.set_files(self.shelf.takes())
        for entry in self.takes.entries:
            if entry.music is None and entry.file not in self._being_read:
                self._being_read.add(entry.file)
                self._reader.submit(self._read, entry.file)
        self._apply_facts()
        if not self._command.is_busy:
            self._command.run(["takes", "list", "--json", "--newest", NEWEST], self._take_listing)

    def save(self, part: Part) -> None:
        """Save this much of what was just played as a MIDI file among the takes."""
        if not self._session.journal or not self._session.notes:
            self.said.emit(self.tr("Nothing has been played yet: play, then save."), "plain")
            return
        self.said.emit(self.tr("Saving…"), "plain")
        journal = Path(self._session.journal)
        flushed = QTimer(self)
        flushed.setSingleShot(True)
        flushed.timeout.connect(lambda: self._export(journal, part))
        flushed.timeout.connect(flushed.deleteLater)
        flushed.start(FLUSH_MS)

    def notate(self, path: Path) -> None:
        """Write a take as MusicXML beside it, at the tempo of its session where that is known."""
        self.said.emit(self.tr("Writing notation…"), "plain")
        facts = self._facts.get(session_of(self.shelf.origin(path), self._facts), SessionFacts(""))
        output = self.shelf.free(path.stem, NOTATION)
        words = ["notate", str(path), "-o", str(output), "--tempo", str(facts.tempo_bpm)]
        self._command.run(words, self._tell_notated)

    def remove(self, path: Path) -> None:
        """Delete a take; `undo` brings it back for a while."""
        self._forget_removed()
        try:
            self._removed = self.shelf.remove(path)
        except ShelfError as error:
            self.said.emit(str(error), "danger")
            return
        self._undo_end.start()
        self.rescan()
        self.undo_offered.emit(path.stem)

    def undo(self) -> None:
        """Bring the take back that was deleted last."""
        if self._removed is None:
            return
        removed, self._removed = self._removed, None
        self._undo_end.stop()
        self.undo_offered.emit("")
        try:
            path = self.shelf.restore(removed)
        except ShelfError as error:
            self.said.emit(str(error), "danger")
            return
        self.rescan()
        self.saved.emit(path)

    def close(self) -> None:
        """End what runs; what is deleted is deleted."""
        if not self._is_closed:
            self._is_closed = True
            self._forget_removed()
            self._command.stop()
            self._reader.shutdown(wait=True, cancel_futures=True)

    def _export(self, journal: Path, part: Part) -> None:
        options, suffix = _PARTS[part]
        output = self.shelf.free(journal.stem + suffix)
        self._command.run(
            ["takes", "export", str(journal), *options, "-o", str(output)],
            lambda is_well, text: self._tell_saved(is_well, text, output),
        )

    def _tell_saved(self, is_well: bool, text: str, path: Path) -> None:
        if not is_well:
            self.said.emit(text, "danger")
            return
        self.rescan()
        self.said.emit(self.tr("Saved “{0}”").format(path.stem), "good")
        self.saved.emit(path)

    def _tell_notated(self, is_well: bool, text: str) -> None:
        shown = self.tr("Notation written: “{0}”").format(Path(text).name) if is_well else text
        self.said.emit(shown, "good" if is_well else "danger")

    def _tell_renamed(self, name: str) -> None:
        self.said.emit(self.tr("Renamed: “{0}”").format(name), "good")

    def _take_listing(self, is_well: bool, text: str) -> None:
        if is_well:
            self._facts = read_facts(text)
            self._apply_facts()

    def _apply_facts(self) -> None:
        for row, entry in enumerate(self.takes.entries):
            session = session_of(self.shelf.origin(entry.file.path), self._facts)
            self.takes.set_facts(row, self._facts.get(session))

    def _read(self, file: TakeFile) -> None:
        music = read_music(file.path)
        if not self._is_closed:
            self._was_read.emit(file, music)

    def _take_music(self, file: TakeFile, music: TakeMusic) -> None:
        self._being_read.discard(file)
        self.takes.set_music(file, music)

    def _forget_removed(self) -> None:
        if self._removed is not None:
            removed, self._removed = self._removed, None
            self._undo_end.stop()
            self.shelf.forget(removed)
            self.undo_offered.emit("")

    def _restore_left_aside(self) -> None:
        try:
            self.shelf.restore_left_aside()
        except ShelfError as error:
            self.said.emit(str(error), "danger")
