"""The stage: both parts on one time axis that flows past now, and what is planned beyond it.

Knows when to repaint, how far to look and what the mouse points at; decides nothing about
notes and sends nothing to the engine.
"""

import time
from collections.abc import Callable

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from antiphon_app.note_tip import note_tip
from antiphon_app.roll_axes import PitchRange, RollAxes, visible_notes
from antiphon_app.roll_ground import paint_grid, paint_octaves, paint_rows, paint_turns
from antiphon_app.roll_painting import (
    as_stage_note,
    paint_notes,
    paint_now,
    paint_plan,
    paint_threads,
    planned_box,
)
from antiphon_app.session import Session, StageNote
from antiphon_app.theme import GAP, UNIT, Theme
from antiphon_engine.messages import Command

SECONDS_BEHIND = 12.0
FEWEST_SECONDS, MOST_SECONDS = 3.0, 60.0
ZOOM_STEP = 1.15
# After this long without a frame the range need not travel: nobody has watched it.
LONGEST_FRAME = 0.25
LONG_UNSEEN = 60.0
# A stage so large that a frame costs more than this many seconds is painted every other time.
COSTLY_FRAME = 0.006


class PianoRoll(QWidget):
    """The scrolling roll of both parts; Ctrl+wheel or + and - change how many seconds it shows."""

    def __init__(
        self,
        session: Session,
        send: Callable[[Command], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._send, self._theme = session, send, theme
        self._range = PitchRange()
        self._behind = SECONDS_BEHIND
        self._now = session.now()
        self._revision = -1
        self._notes: list[StageNote] = []
        self._changed = False
        self.frames = 0
        self._cost = 0.0
        self._is_rested = True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 120)
        self.setAccessibleName(self.tr("Stage"))
        self.setAccessibleDescription(
            self.tr("Both parts as they are played; plus and minus change the seconds shown.")
        )

    @property
    def seconds_behind(self) -> float:
        """How many seconds of the past are shown."""
        return self._behind

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been played or planned yet."""
        return not self._session.notes and not self._session.plan.notes

    def sizeHint(self) -> QSize:
        """Return room enough for two octaves and a phrase."""
        return QSize(760, 340)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours from now on."""
        self._theme = theme
        self.update()

    def zoom(self, steps: float) -> None:
        """Show fewer seconds, or more for negative steps."""
        self.show_seconds(self._behind / ZOOM_STEP**steps)

    def show_seconds(self, seconds: float) -> None:
        """Show so many seconds of the past, or the nearest that are allowed."""
        self._behind = min(MOST_SECONDS, max(FEWEST_SECONDS, seconds))
        self.update()

    def refresh(self) -> None:
        """Move on to now; repaints only if something is seen to move."""
        now = self._session.now()
        elapsed, self._now = now - self._now, now
        self._notes = visible_notes(self._session, self.axes())
        pitches = {note.pitch for note in self._notes}
        pitches.update(note.pitch for note in self._session.plan.notes)
        is_first = self._revision < 0
        is_gap = is_first or not 0.0 <= elapsed <= LONGEST_FRAME
        self._range.follow(pitches, LONG_UNSEEN if is_gap else elapsed)
        self._changed |= self._revision != self._session.revision
        self._revision = self._session.revision
        self._is_rested = self._cost < COSTLY_FRAME or not self._is_rested
        if self._is_rested and (self._changed or self._range.is_moving or not self.is_empty):
            self._changed = False
            self.update()

    def note_at(self, position: QPointF) -> StageNote | None:
        """Return the note under `position`, the latest where several lie there."""
        axes = self.axes()
        for note in reversed(self._notes):
            left, top, width, height = axes.box(note)
            if QRectF(left - 1, top - 1, width + 2, height + 2).contains(position):
                return note
        return self._planned_at(axes, position)

    def _planned_at(self, axes: RollAxes, position: QPointF) -> StageNote | None:
        for note in self._session.plan.notes:
            if planned_box(axes, note).contains(position):
                return as_stage_note(note)
        return None

    def event(self, event: QEvent | None) -> bool:
        """Show what the note under the mouse has to tell."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            note = self.note_at(QPointF(event.pos()))
            heard = self._session.player_notes
            first = heard[0].onset if heard else 0.0
            QToolTip.showText(event.globalPos(), note_tip(note, first) if note else "", self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom while Ctrl is held; else leave the wheel to others."""
        if event is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(event.angleDelta().y() / 120)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Zoom with plus and minus."""
        if event is None:
            return
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(-1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint one frame."""
        began = time.perf_counter()
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        axes = self.axes()
        plot = QRectF(axes.left, axes.top, axes.right - axes.left, axes.bottom - axes.top)
        lane_and_plot = plot.adjusted(0, -axes.top, 0, 0)
        painter.setClipRect(lane_and_plot)
        if not self.is_empty:
            paint_turns(painter, axes, self._session, self._theme)
        painter.setClipRect(plot)
        self._paint_parts(painter, axes)
        painter.setClipRect(lane_and_plot)
        if not self.is_empty:
            paint_now(painter, axes, self._session, self._theme)
        painter.setClipping(False)
        paint_octaves(painter, axes, self._theme)
        if self.is_empty:
            self._paint_invitation(painter, axes)
        if self.hasFocus():
            painter.setPen(self._theme.colour("machine"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        self._cost = time.perf_counter() - began
        self.frames += 1

    def _paint_parts(self, painter: QPainter, axes: RollAxes) -> None:
        paint_rows(painter, axes, self._theme)
        if self.is_empty:
            return
        paint_grid(painter, axes, self._session, self._theme)
        paint_plan(painter, axes, self._session, self._theme)
        paint_notes(painter, axes, self._notes, self._theme)
        paint_threads(painter, axes, self._notes, self._session, self._theme)

    def _paint_invitation(self, painter: QPainter, axes: RollAxes) -> None:
        if self._session.is_ready:
            first = self.tr("Play a note in your DAW, or on the keys below")
            then = self.tr("Antiphon listens, and answers when you pause.")
        else:
            first, then = self.tr("Getting ready to listen"), self.tr("This takes a moment.")
        font = painter.font()
        middle = QRectF(axes.left + GAP, axes.top, axes.right - axes.left - 2 * GAP, axes.bottom)
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        painter.setPen(self._theme.colour("muted"))
        below = middle.adjusted(0, middle.height() / 2 + UNIT, 0, 0)
        painter.drawText(below, wrapped | Qt.AlignmentFlag.AlignTop, then)
        font.setPointSizeF(font.pointSizeF() * 1.5)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        above = middle.adjusted(0, 0, 0, -middle.height() / 2)
        painter.drawText(above, wrapped | Qt.AlignmentFlag.AlignBottom, first)

    def axes(self) -> RollAxes:
        """Return where times and pitches lie in this frame."""
        metrics = self.fontMetrics()
        return RollAxes(
            left=metrics.horizontalAdvance("C-1") + 2.0 * GAP,
            top=metrics.height() + 2.0 * UNIT,
            right=float(self.width()),
            bottom=float(self.height()),
            now=self._now,
            behind=self._behind,
            low=self._range.low,
            high=self._range.high,
        )
