"""Paints the notes of both, what is planned, the threads between them, and now.

Knows a painter and the axes; chooses no range and answers no mouse. One pen and one brush
serve all notes of a colour: a frame must cost little beside the engine that plays.
"""

from collections.abc import Iterable, Sequence

from PyQt6.QtCore import QCoreApplication, QLineF, QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from antiphon_app.roll_axes import RollAxes, motif_runs
from antiphon_app.roll_ground import mixed
from antiphon_app.session import Session, StageNote
from antiphon_app.theme import UNIT, Theme
from antiphon_engine.messages import PlannedNote

# Velocity as opacity, in a few steps so that each is one call.
VELOCITY_STEPS = (45, 75, 100, 128)
PLAYER_STRENGTHS = (0.56, 0.7, 0.83, 1.0)
MACHINE_FILLS = (0.12, 0.2, 0.28, 0.38)
MACHINE_OUTLINES = (0.65, 0.78, 0.9, 1.0)
# Corners are cut rather than antialiased: 500 truly round ones cost more than all the rest.
FINE_CORNER_HEIGHT = 12
THREAD_ARCH = 46.0
# A piece's name is shortened to this; it stands below the lowest of so many notes.
NAME_WIDTH = 160
NAMED_NOTES = 4


def paint_notes(
    painter: QPainter, axes: RollAxes, notes: Iterable[StageNote], theme: Theme
) -> None:
    """Paint the player's notes as filled bars, the machine's as outlines with a light fill."""
    player: list[list[QRect]] = [[] for _ in VELOCITY_STEPS]
    machine: list[list[QRect]] = [[] for _ in VELOCITY_STEPS]
    for note in notes:
        left, top, width, height = axes.box(note)
        step = _step(note.velocity)
        if note.is_player:
            _add_rounded(player[step], round(left), round(top), round(width), round(height))
        else:
            machine[step].append(
                QRect(round(left), round(top), max(2, round(width) - 1), round(height) - 1)
            )
    painter.setPen(Qt.PenStyle.NoPen)
    for rects, strength in zip(player, PLAYER_STRENGTHS, strict=True):
        if rects:
            painter.setBrush(mixed(theme, "player", strength))
            painter.drawRects(*rects)
    for rects, fill, outline in zip(machine, MACHINE_FILLS, MACHINE_OUTLINES, strict=True):
        if rects:
            painter.setBrush(mixed(theme, "machine", fill))
            painter.setPen(QPen(mixed(theme, "machine", outline), 1))
            painter.drawRects(*rects)


def _step(velocity: int) -> int:
    for step, limit in enumerate(VELOCITY_STEPS):
        if velocity < limit:
            return step
    return len(VELOCITY_STEPS) - 1


def _add_rounded(rects: list[QRect], x: int, y: int, width: int, height: int) -> None:
    """Add a bar with cut corners as rectangles; those of small bars are cut more simply."""
    if width < 5 or height < 5:
        rects.append(QRect(x, y, width, height))
    elif height < FINE_CORNER_HEIGHT:
        rects.append(QRect(x + 1, y, width - 2, height))
        rects.append(QRect(x, y + 1, width, height - 2))
    else:
        rects.append(QRect(x + 2, y, width - 4, height))
        rects.append(QRect(x + 1, y + 1, width - 2, height - 2))
        rects.append(QRect(x, y + 2, width, height - 4))


def paint_plan(painter: QPainter, axes: RollAxes, session: Session, theme: Theme) -> None:
    """Paint what is decided and has not begun as faint dashed outlines right of now."""
    planned = [note for note in session.plan.notes if axes.now < note.onset < axes.last_time]
    boxes = [planned_box(axes, note) for note in planned]
    if not boxes:
        return
    painter.setBrush(theme.colour("machine", 18))
    painter.setPen(QPen(theme.colour("machine", 170), 1, Qt.PenStyle.DashLine))
    painter.drawRects(*boxes)
    pairs = zip(planned, boxes, strict=True)
    for box in (box for note, box in pairs if note.source.kind == "motif"):
        underline = QRectF(box.left(), box.bottom() + 2, box.width(), 2)
        painter.fillRect(underline, theme.colour("motif", 150))


def planned_box(axes: RollAxes, note: PlannedNote) -> QRectF:
    """Return where a note that has not begun lies."""
    _, top, _, height = axes.box(as_stage_note(note))
    left, right = round(axes.x(note.onset)), round(axes.x(note.onset + note.duration))
    return QRectF(left, round(top), max(3, right - left), round(height) - 1)


def as_stage_note(note: PlannedNote) -> StageNote:
    """Return a planned note as the one that will sound."""
    offset = note.onset + note.duration
    return StageNote(note.onset, offset, note.pitch, note.velocity, False, note.source)


