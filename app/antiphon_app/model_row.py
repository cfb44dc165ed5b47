"""How a model looks in the list: its title, what it does to the music, and its paper.

Knows the list's roles and a theme; knows no model.
"""

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetrics, QPainter
from PyQt6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from antiphon_app.row_painting import paint_ground
from antiphon_app.theme import GAP, MARGIN, UNIT, Theme

ABOUT = Qt.ItemDataRole.UserRole + 1
PAPER = Qt.ItemDataRole.UserRole + 2
STATE = Qt.ItemDataRole.UserRole + 3
IS_THERE = Qt.ItemDataRole.UserRole + 4
# Room for the mark of the one that answers.
_MARK = 2 * MARGIN
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


class ModelRow(QStyledItemDelegate):
    """Paints a row, as high as its texts need at the list's width; the ticked one has a mark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.width = 400

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the height of all lines at the width of the list."""
        metrics = QFontMetrics(option.font)
        text = self.width - _MARK - MARGIN
        heights = [_height(metrics, index.data(role), text) for role in (ABOUT, PAPER)]
        lines = metrics.lineSpacing() + sum(height + UNIT for height in heights if height)
        return QSize(self.width, lines + 2 * GAP)

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint the row's ground, mark and texts."""
        if painter is None:
            return
        painter.save()
        paint_ground(painter, option, self.theme, "machine")
        room = option.rect.adjusted(_MARK, GAP, -MARGIN, -GAP)
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked:
            self._paint_mark(painter, option)
        self._paint_head(painter, option, index, room)
        self._paint_texts(painter, option, index, room)
        painter.restore()

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        side = GAP
        line = QFontMetrics(option.font).lineSpacing()
        left = option.rect.left() + (_MARK - side) // 2
        top = option.rect.top() + GAP + (line - side) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("machine"))
        painter.drawEllipse(QRect(left, top, side, side))

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, room: QRect
    ) -> None:
        place = QRect(room.left(), room.top(), room.width(), option.fontMetrics.lineSpacing())
        state = index.data(STATE) or ""
        painter.setFont(option.font)
        painter.setPen(self.theme.colour("warning"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, right, state)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(self.theme.colour("text" if index.data(IS_THERE) else "muted"))
        width = place.width() - option.fontMetrics.horizontalAdvance(state) - GAP
        title = painter.fontMetrics().elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_texts(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, room: QRect
    ) -> None:
        metrics = QFontMetrics(option.font)
        painter.setFont(option.font)
        top = room.top() + metrics.lineSpacing() + UNIT
        for role, colour in ((ABOUT, "text"), (PAPER, "muted")):
            height = _height(metrics, index.data(role), room.width())
            if height:
                painter.setPen(self.theme.colour(colour))
                place = QRect(room.left(), top, room.width(), height)
                painter.drawText(place, _WRAPPED, index.data(role))
                top += height + UNIT


def _height(metrics: QFontMetrics, text: str | None, width: int) -> int:
    if not text:
        return 0
    return metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, text).height()
