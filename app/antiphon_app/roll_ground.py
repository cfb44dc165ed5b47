"""Paints what the notes lie on: rows, turns, bars and beats, octave names.

Knows a painter, the axes and the session's turns and grid; paints no note.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication, QLineF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from antiphon_app.roll_axes import RollAxes
from antiphon_app.session import Session
from antiphon_app.theme import GAP, UNIT, Theme
from antiphon_models.music.pitch import pitch_name

BEATS_IN_BAR = 4
BLACK_KEYS = frozenset((1, 3, 6, 8, 10))
CLOSEST_LINES = 9.0
PLAYER_BAND, MACHINE_BAND = 0.03, 0.1


def mixed(theme: Theme, role: str, strength: float) -> QColor:
    """Return a role's colour at `strength`, 0 to 1, over the surface: opaque, so it paints fast."""
    over, under = theme.colour(role), theme.colour("surface")
    channels = [
        round(mine * strength + its * (1.0 - strength))
        for mine, its in (
            (over.red(), under.red()),
            (over.green(), under.green()),
            (over.blue(), under.blue()),
        )
    ]
    return QColor(*channels)


@dataclass(frozen=True, slots=True)
class TurnSpan:
    """One side's turn, in engine seconds; the last one goes on, so far."""

    begin: float
    end: float
    is_player: bool


def turn_spans(session: Session, axes: RollAxes) -> list[TurnSpan]:
    """Return the turns that reach into the stage, latest first, yields and listening as one."""
    spans: list[TurnSpan] = []
    end = axes.now
    for turn in reversed(session.turns):
        spans.append(TurnSpan(turn.time, end, turn.turn != "answering"))
        end = turn.time
        if end < axes.first_time:
            break
    else:
        spans.append(TurnSpan(-math.inf, end, is_player=True))
    return list(_joined(spans))


def _joined(spans: list[TurnSpan]) -> Iterator[TurnSpan]:
    later: TurnSpan | None = None
    for span in spans:
        if later is not None and later.is_player == span.is_player:
            later = TurnSpan(span.begin, later.end, span.is_player)
            continue
        if later is not None:
            yield later
        later = span
    if later is not None:
        yield later


def paint_rows(painter: QPainter, axes: RollAxes, theme: Theme) -> None:
    """Paint a darker row for each black key and a line under each C."""
    width = axes.right - axes.left
    low, high = math.floor(axes.low), math.ceil(axes.high)
    rows = [
        QRectF(axes.left, axes.y(pitch) - axes.row / 2, width, axes.row)
        for pitch in range(low, high + 1)
        if pitch % 12 in BLACK_KEYS
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("background", 150))
    if rows:
        painter.drawRects(*rows)
    floors = [axes.y(pitch) + axes.row / 2 for pitch in range(low, high + 1) if pitch % 12 == 0]
    _lines(
        painter,
        [QLineF(axes.left, round(y), axes.right, round(y)) for y in floors],
        QPen(theme.colour("line", 150), 1),
    )


def paint_turns(painter: QPainter, axes: RollAxes, session: Session, theme: Theme) -> None:
    """Paint each turn as a soft band with its name in the lane above the roll."""
    for span in turn_spans(session, axes):
        left, right = max(axes.left, axes.x(span.begin)), axes.x(span.end)
        role = "player" if span.is_player else "machine"
        strength = PLAYER_BAND if span.is_player else MACHINE_BAND
        band = QRectF(left, axes.top, right - left, axes.bottom - axes.top)
        painter.fillRect(band, mixed(theme, role, strength))
        _paint_lane(painter, QRectF(left, 0, right - left, axes.top), span.is_player, theme)
    ahead = QRectF(axes.now_x, axes.top, axes.right - axes.now_x, axes.bottom - axes.top)
    painter.fillRect(ahead, mixed(theme, "background", 0.5))


def _paint_lane(painter: QPainter, lane: QRectF, is_player: bool, theme: Theme) -> None:
    role = "player" if is_player else "machine"
    name = (
        QCoreApplication.translate("PianoRoll", "You")
        if is_player
        else QCoreApplication.translate("PianoRoll", "Antiphon")
    )
    stripe = QRectF(lane.left() + 1, lane.bottom() - 3, max(0.0, lane.width() - 2), 3)
    if is_player:
        painter.fillRect(stripe, theme.colour(role))
    else:
        # Two thin lines, as the machine's notes are outlines: told apart without colour.
        painter.fillRect(stripe.adjusted(0, 0, 0, -2), theme.colour(role))
        painter.fillRect(stripe.adjusted(0, 2, 0, 0), theme.colour(role))
    if painter.fontMetrics().horizontalAdvance(name) + 2 * UNIT <= lane.width():
        painter.setPen(theme.colour(role))
        painter.drawText(
            lane.adjusted(UNIT, 0, 0, -4),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            name,
        )


def paint_grid(painter: QPainter, axes: RollAxes, session: Session, theme: Theme) -> None:
    """Paint bar lines and, where there is room, beat lines, past and to come."""
    beat = 60.0 / session.grid.tempo_bpm
    first = math.ceil((axes.first_time - session.grid.origin) / beat)
    last = math.floor((axes.last_time - session.grid.origin) / beat)
    bars: list[QLineF] = []
    beats: list[QLineF] = []
    for number in range(first, last + 1):
        x = round(axes.x(session.grid.origin + number * beat))
        lines = beats if number % BEATS_IN_BAR else bars
        lines.append(QLineF(x, axes.top, x, axes.bottom))
    if beat * axes.pixels_in_second >= CLOSEST_LINES:
        _lines(painter, beats, QPen(theme.colour("line", 90), 1, Qt.PenStyle.DotLine))
    if BEATS_IN_BAR * beat * axes.pixels_in_second >= CLOSEST_LINES:
        _lines(painter, bars, QPen(theme.colour("line", 200), 1))


def paint_octaves(painter: QPainter, axes: RollAxes, theme: Theme) -> None:
    """Paint the gutter at the left with the name of each C."""
    painter.fillRect(QRectF(0, 0, axes.left, axes.bottom), theme.colour("surface"))
    painter.fillRect(QRectF(axes.left - 1, axes.top, 1, axes.bottom), theme.colour("line"))
    painter.setPen(theme.colour("muted"))
    height = painter.fontMetrics().height()
    for pitch in range(math.ceil(axes.low), math.floor(axes.high) + 1):
        y = axes.y(pitch)
        if pitch % 12 == 0 and axes.top + height / 2 <= y <= axes.bottom - height / 2:
            painter.drawText(
                QRectF(0, y - height / 2, axes.left - GAP, height),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                pitch_name(pitch),
            )


def _lines(painter: QPainter, lines: list[QLineF], pen: QPen) -> None:
    if lines:
        painter.setPen(pen)
        painter.drawLines(*lines)