def paint_threads(
    painter: QPainter,
    axes: RollAxes,
    notes: Sequence[StageNote],
    session: Session,
    theme: Theme,
) -> None:
    """Tie each run of motif notes to the player's stretch it comes from, both underlined.

    One from a taught piece, which is not on the stage, has the piece's name below it instead.
    """
    underlines: list[QRectF] = []
    threads: list[QPainterPath] = []
    runs = list(motif_runs(notes))
    for run in runs:
        sources = [source for note in run if (source := session.source_note(note)) is not None]
        underlines += [_underline(axes, note) for note in run]
        underlines += [_underline(axes, note) for note in sources if note.offset > axes.first_time]
        if not _piece(run):
            threads.append(_thread(axes, run, sources))
    if not runs:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("motif"))
    painter.drawRects(*underlines)
    _stroke(painter, threads, theme.colour("motif", 220))
    painter.setPen(theme.colour("motif"))
    for place, name in piece_names(painter.fontMetrics(), axes, runs):
        painter.drawText(place, name)


def piece_names(
    metrics: QFontMetrics, axes: RollAxes, runs: Iterable[list[StageNote]]
) -> list[tuple[QPointF, str]]:
    """Return what each run from a taught piece is called, and where its text's base line begins.

    Once only where runs from the same piece are close.
    """
    names: list[tuple[QPointF, str]] = []
    before, free_from = "", axes.left + UNIT
    for run in runs:
        piece, at = _piece(run), axes.x(run[0].onset)
        if not piece or (piece == before and at < free_from + NAME_WIDTH):
            continue
        name = QCoreApplication.translate("PianoRoll", "from {0}").format(piece)
        name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, NAME_WIDTH)
        left, lowest = max(at, free_from), min(note.pitch for note in run[:NAMED_NOTES])
        below = axes.y(lowest) + axes.row / 2 + 3 + metrics.ascent()
        names.append((QPointF(left, min(below, axes.bottom - UNIT)), name))
        before, free_from = piece, left + metrics.horizontalAdvance(name) + 2 * UNIT
    return names


def _piece(run: list[StageNote]) -> str:
    """Return the name of the taught piece that a run is from, "" for the player's own playing."""
    source = run[0].source
    return source.piece if source is not None else ""


def _stroke(painter: QPainter, threads: Iterable[QPainterPath], colour: QColor) -> None:
    # Two hair lines side by side: one wider line costs twenty times as much.
    pen = QPen(colour, 1)
    pen.setCosmetic(True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for thread in threads:
        painter.strokePath(thread, pen)
        painter.strokePath(thread.translated(0.0, 0.5), pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _underline(axes: RollAxes, note: StageNote) -> QRectF:
    left, top, width, height = axes.box(note)
    return QRectF(round(left), round(top + height) + 1, max(2, round(width)), 2)


def _thread(axes: RollAxes, run: list[StageNote], sources: list[StageNote]) -> QPainterPath:
    """Return a curve from a run's first note to the middle of its stretch, or the left edge."""
    first = run[0]
    begin = QPointF(max(axes.left, axes.x(first.onset)), axes.y(first.pitch))
    seen = [note for note in sources if note.offset > axes.first_time]
    if seen:
        middle = (axes.x(seen[0].onset) + axes.x(min(seen[-1].offset, axes.now))) / 2
        highest = max(seen, key=lambda note: note.pitch)
        end = QPointF(max(axes.left, middle), axes.y(highest.pitch) - axes.row / 2 - 2)
    else:
        moved = first.source.transposition if first.source is not None else 0
        end = QPointF(axes.left, axes.y(first.pitch - moved))
    reach = 0.4 * (begin.x() - end.x())
    arch = min(THREAD_ARCH, reach)
    path = QPainterPath(begin)
    path.cubicTo(
        QPointF(begin.x() - reach, begin.y() - arch), QPointF(end.x() + reach, end.y() - arch), end
    )
    return path


def paint_now(painter: QPainter, axes: RollAxes, session: Session, theme: Theme) -> None:
    """Paint the line of now and, when an answer is in sight, where it enters and in how long."""
    x = round(axes.now_x)
    height = axes.bottom - axes.top
    painter.fillRect(QRectF(x - 1, axes.top, 2, height), theme.colour("text", 150))
    entrance = session.plan.entrance
    if entrance is not None and axes.now < entrance < axes.last_time:
        _paint_entrance(painter, axes, entrance, theme)


def _paint_entrance(painter: QPainter, axes: RollAxes, entrance: float, theme: Theme) -> None:
    x = round(axes.x(entrance))
    painter.setPen(QPen(theme.colour("machine"), 2))
    painter.drawLine(QLineF(x, axes.top, x, axes.bottom))
    painter.setBrush(theme.colour("machine"))
    painter.setPen(Qt.PenStyle.NoPen)
    flag = [QPointF(x, axes.top), QPointF(x + 9, axes.top + 6), QPointF(x, axes.top + 12)]
    painter.drawPolygon(QPolygonF(flag))
    seconds = QCoreApplication.translate("PianoRoll", "{0:.1f} s").format(entrance - axes.now)
    wide = painter.fontMetrics().horizontalAdvance(seconds) + 2 * UNIT
    painter.setPen(theme.colour("machine"))
    place = QRectF(min(x + UNIT, axes.right - wide), 0, wide, axes.top - 3)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, seconds)
