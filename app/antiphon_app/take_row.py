"""How a take looks in the list: thumbnail, name, and two lines about it.

Knows the list's roles and a theme; knows no file.
"""

from PyQt6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from antiphon_app.row_painting import paint_ground, paint_lines
from antiphon_app.take_list import ABOUT, MUSIC, POSITION, SESSION
from antiphon_app.take_thumbnail import paint_thumbnail
from antiphon_app.theme import GAP, UNIT, Theme

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
        paint_ground(painter, option, self.theme, "machine")
        picture = self._picture(option)
        music = index.data(MUSIC)
        notes = music.sketch if music is not None else ()
        paint_thumbnail(painter, QRectF(picture), notes, self.theme, index.data(POSITION))
        texts = (index.data(role) for role in (Qt.ItemDataRole.DisplayRole, ABOUT, SESSION))
        paint_lines(painter, option, self.theme, self._texts(option), texts)
        painter.restore()

    def _picture(self, option: QStyleOptionViewItem) -> QRect:
        inner = option.rect.adjusted(GAP, GAP, -GAP, -GAP)
        inner.setWidth(min(THUMBNAIL_WIDTH, option.rect.width() * 2 // 5))
        return inner

    def _texts(self, option: QStyleOptionViewItem) -> QRect:
        left = self._picture(option).right() + 1 + GAP + UNIT
        return QRect(option.rect).adjusted(left - option.rect.left(), GAP, -GAP, -GAP)

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
