"""A small light that is told by its shape as well as by its colour.

Knows three states and a theme; knows nothing of what it stands for.
"""

from typing import Literal

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from antiphon_app.theme import Theme

State = Literal["off", "on", "lit", "wrong"]
SIZE = 12


class Lamp(QWidget):
    """A lamp: a dashed ring when off, a ring when on, filled when lit, a cross when wrong."""

    def __init__(self, role: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._theme = theme
        self.state: State = "off"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: State) -> None:
        """Show this state."""
        if state != self.state:
            self.state = state
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The place that it takes."""
        return QSize(SIZE + 2, SIZE + 2)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        if self.state == "wrong":
            self._paint_cross(painter, centre)
            return
        is_off = self.state == "off"
        pen = QPen(self._theme.colour("muted" if is_off else self._role), 1.6)
        if is_off:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        if self.state == "lit":
            painter.setBrush(self._theme.colour(self._role))
        radius = SIZE / 2 - 1
        painter.drawEllipse(
            QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        )

    def _paint_cross(self, painter: QPainter, centre: QPointF) -> None:
        pen = QPen(self._theme.colour("danger"), 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        arm = SIZE / 2 - 2
        for slope in (1, -1):
            painter.drawLine(
                centre + QPointF(-arm, -arm * slope), centre + QPointF(arm, arm * slope)
            )
