"""A label and a choice whose long texts end in an ellipsis, whole in the tool tip.

Knows how to shorten text; knows nothing of what the text is about.
"""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QLabel,
    QSizePolicy,
    QStyleOptionComboBox,
    QWidget,
)

from antiphon_app.choice import DropDown

# What a style's arrow and the padding take of a choice's width.
_ARROW = 40
_FEW_LETTERS = 16


class ElidedLabel(QLabel):
    """One line of text that gives way: it may be narrower than its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Show this text."""
        if text != self.text():
            self.setText(text)
            self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """It may vanish."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)


class ElidedChoice(DropDown):
    """A choice that shows as much of its text as there is room for."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, (), parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def initStyleOption(self, option: QStyleOptionComboBox | None) -> None:
        """Let the style paint a shortened text."""
        super().initStyleOption(option)
        if option is not None:
            # Ports often differ in their last word; where there is room for one only, the first.
            metrics, room = self.fontMetrics(), self.width() - _ARROW
            is_narrow = room < _FEW_LETTERS * metrics.averageCharWidth()
            where = Qt.TextElideMode.ElideRight if is_narrow else Qt.TextElideMode.ElideMiddle
            option.currentText = metrics.elidedText(option.currentText, where, room)
