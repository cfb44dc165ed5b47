"""Whose turn it is, as a sign, a word and a ring that fills until the answer enters.

Knows the session; sends nothing.
"""

import math
from dataclasses import dataclass
from typing import Literal

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QWidget

from antiphon_app.session import Session
from antiphon_app.theme import GAP, Theme

State = Literal["listening", "answering", "yielding", "frozen", "muted", "no engine"]

# The ring is painted again when it has grown by so much: about its pen's width.
_VISIBLE = 1 / 120
_PER_DEGREE = 16
_COLOURS: dict[State, str] = {
    "listening": "player",
    "answering": "machine",
    "yielding": "warning",
    "frozen": "motif",
    "muted": "muted",
    "no engine": "danger",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    state: State
    filled: int
    detail: str


_NOTHING = _Shown("no engine", -1, "")


class AnswerLight(QWidget):
    """The light: hollow while it listens, a triangle while it plays, two bars when it yields."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._entrance: float | None = None
        self._waits_from = 0.0
        self._shown = _NOTHING
        self.setObjectName("answer-light")
        self.refresh()

    @property
    def state(self) -> State:
        """What the light says."""
        return self._shown.state

    @property
    def filled(self) -> float:
        """How full the ring is, 0..1: what share of the wait for the answer has gone by."""
        return self._shown.filled * _VISIBLE

    def refresh(self) -> None:
        """Show what the session says; the GUI thread calls it at most once a frame."""
        state = _state_of(self._session)
        shown = _Shown(state, round(self._fraction(state) / _VISIBLE), self._detail(state))
        if shown == self._shown:
            return
        before = self._shown
        if before is _NOTHING or (shown.state, shown.detail) != (before.state, before.detail):
            self.setAccessibleName(f"{self._word(state)}. {shown.detail}")
            self.setToolTip(self._help(state))
        self._shown = shown
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the sign and the longest word, so that nothing moves beside it."""
        words = QFontMetricsF(_bold(self.font()))
        wide = max(words.horizontalAdvance(self._word(state)) for state in _COLOURS)
        detail = QFontMetricsF(self.font()).horizontalAdvance(
            self.tr("trading {}").format("8 bars")
        )
        wide = max(wide, detail)
        return QSize(int(words.height() * 3.3 + GAP + wide + 1), int(words.height() * 3.6))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002
        """Draw ring, sign and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QFontMetricsF(self.font()).height()
        ring = QRectF(line * 0.15, (self.height() - line * 3) / 2, line * 3, line * 3)
        self._paint_ring(painter, ring)
        self._paint_sign(painter, ring.center(), line)
        self._paint_words(painter, QRectF(self.rect()).adjusted(ring.right() + GAP, 0, 0, 0), line)
        painter.end()

    def _fraction(self, state: State) -> float:
        if state == "answering":
            return 1.0
        entrance, now = self._session.plan.entrance, self._session.now()
        if entrance != self._entrance:
            # Each note of the player's moves the entrance, and the wait begins anew with it.
            self._entrance = entrance
            heard = self._session.last_heard
            self._waits_from = heard if math.isfinite(heard) and heard < now else now
        if entrance is None or state in ("muted", "no engine"):
            return 0.0
        wait = entrance - self._waits_from
        return 1.0 if wait <= 0 else min(1.0, max(0.0, (now - self._waits_from) / wait))

    def _detail(self, state: State) -> str:
        session = self._session
        if state == "answering":
            return self.tr("answer {}").format(session.answer) if session.answer else ""
        if state == "no engine" and session.journal:
            return self.tr("coming back")
        if state == "listening" and session.params.trade != "off":
            return self.tr("trading {}").format(session.params.trade)
        return ""

    def _word(self, state: State) -> str:
        return {
            "listening": self.tr("Listening"),
            "answering": self.tr("Answering"),
            "yielding": self.tr("Yielding"),
            "frozen": self.tr("Frozen"),
            "muted": self.tr("Muted"),
            "no engine": self.tr("No engine") if self._session.journal else self.tr("Starting"),
        }[state]

    def _help(self, state: State) -> str:
        return {
            "listening": self.tr("It is your turn. The ring fills until the answer enters."),
            "answering": self.tr("Antiphon plays. Play in, and it gives way if it may."),
            "yielding": self.tr("You have played in: Antiphon waits until you are done."),
            "frozen": self.tr("Antiphon does not listen and keeps the phrase that it has."),
            "muted": self.tr("Antiphon listens and plays nothing."),
            "no engine": self.tr("The engine does not run (yet): nothing is heard or played."),
        }[state]

    def _paint_ring(self, painter: QPainter, ring: QRectF) -> None:
        width = ring.width() * 0.09
        arc = ring.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        pen = QPen(self._theme.colour("line"), width, cap=Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawEllipse(arc)
        if self._shown.filled:
            pen.setColor(self._theme.colour("machine"))
            painter.setPen(pen)
            span = -360 * self._shown.filled * _VISIBLE
            painter.drawArc(arc, 90 * _PER_DEGREE, int(span * _PER_DEGREE))

    def _paint_sign(self, painter: QPainter, centre: QPointF, unit: float) -> None:
        state = self._shown.state
        colour = self._theme.colour(_COLOURS[state])
        pen = QPen(colour, unit * 0.2, cap=Qt.PenCapStyle.RoundCap, join=Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(colour if state == "answering" else Qt.BrushStyle.NoBrush)
        at, size = centre, unit * 0.6
        if state == "listening":
            painter.drawEllipse(at, size * 0.85, size * 0.85)
        elif state == "answering":
            corners = ((-0.6, -0.85), (-0.6, 0.85), (0.95, 0.0))
            painter.drawPolygon(QPolygonF([at + QPointF(x, y) * size for x, y in corners]))
        else:
            for x, y, to_x, to_y in _STROKES[state]:
                painter.drawLine(at + QPointF(x, y) * size, at + QPointF(to_x, to_y) * size)

    def _paint_words(self, painter: QPainter, rect: QRectF, line: float) -> None:
        detail = self._shown.detail
        word = QRectF(rect)
        if detail:
            word.setBottom(rect.center().y() + line * 0.1)
        painter.setFont(_bold(self.font()))
        painter.setPen(self._theme.colour("text"))
        foot = Qt.AlignmentFlag.AlignBottom if detail else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(word, int(foot | Qt.AlignmentFlag.AlignLeft), self._word(self.state))
        if detail:
            painter.setFont(self.font())
            painter.setPen(self._theme.colour("muted"))
            below = QRectF(rect.left(), word.bottom(), rect.width(), line * 1.3)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, detail)


# Two bars for yielding, a star for frozen, a cross for no engine, a line for muted.
_STROKES: dict[State, tuple[tuple[float, float, float, float], ...]] = {
    "yielding": ((-0.5, -0.8, -0.5, 0.8), (0.5, -0.8, 0.5, 0.8)),
    "frozen": ((0, -1, 0, 1), (-0.87, -0.5, 0.87, 0.5), (-0.87, 0.5, 0.87, -0.5)),
    "muted": ((-0.9, 0, 0.9, 0),),
    "no engine": ((-0.7, -0.7, 0.7, 0.7), (-0.7, 0.7, 0.7, -0.7)),
}


def _state_of(session: Session) -> State:
    if not session.is_ready:
        return "no engine"
    if session.state.is_muted:
        return "muted"
    if session.turn == "answering":
        return "answering"
    if session.state.is_frozen:
        return "frozen"
    return "yielding" if session.turn == "yielding" else "listening"


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
