"""The takes as a list: rows to show, rename and drag out as files.

Knows the shelf and what was read from it; knows no command and no sound.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PyQt6.QtCore import (
    QAbstractListModel,
    QDate,
    QDateTime,
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
# The line of a replay moves by so many seconds: a row is not painted for less.
STEP = 0.05
# Names that nobody chose: when the session began, what was cut from it, and a number.
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d(?P<what>.*?)(?P<number> \d+)?")


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
            Qt.ItemDataRole.DisplayRole: self._title,
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
        position = position if position is None else round(position / STEP) * STEP
        if (path, position) == (self._played, self._position):
            return
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

    def _title(self, entry: TakeEntry) -> str:
        """Return the name; of one that only tells when its session began, what it holds."""
        stamped = _STAMP.fullmatch(_name(entry))
        if stamped is None:
            return _name(entry)
        what, number = stamped.group("what"), stamped.group("number") or ""
        titles = {
            "": self.tr("Whole session"),
            " exchange": self.tr("Exchange"),
            " last 5 min": self.tr("Last five minutes"),
            " so far": self.tr("Session so far"),
        }
        return (titles.get(what, what.strip()) + number) or _name(entry)

    def _about(self, entry: TakeEntry) -> str:
        at = QDateTime.fromMSecsSinceEpoch(entry.file.modified // 1_000_000)
        is_old = at.date().year() != QDate.currentDate().year()
        when = QLocale().toString(at, "d MMM yyyy" if is_old else "d MMM, HH:mm")
        if entry.music is None:
            return when
        if entry.music.trouble:
            return self.tr("cannot be shown")
        return f"{minutes(entry.music.length)} · {when}"

    def _of_session(self, entry: TakeEntry) -> str:
        return " · ".join([*self._character(entry), *self._thumbs(entry, is_short=True)])

    def _character(self, entry: TakeEntry) -> list[str]:
        if entry.music is not None and entry.music.trouble:
            return [entry.music.trouble]
        facts = entry.facts
        if facts is None:
            return []
        words = [facts.preset or self.tr("own settings")]
        if facts.answers == 1:
            words.append(self.tr("1 answer"))
        elif facts.answers:
            words.append(self.tr("{0} answers").format(facts.answers))
        return words

    def _thumbs(self, entry: TakeEntry, *, is_short: bool) -> list[str]:
        facts = entry.facts
        if facts is None or not (facts.liked or facts.disliked):
            return []
        if is_short:
            return [f"+{facts.liked} \N{MINUS SIGN}{facts.disliked}"]
        return [self.tr("{0} liked, {1} not").format(facts.liked, facts.disliked)]

    def _position_in(self, entry: TakeEntry) -> float | None:
        return self._position if entry.file.path == self._played else None

    def _spoken(self, entry: TakeEntry) -> str:
        return ", ".join(self._words(entry))

    def _tool_tip(self, entry: TakeEntry) -> str:
        help_text = self.tr("Drag it into your DAW; F2 renames, Delete deletes.")
        return "\n".join([*self._words(entry), help_text])

    def _words(self, entry: TakeEntry) -> list[str]:
        character = " · ".join([*self._character(entry), *self._thumbs(entry, is_short=False)])
        titles = dict.fromkeys((self._title(entry), _name(entry)))
        return [word for word in (*titles, self._about(entry), character) if word]


def _name(entry: TakeEntry) -> str:
    return entry.file.path.stem


def minutes(seconds: float) -> str:
    """Return a length as m:ss, or h:mm:ss from an hour on."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"
