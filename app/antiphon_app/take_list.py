"""The takes as a list: rows to show, rename and drag out as files.

Knows the shelf and what was read from it; knows no command and no sound.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PyQt6.QtCore import (
    QAbstractListModel,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    QUrl,
    pyqtSignal,
)

from antiphon_app.take import SessionFacts, TakeMusic
from antiphon_app.take_shelf import ShelfError, TakeFile, TakeShelf

MUSIC = Qt.ItemDataRole.UserRole
ABOUT = Qt.ItemDataRole.UserRole + 1
SESSION = Qt.ItemDataRole.UserRole + 2
POSITION = Qt.ItemDataRole.UserRole + 3


@dataclass(slots=True)
class TakeEntry:
    """A row: the file, and what has been read of it so far."""

    file: TakeFile
    music: TakeMusic | None = None
    facts: SessionFacts | None = None


class TakeList(QAbstractListModel):
    """The model; `renamed` and `refused` tell what became of a name that was typed."""

    renamed = pyqtSignal(str)
    refused = pyqtSignal(str)

    def __init__(self, shelf: TakeShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[TakeEntry] = []
        self._shelf = shelf
        self._played: Path | None = None
        self._position: float | None = None
        self._readers: dict[int, Callable[[TakeEntry], Any]] = {
            Qt.ItemDataRole.DisplayRole: _name,
            Qt.ItemDataRole.EditRole: _name,
            Qt.ItemDataRole.ToolTipRole: self._tool_tip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            MUSIC: lambda entry: entry.music,
            ABOUT: self._about,
            SESSION: self._of_session,
            POSITION: self._position_in,
        }

    def set_files(self, files: Iterable[TakeFile]) -> None:
        """Show these takes; what was read of those that have not changed is kept."""
        known = {entry.file: entry for entry in self.entries}
        entries = [known.get(file, TakeEntry(file)) for file in files]
        if [entry.file for entry in entries] == [entry.file for entry in self.entries]:
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def set_music(self, file: TakeFile, music: TakeMusic) -> None:
        """Show what was read from a file, if it is still listed."""
        for row, entry in enumerate(self.entries):
            if entry.file == file:
                entry.music = music
                self._touch(row)

    def set_facts(self, row: int, facts: SessionFacts | None) -> None:
        """Show what is known of the session of a row."""
        if self.entries[row].facts != facts:
            self.entries[row].facts = facts
            self._touch(row)

    def set_position(self, path: Path | None, position: float | None) -> None:
        """Show where the replay of a take is; None is nowhere."""
        before, self._played, self._position = self._played, path, position
        for row, entry in enumerate(self.entries):
            if entry.file.path in (before, path):
                self._touch(row)

    def row_of(self, path: Path) -> int:
        """Return the row of a take, -1 if it is not listed."""
        paths = [entry.file.path for entry in self.entries]
        return paths.index(path) if path in paths else -1

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """As many as there are takes."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what the row says in this role."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        read = self._readers.get(role)
        return read(entry) if read else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """A take can be renamed and dragged out."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

    def setData(
        self, index: QModelIndex, value: Any, _role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Rename the take; a name that cannot be is refused with the reason."""
        entry = self.entries[index.row()]
        try:
            path = self._shelf.rename(entry.file.path, str(value))
        except ShelfError as error:
            self.refused.emit(str(error))
            return False
        if path == entry.file.path:
            return True
        entry.file = TakeFile(path, entry.file.modified, entry.file.size)
        self._touch(index.row())
        self.renamed.emit(path.stem)
        return True

    def mimeTypes(self) -> list[str]:
        """Takes are dragged as files."""
        return ["text/uri-list"]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Return the takes as the addresses of their files, which stay where they are."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self.entries[i.row()].file.path)) for i in indexes])
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """Copies only: a DAW must not take the file away."""
        return Qt.DropAction.CopyAction

    def _touch(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))

    def _about(self, entry: TakeEntry) -> str:
        at = datetime.fromtimestamp(entry.file.modified / 1e9).astimezone()
        when = QLocale().toString(at, QLocale.FormatType.ShortFormat)
        if entry.music is None:
            return when
        if entry.music.trouble:
            return self.tr("cannot be shown")
        return f"{minutes(entry.music.length)}  ·  {when}"

    def _of_session(self, entry: TakeEntry) -> str:
        if entry.music is not None and entry.music.trouble:
            return entry.music.trouble
        facts = entry.facts
        if facts is None:
            return ""
        words = [facts.preset or self.tr("own settings")]
        if facts.answers:
            words.append(
                self.tr("1 answer")
                if facts.answers == 1
                else self.tr("{0} answers").format(facts.answers)
            )
        if facts.liked:
            words.append(self.tr("{0} liked").format(facts.liked))
        if facts.disliked:
            words.append(self.tr("{0} disliked").format(facts.disliked))
        return "  ·  ".join(words)

    def _position_in(self, entry: TakeEntry) -> float | None:
        return self._position if entry.file.path == self._played else None

    def _spoken(self, entry: TakeEntry) -> str:
        words = (_name(entry), self._about(entry), self._of_session(entry))
        return ", ".join(word for word in words if word)

    def _tool_tip(self, entry: TakeEntry) -> str:
        lines = [entry.file.path.stem, self._about(entry), self._of_session(entry)]
        lines.append(self.tr("Drag it into your DAW; F2 renames, Delete deletes."))
        return "\n".join(line for line in lines if line)


def _name(entry: TakeEntry) -> str:
    return entry.file.path.stem


def minutes(seconds: float) -> str:
    """Return a length as m:ss, or h:mm:ss from an hour on."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"
