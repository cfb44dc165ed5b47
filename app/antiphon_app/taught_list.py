"""The taught pieces as a list: what the library holds, by name, with what is known of each.

Knows what `antiphon memory list --json` says; knows no command and no engine.
"""

import json
from dataclasses import fields
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QObject, Qt

from antiphon_app.take_list import minutes
from antiphon_engine.piece_file import Piece

ABOUT = Qt.ItemDataRole.UserRole


class TaughtList(QAbstractListModel):
    """The model; the newest piece comes first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pieces: list[Piece] = []

    def set_listing(self, listing: str) -> None:
        """Show the pieces that this JSON tells of."""
        pieces = [_piece(record) for record in json.loads(listing)][::-1]
        if pieces != self.pieces:
            self.beginResetModel()
            self.pieces = pieces
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """As many as there are pieces."""
        return 0 if parent is not None and parent.isValid() else len(self.pieces)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what the row says in this role."""
        if not index.isValid():
            return None
        piece = self.pieces[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return piece.name
            case _ if role == ABOUT:
                return self._about(piece)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{piece.name}\n{self._about(piece)}\n{piece.origin}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{piece.name}, {self._about(piece)}"
        return None

    def _about(self, piece: Piece) -> str:
        at = QDateTime.fromString(piece.added, Qt.DateFormat.ISODateWithMs).toLocalTime()
        when = QLocale().toString(at, "d MMM, HH:mm")
        notes = self.tr("{0} notes").format(f"{piece.notes:,}")
        return f"{notes} · {minutes(piece.length)} · {when}"


def _piece(record: dict[str, Any]) -> Piece:
    return Piece(**{each.name: record[each.name] for each in fields(Piece)})
