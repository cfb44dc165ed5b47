"""Antiphon's sign: a call, filled, and its answer, outlined and a step higher.

Knows how to paint it at any size; knows nothing else.
"""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from antiphon_app.theme import DARK

SIZES = (16, 24, 32, 48, 64, 128, 256)
# In sixteenths of the whole: left, top, width, height.
_CALL = ((2.5, 9.5, 4.0, 2.6), (5.5, 5.9, 2.6, 2.6))
_ANSWER = ((8.9, 8.0, 4.6, 2.2), (11.3, 3.9, 2.2, 2.2))


def app_icon() -> QIcon:
    """Return the icon of the window and of the application."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_painted(size))
    return icon


def _painted(size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 16, size / 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DARK.background))
    painter.drawRoundedRect(QRectF(0.5, 0.5, 15, 15), 3.4, 3.4)
    painter.setBrush(QColor(DARK.player))
    for bar in _CALL:
        painter.drawRoundedRect(QRectF(*bar), 0.8, 0.8)
    painter.setPen(QPen(QColor(DARK.machine), 0.9))
    painter.setBrush(DARK.colour("machine", 70))
    for bar in _ANSWER:
        painter.drawRoundedRect(QRectF(*bar), 0.8, 0.8)
    painter.end()
    return picture
