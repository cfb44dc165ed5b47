"""The button with the name of the preset in use and a mark when its knobs were turned since.

Knows texts; knows no preset.
"""

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PyQt6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from antiphon_app.choice import paint_chevron
from antiphon_app.theme import MARGIN, UNIT

_CHEVRON = 20


class PresetName(QToolButton):
    """A button as wide as it may be; a name too long for it ends in dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._is_changed = "", False
        self.setObjectName("preset")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def is_changed(self) -> bool:
        """Whether the mark is shown."""
        return self._is_changed

    def show_name(self, name: str, is_changed: bool) -> None:
        """Show this name, with the mark or without."""
        self._name, self._is_changed = name, is_changed
        self.setText(name.replace("&", "&&"))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters."""
        return QSize(90, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002
        """Let the style draw the frame, and write the name to the left in it."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_name(painter)
        paint_chevron(painter, self)
        painter.end()

    def _paint_name(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        dot = UNIT * 1.5
        room = self.width() - 2 * MARGIN - _CHEVRON - (dot + UNIT if self._is_changed else 0)
        text = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        rect = QRectF(MARGIN, 0, room, self.height())
        painter.setFont(font)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), text)
        if self._is_changed:
            left = MARGIN + metrics.horizontalAdvance(text) + UNIT
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().highlight())
            painter.drawEllipse(QRectF(left, (self.height() - dot) / 2, dot, dot))
