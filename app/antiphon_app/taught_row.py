"""How a taught piece looks in the list: its name, and a line about it.

Knows the list's roles and a theme; knows no piece.
"""

from PyQt6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QPainter
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from antiphon_app.taught_list import ABOUT
from antiphon_app.theme import GAP, RADIUS, UNIT, Theme


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
        self._paint_ground(painter, option)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        room = option.rect.adjusted(GAP + UNIT, GAP, -GAP, -GAP)
        line = option.fontMetrics.lineSpacing()
        name = index.data(Qt.ItemDataRole.DisplayRole)
        for row, (text, font, role) in enumerate(
            ((name, strong, "text"), (index.data(ABOUT), option.font, "muted"))
        ):
            painter.setFont(font)
            painter.setPen(self.theme.colour(role))
            place = QRect(room.left(), room.top() + row * (line + UNIT), room.width(), line)
            # The end of a file's name often tells more than its middle.
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, place.width()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not (is_chosen or option.state & QStyle.StateFlag.State_MouseOver):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = is_chosen and bool(option.state & QStyle.StateFlag.State_Active)
        painter.setPen(self.theme.colour("motif" if has_focus else "line"))
        painter.setBrush(self.theme.colour("raised", 255 if is_chosen else 120))
        place = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(place, RADIUS, RADIUS)
