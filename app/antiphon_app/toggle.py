"""A switch with two positions that differ in place and in sign, not in colour alone.

Knows colours; knows no parameter and no engine.
"""

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QCheckBox, QWidget

from antiphon_app.theme import GAP, Theme


class Toggle(QCheckBox):
    """A check box that looks like a switch, with its text beside it."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the switch and its text."""
        line = self.fontMetrics().height()
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(int(line * 2.2) + GAP + text + 2, int(line * 1.5))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002
        """Draw the slot, the handle, the sign and the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = float(self.fontMetrics().height())
        slot = QRectF(1.5, (self.height() - line * 1.1) / 2, line * 2.1, line * 1.1)
        self._paint_slot(painter, slot)
        painter.setPen(self._theme.colour("text" if self.isEnabled() else "muted"))
        text = QRectF(self.rect()).adjusted(slot.right() + GAP, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def _paint_slot(self, painter: QPainter, slot: QRectF) -> None:
        theme, is_on = self._theme, self.isChecked()
        edge = theme.colour("text" if self.hasFocus() else "machine" if is_on else "muted")
        painter.setPen(QPen(edge, 2.0 if self.hasFocus() else 1.0))
        painter.setBrush(theme.colour("machine" if is_on else "surface"))
        painter.drawRoundedRect(slot, slot.height() / 2, slot.height() / 2)
        handle = slot.height() - 6
        left = slot.right() - handle - 3 if is_on else slot.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("background" if is_on else "muted"))
        painter.drawEllipse(QRectF(left, slot.top() + 3, handle, handle))
        painter.setPen(QPen(theme.colour("background" if is_on else "muted"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle, tall = slot.center().y(), slot.height() * 0.2
        if is_on:
            x = slot.left() + slot.height() * 0.55
            painter.drawLine(int(x), int(middle - tall), int(x), int(middle + tall))
        else:
            x = slot.right() - slot.height() * 0.6
            painter.drawEllipse(QRectF(x - tall, middle - tall, 2 * tall, 2 * tall))
