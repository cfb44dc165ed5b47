"""How a take looks in the list: thumbnail, name, and two lines about it.

Knows the list's roles and a theme; knows no file.
"""

from PyQt6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QPainter
from PyQt6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from antiphon_app.take_list import ABOUT, MUSIC, POSITION, SESSION
from antiphon_app.take_thumbnail import paint_thumbnail
from antiphon_app.theme import GAP, RADIUS, UNIT, Theme

THUMBNAIL_WIDTH = 100


class TakeRow(QStyledItemDelegate):
    """Paints and edits a row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        """Three lines of text with air around them."""
        return QSize(220, 3 * option.fontMetrics.lineSpacing() + 2 * UNIT + 2 * GAP)

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint the row's ground, thumbnail and texts."""
        if painter is None:
            return
        painter.save()
        self._paint_ground(painter, option)
        picture = self._picture(option)
        music = index.data(MUSIC)
        notes = music.sketch if music is not None else ()
        paint_thumbnail(painter, QRectF(picture), notes, self.theme, index.data(POSITION))
        self._paint_texts(painter, option, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_under = bool(state & QStyle.StateFlag.State_MouseOver)
        if not (is_chosen or is_under):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = is_chosen and bool(state & QStyle.StateFlag.State_Active)
        painter.setPen(self.theme.colour("machine" if has_focus else "line"))
        painter.setBrush(self.theme.colour("raised", 255 if is_chosen else 120))
        place = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(place, RADIUS, RADIUS)

    def _picture(self, option: QStyleOptionViewItem) -> QRect:
        inner = option.rect.adjusted(GAP, GAP, -GAP, -GAP)
        inner.setWidth(min(THUMBNAIL_WIDTH, option.rect.width() * 2 // 5))
        return inner

    def _texts(self, option: QStyleOptionViewItem) -> QRect:
        left = self._picture(option).right() + 1 + GAP + UNIT
        return QRect(option.rect).adjusted(left - option.rect.left(), GAP, -GAP, -GAP)

    def _paint_texts(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        place = self._texts(option)
        line = option.fontMetrics.lineSpacing()
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        texts = (
            (index.data(Qt.ItemDataRole.DisplayRole), strong, "text"),
            (index.data(ABOUT), option.font, "muted"),
            (index.data(SESSION), option.font, "muted"),
        )
        for row, (text, font, role) in enumerate(texts):
            painter.setFont(font)
            painter.setPen(self.theme.colour(role))
            spot = QRect(place.left(), place.top() + row * (line + UNIT), place.width(), line)
            shown = painter.fontMetrics().elidedText(
                text or "", Qt.TextElideMode.ElideRight, spot.width()
            )
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, shown)

    def createEditor(
        self, parent: QWidget | None, _option: QStyleOptionViewItem, _index: QModelIndex
    ) -> QWidget:
        """Return the field that a new name is typed into."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Name of the take"))
        editor.setMaxLength(120)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget | None, option: QStyleOptionViewItem, _index: QModelIndex
    ) -> None:
        """Put the field where the name is."""
        if editor is not None:
            place = self._texts(option)
            place.setHeight(editor.sizeHint().height())
            editor.setGeometry(place.adjusted(-UNIT, -UNIT, -UNIT, -UNIT))
