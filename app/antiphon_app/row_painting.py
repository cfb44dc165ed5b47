"""What rows of a list have in common on screen: the ground of a chosen one, and lines of text.

Knows a theme; knows neither what a row stands for nor its other parts.
"""

from collections.abc import Iterable

from PyQt6.QtCore import QRect, QRectF, Qt
from PyQt6.QtGui import QFont, QPainter
from PyQt6.QtWidgets import QStyle, QStyleOptionViewItem

from antiphon_app.theme import RADIUS, UNIT, Theme


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, theme: Theme, accent: str
) -> None:
    """Paint the ground of a row that is chosen or pointed at; `accent` colours a focused frame."""
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if not (is_chosen or option.state & QStyle.StateFlag.State_MouseOver):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    has_focus = is_chosen and bool(option.state & QStyle.StateFlag.State_Active)
    painter.setPen(theme.colour(accent if has_focus else "line"))
    painter.setBrush(theme.colour("raised", 255 if is_chosen else 120))
    place = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(place, RADIUS, RADIUS)


def paint_lines(
    painter: QPainter,
    option: QStyleOptionViewItem,
    theme: Theme,
    room: QRect,
    texts: Iterable[str | None],
    *,
    elided: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Paint a strong line and muted ones below it; what is too long is `elided`."""
    height = option.fontMetrics.lineSpacing()
    strong = QFont(option.font)
    strong.setWeight(QFont.Weight.DemiBold)
    for number, text in enumerate(texts):
        painter.setFont(option.font if number else strong)
        painter.setPen(theme.colour("muted" if number else "text"))
        place = QRect(room.left(), room.top() + number * (height + UNIT), room.width(), height)
        shown = painter.fontMetrics().elidedText(text or "", elided, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
