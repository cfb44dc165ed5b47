"""How a taught piece looks in the list: its name, and a line about it.

Knows the list's roles and a theme; knows no piece.
"""

from PyQt6.QtCore import QModelIndex, QSize, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from antiphon_app.row_painting import paint_ground, paint_lines
from antiphon_app.taught_list import ABOUT
from antiphon_app.theme import GAP, UNIT, Theme


class TaughtRow(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        """Two lines of text with air around them."""
        return QSize(200, 2 * option.fontMetrics.lineSpacing() + UNIT + 2 * GAP)

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint the row's ground and texts."""
        if painter is None:
            return
        painter.save()
        paint_ground(painter, option, self.theme, "motif")
        room = option.rect.adjusted(GAP + UNIT, GAP, -GAP, -GAP)
        texts = (index.data(Qt.ItemDataRole.DisplayRole), index.data(ABOUT))
        # The end of a file's name often tells more than its middle.
        middle = Qt.TextElideMode.ElideMiddle
        paint_lines(painter, option, self.theme, room, texts, elided=middle)
        painter.restore()
