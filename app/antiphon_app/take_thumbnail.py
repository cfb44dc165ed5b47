"""A take at a glance: a small piano roll of both parts.

Knows notes and a theme; knows no file and no list.
"""

from collections.abc import Sequence

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QPainter, QPen

from antiphon_app.replay import ReplayNote
from antiphon_app.theme import Theme

# Fewer semitones than this would make a single note fill the picture.
LEAST_RANGE = 18
INSET = 4.0
SHORTEST = 1.5
TALLEST = 4.0


def paint_thumbnail(
    painter: QPainter,
    place: QRectF,
    notes: Sequence[ReplayNote],
    theme: Theme,
    position: float | None = None,
) -> None:
    """Paint the notes into `place`; `position` is where a replay is, in seconds."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(theme.colour("background"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if notes:
        inner = place.adjusted(INSET, INSET, -INSET, -INSET)
        _paint_parts(painter, inner, notes, theme)
        if position is not None:
            _paint_position(painter, inner, notes, theme, position)
    painter.restore()


def note_bars(place: QRectF, notes: Sequence[ReplayNote]) -> tuple[list[QRectF], list[QRectF]]:
    """Return the bars of the player's and of the machine's notes, laid out over `place`."""
    lowest, highest = _range(notes)
    begin, end = _span(notes)
    step = place.height() / (highest - lowest + 1)
    height = min(max(step, 1.5), TALLEST)
    scale = place.width() / (end - begin)
    parts: tuple[list[QRectF], list[QRectF]] = ([], [])
    for note in notes:
        left = place.left() + (note.onset - begin) * scale
        middle = place.bottom() - (note.pitch - lowest + 0.5) * step
        width = min(max(note.duration * scale, SHORTEST), place.right() - left)
        bar = QRectF(left, middle - height / 2, max(width, 1.0), height)
        parts[0 if note.is_player else 1].append(bar)
    return parts


def _paint_parts(
    painter: QPainter, place: QRectF, notes: Sequence[ReplayNote], theme: Theme
) -> None:
    player, machine = note_bars(place, notes)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("player"))
    _draw(painter, player)
    # The machine's are hollow, as on the stage.
    painter.setPen(QPen(theme.colour("machine"), 0.9))
    painter.setBrush(theme.colour("machine", 90))
    _draw(painter, machine)


def _draw(painter: QPainter, bars: list[QRectF]) -> None:
    if bars:
        painter.drawRects(*bars)


def _paint_position(
    painter: QPainter,
    place: QRectF,
    notes: Sequence[ReplayNote],
    theme: Theme,
    position: float,
) -> None:
    begin, end = _span(notes)
    share = min(max((position - begin) / (end - begin), 0.0), 1.0)
    across = place.left() + share * place.width()
    painter.setPen(QPen(theme.colour("text"), 1.5))
    painter.drawLine(
        QRectF(across, place.top(), 0, 0).topLeft(), QRectF(across, place.bottom(), 0, 0).topLeft()
    )


def _range(notes: Sequence[ReplayNote]) -> tuple[int, int]:
    lowest, highest = min(n.pitch for n in notes), max(n.pitch for n in notes)
    missing = max(0, LEAST_RANGE - (highest - lowest))
    return lowest - missing // 2, highest + (missing + 1) // 2


def _span(notes: Sequence[ReplayNote]) -> tuple[float, float]:
    begin = min(note.onset for note in notes)
    end = max(note.onset + note.duration for note in notes)
    return begin, max(end, begin + 0.5)
