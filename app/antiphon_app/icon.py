"""The signs on the buttons, drawn as lines at whatever size and sharpness is asked for.

Knows shapes on a square of 24 by 24; knows no action.
"""

import math
from collections.abc import Callable, Mapping

from PyQt6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

_SIDE = 24.0


def _arrow_head(path: QPainterPath, tip: QPointF, degrees: float, length: float = 4.5) -> None:
    """Add the two strokes of an arrow whose point flies towards `degrees` (0 right, 90 up)."""
    for turned in (degrees + 142, degrees - 142):
        angle = math.radians(turned)
        path.moveTo(tip)
        path.lineTo(tip + QPointF(length * math.cos(angle), -length * math.sin(angle)))


def _again() -> QPainterPath:
    path = QPainterPath()
    square = QRectF(5, 5, 14, 14)
    path.arcMoveTo(square, 60)
    path.arcTo(square, 60, 300)
    _arrow_head(path, QPointF(18.9, 12.4), 275)
    return path


def _more() -> QPainterPath:
    """Three bars that climb: the same, and more of it."""
    path = QPainterPath()
    for left, top in ((5, 15), (12, 11), (19, 6)):
        path.moveTo(left, 19)
        path.lineTo(left, top)
    return path


def _else() -> QPainterPath:
    """A way that leaves the way."""
    path = QPainterPath(QPointF(4, 17))
    path.cubicTo(QPointF(11, 17), QPointF(11, 7), QPointF(19.5, 7))
    _arrow_head(path, QPointF(20, 7), 0)
    path.moveTo(14, 17)
    path.lineTo(20, 17)
    return path


def _undo() -> QPainterPath:
    path = QPainterPath(QPointF(5, 9))
    path.lineTo(14, 9)
    path.arcTo(QRectF(9, 9, 10, 10), 90, -180)
    path.lineTo(9, 19)
    _arrow_head(path, QPointF(4.5, 9), 180)
    return path


def _freeze() -> QPainterPath:
    path = QPainterPath()
    centre = QPointF(12, 12)
    for degrees in range(0, 360, 60):
        angle = math.radians(degrees + 30)
        out = QPointF(math.cos(angle), math.sin(angle))
        path.moveTo(centre)
        path.lineTo(centre + out * 8.5)
        for bend in (-0.8, 0.8):
            twig = QPointF(math.cos(angle + bend), math.sin(angle + bend))
            path.moveTo(centre + out * 5)
            path.lineTo(centre + out * 5 + twig * 3)
    return path


def _mute() -> QPainterPath:
    path = QPainterPath(QPointF(4, 9.5))
    for x, y in ((7.5, 9.5), (12, 5.5), (12, 18.5), (7.5, 14.5), (4, 14.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    for start, end in (((15.5, 9.5), (20.5, 14.5)), ((20.5, 9.5), (15.5, 14.5))):
        path.moveTo(*start)
        path.lineTo(*end)
    return path


def _forget() -> QPainterPath:
    """A sheet wiped clean: the rubber on its line."""
    path = QPainterPath(QPointF(9, 18.5))
    for x, y in ((4.5, 14), (14, 4.5), (19.5, 10), (11, 18.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    path.moveTo(9, 9.5)
    path.lineTo(14.5, 15)
    path.moveTo(9, 18.5)
    path.lineTo(20, 18.5)
    return path


def _good() -> QPainterPath:
    path = QPainterPath(QPointF(8, 11))
    path.lineTo(11.5, 4)
    path.cubicTo(QPointF(14.5, 4), QPointF(14, 7), QPointF(13.3, 9.5))
    path.lineTo(19, 9.5)
    path.lineTo(17.3, 19)
    path.lineTo(8, 19)
    path.closeSubpath()
    path.addRect(QRectF(4.2, 11, 3.8, 8))
    return path


def _bad() -> QPainterPath:
    # The same hand, half a turn round.
    flipped = QPainterPath()
    for at in range((good := _good()).elementCount()):
        element = good.elementAt(at)
        point = QPointF(element.x, _SIDE - element.y)
        if element.type == QPainterPath.ElementType.MoveToElement:
            flipped.moveTo(point)
        elif element.type == QPainterPath.ElementType.LineToElement:
            flipped.lineTo(point)
        elif element.type == QPainterPath.ElementType.CurveToElement:
            first, last = good.elementAt(at + 1), good.elementAt(at + 2)
            flipped.cubicTo(
                point, QPointF(first.x, _SIDE - first.y), QPointF(last.x, _SIDE - last.y)
            )
    return flipped


def _tap() -> QPainterPath:
    """A metronome."""
    path = QPainterPath(QPointF(6, 19.5))
    for x, y in ((9.5, 4.5), (14.5, 4.5), (18, 19.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    path.moveTo(12, 16)
    path.lineTo(18.5, 7)
    return path


def _save() -> QPainterPath:
    path = QPainterPath(QPointF(12, 4.5))
    path.lineTo(12, 15)
    _arrow_head(path, QPointF(12, 15.5), 270)
    path.moveTo(5, 15)
    for x, y in ((5, 19.5), (19, 19.5), (19, 15)):
        path.lineTo(x, y)
    return path


_SHAPES: Mapping[str, Callable[[], QPainterPath]] = {
    "again": _again,
    "more": _more,
    "else": _else,
    "undo": _undo,
    "freeze": _freeze,
    "mute": _mute,
    "forget": _forget,
    "good": _good,
    "bad": _bad,
    "tap": _tap,
    "save": _save,
}


def icon(name: str, colour: QColor, pressed: QColor) -> QIcon:
    """Return the sign of that name, in `pressed` where its button is down."""
    return QIcon(_LineIcon(_SHAPES[name](), colour, pressed))


class _LineIcon(QIconEngine):
    def __init__(self, shape: QPainterPath, colour: QColor, pressed: QColor) -> None:
        super().__init__()
        self._shape, self._colour, self._pressed = shape, colour, pressed

    def paint(
        self, painter: QPainter | None, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        if painter is None:
            return
        colour = QColor(self._pressed if state == QIcon.State.On else self._colour)
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.4)
        scale = min(rect.width(), rect.height()) / _SIDE
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.x(), rect.y())
        painter.scale(scale, scale)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(colour, 1.8, cap=cap, join=join))
        painter.drawPath(self._shape)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _LineIcon(self._shape, self._colour, self._pressed)
