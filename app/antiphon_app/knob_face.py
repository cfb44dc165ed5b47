"""How a knob looks: label, dial, controller badge, value with its unit.

Knows geometry and colours; knows neither the mouse nor a parameter.
"""

import math
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSizeF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QLinearGradient, QPainter, QPen

from antiphon_app.theme import UNIT, Theme

# Degrees, counter-clockwise from three o'clock: a knob goes from half past seven to half past four.
_LOW_ANGLE, _TRAVEL = 225.0, -270.0
_PER_DEGREE = 16
# The height of all parts together, in lines of text.
_LARGE_LINES, _SMALL_LINES = 8.0, 5.95


@dataclass(frozen=True, slots=True)
class Face:
    """What a knob shows; positions are 0..1, `origin` is where the filled arc begins."""

    label: str
    value: str
    unit: str
    position: float
    origin: float
    default: float
    badge: str = ""
    has_complaint: bool = False
    is_lit: bool = False
    is_focused: bool = False
    is_hovered: bool = False
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a face are, in device-independent pixels."""

    label: QRectF
    dial: QRectF
    value: QRectF


def size_of(label: str, is_large: bool, font: QFont) -> QSizeF:
    """Return how large a knob wants to be; a large one has its label in one line."""
    metrics = QFontMetricsF(font)
    line = metrics.height()
    if not is_large:
        return QSizeF(5.5 * line, _SMALL_LINES * line)
    width = max(6.25 * line, metrics.horizontalAdvance(label) + 2 * UNIT)
    return QSizeF(width, _LARGE_LINES * line)


def places(rect: QRectF, is_large: bool, line: float) -> Places:
    """Return where the parts go in `rect`: centred, the label above, the value below."""
    label_height = (1.2 if is_large else 1.85) * line
    diameter = (5.4 if is_large else 2.75) * line
    total = (_LARGE_LINES if is_large else _SMALL_LINES) * line
    top = rect.top() + max(0.0, (rect.height() - total) / 2)
    label = QRectF(rect.left(), top, rect.width(), label_height)
    dial = QRectF(rect.center().x() - diameter / 2, label.bottom() + line * 0.2, diameter, diameter)
    value = QRectF(rect.left(), dial.bottom() + line * 0.05, rect.width(), line * 1.1)
    return Places(label, dial, value)


def paint(painter: QPainter, face: Face, where: Places, theme: Theme, is_large: bool) -> None:
    """Draw the whole face."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_label(painter, face, where.label, theme, is_large)
    _paint_track(painter, face, where.dial, theme)
    _paint_cap(painter, face, where.dial, theme)
    if face.badge:
        _paint_badge(painter, face, where.dial, theme)
    _paint_value(painter, face, where.value, theme, is_large)


def _paint_label(painter: QPainter, face: Face, rect: QRectF, theme: Theme, is_large: bool) -> None:
    font = _sized(painter.font(), 1.0 if is_large else 0.85)
    painter.save()
    painter.setFont(font)
    plain = "text" if is_large and face.is_enabled else "muted"
    painter.setPen(theme.colour("danger" if face.has_complaint else plain))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextWordWrap), face.label)
    painter.restore()


def _paint_track(painter: QPainter, face: Face, dial: QRectF, theme: Theme) -> None:
    width = dial.width() * 0.075
    arc = dial.adjusted(width, width, -width, -width)
    pen = QPen(theme.colour("line"), width, cap=Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(arc, int(_LOW_ANGLE * _PER_DEGREE), int(_TRAVEL * _PER_DEGREE))
    pen.setColor(theme.colour("machine" if face.is_enabled else "muted"))
    painter.setPen(pen)
    start = _LOW_ANGLE + _TRAVEL * face.origin
    span = _TRAVEL * (face.position - face.origin)
    if abs(span) > 0.5:
        painter.drawArc(arc, int(start * _PER_DEGREE), int(span * _PER_DEGREE))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("muted"))
    mark = _on_circle(dial.center(), dial.width() / 2 + width * 0.15, face.default)
    painter.drawEllipse(mark, width * 0.33, width * 0.33)


def _paint_cap(painter: QPainter, face: Face, dial: QRectF, theme: Theme) -> None:
    radius = dial.width() * 0.33
    centre = dial.center()
    shade = QLinearGradient(centre.x(), centre.y() - radius, centre.x(), centre.y() + radius)
    raised = theme.colour("raised")
    shade.setColorAt(0.0, raised.lighter(125 if theme.name == "dark" else 108))
    shade.setColorAt(1.0, raised.darker(112 if theme.name == "dark" else 104))
    edge = "text" if face.is_focused else "muted" if face.is_hovered else "line"
    painter.setPen(QPen(theme.colour(edge), 2.0 if face.is_focused else 1.0))
    painter.setBrush(shade)
    painter.drawEllipse(centre, radius, radius)
    ink = theme.colour("text" if face.is_enabled else "muted")
    painter.setPen(QPen(ink, dial.width() * 0.05, cap=Qt.PenCapStyle.RoundCap))
    painter.drawLine(
        _on_circle(centre, radius * 0.4, face.position),
        _on_circle(centre, radius * 0.8, face.position),
    )


def _paint_badge(painter: QPainter, face: Face, dial: QRectF, theme: Theme) -> None:
    """Draw the controller that turns the knob in the gap of its track; lit, it asks for one."""
    painter.save()
    painter.setFont(_sized(painter.font(), 0.68))
    metrics = QFontMetricsF(painter.font())
    pill = QRectF(0, 0, metrics.horizontalAdvance(face.badge) + metrics.height(), metrics.height())
    pill.moveCenter(QPointF(dial.center().x(), dial.bottom() - metrics.height() * 0.55))
    painter.setPen(QPen(theme.colour("warning" if face.is_lit else "muted"), 1.0))
    painter.setBrush(theme.colour("warning" if face.is_lit else "surface"))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(theme.colour("background" if face.is_lit else "text"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, face.badge)
    painter.restore()


def _paint_value(painter: QPainter, face: Face, rect: QRectF, theme: Theme, is_large: bool) -> None:
    """Draw the value and, fainter, its unit, the two together in the middle."""
    font = _sized(painter.font(), 1.1 if is_large else 0.9)
    font.setWeight(QFont.Weight.DemiBold)
    small = _sized(painter.font(), 0.8)
    numbers, words = QFontMetricsF(font), QFontMetricsF(small)
    space = words.horizontalAdvance(" ") if face.unit else 0.0
    width = numbers.horizontalAdvance(face.value) + space + words.horizontalAdvance(face.unit)
    left = rect.center().x() - width / 2
    base = rect.center().y() + numbers.ascent() / 2 - numbers.descent() / 4
    painter.setFont(font)
    painter.setPen(theme.colour("text" if face.is_enabled else "muted"))
    painter.drawText(QPointF(left, base), face.value)
    painter.setFont(small)
    painter.setPen(theme.colour("muted"))
    painter.drawText(QPointF(left + numbers.horizontalAdvance(face.value) + space, base), face.unit)


def _on_circle(centre: QPointF, radius: float, position: float) -> QPointF:
    angle = math.radians(_LOW_ANGLE + _TRAVEL * position)
    return QPointF(centre.x() + radius * math.cos(angle), centre.y() - radius * math.sin(angle))


def _sized(font: QFont, scale: float) -> QFont:
    sized = QFont(font)
    if font.pointSizeF() > 0:
        sized.setPointSizeF(font.pointSizeF() * scale)
    else:
        sized.setPixelSize(max(1, round(font.pixelSize() * scale)))
    return sized
