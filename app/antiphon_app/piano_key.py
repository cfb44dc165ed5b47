"""One key of the on-screen keyboard: what is seen of it, and what a screen reader says.

Knows its pitch and who holds it; the key bed decides what a stroke on it does.
"""

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QWidget

from antiphon_app.key_layout import BLACK
from antiphon_app.theme import UNIT, Theme
from antiphon_models.music.pitch import pitch_name

SPOKEN = ("C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B")
CORNER = 4.0
NARROWEST_LABELLED = 13


def spoken_name(pitch: int) -> str:
    """Return the name of a pitch as it is said: 61 is "C sharp 4"."""
    return f"{SPOKEN[pitch % 12]} {pitch // 12 - 1}"


class PianoKey(QAbstractButton):
    """A key that can be focused; `held` 0..127 is the player's velocity, `answered` the machine's.

    The mouse goes through it to the key bed, where one stroke may cross many keys.
    """

    focus_left = pyqtSignal()
    focus_came = pyqtSignal(int)

    def __init__(self, pitch: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.pitch = pitch
        self.is_black = pitch % 12 in BLACK
        self.held = 0
        self.answered = 0
        self.is_ringed = False
        self._letter = ""
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(spoken_name(pitch))

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.update()

    def show_held(self, held: int, answered: int) -> None:
        """Show who holds it; repaints only on a change."""
        if (held, answered) == (self.held, self.answered):
            return
        self.held, self.answered = held, answered
        who = [self.tr("you")] if held else []
        who += [self.tr("Antiphon")] if answered else []
        self.setAccessibleDescription(
            self.tr("held by {0}").format(self.tr(" and ").join(who)) if who else ""
        )
        self.update()

    def show_letter(self, letter: str) -> None:
        """Show the computer key that plays it, "" for none."""
        if letter != self._letter:
            self._letter = letter
            self.update()

    def show_ring(self, is_ringed: bool) -> None:
        """Mark it as the focused key, while it is."""
        self.is_ringed = is_ringed
        self.update()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Leave every key to the key bed."""
        if event is not None:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """Leave every key to the key bed."""
        if event is not None:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Tell the key bed which key it is, and show it if it was not clicked."""
        super().focusInEvent(event)
        # Who clicks knows where; who comes by keyboard has to be shown.
        self.show_ring(event is None or event.reason() != Qt.FocusReason.MouseFocusReason)
        self.focus_came.emit(self.pitch)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Tell the key bed, which lets go if no other key takes over."""
        super().focusOutEvent(event)
        self.focus_left.emit()

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the key: filled by the player, outlined and dotted by the machine."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, -CORNER, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, CORNER, CORNER)
        painter.fillPath(shape, self._face())
        painter.strokePath(shape, QPen(self._edge(), 1))
        if self.answered:
            self._paint_answer(painter)
        self._paint_words(painter)
        if self.hasFocus() and self.is_ringed:
            painter.setPen(QPen(self._ink(), 1.5, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -5), 2, 2)

    def _face(self) -> QColor:
        plain = self._theme.colour("black_key" if self.is_black else "white_key")
        if self.held:
            return _blend(self._theme.colour("player"), plain, 0.55 + 0.45 * self.held / 127)
        return plain

    def _edge(self) -> QColor:
        if self._theme.name == "light" and not self.is_black:
            return self._theme.colour("muted", 130)
        return self._theme.colour("background")

    def _ink(self) -> QColor:
        is_dark = self.is_black and not self.held
        return self._theme.colour("white_key" if is_dark else "black_key")

    def _paint_answer(self, painter: QPainter) -> None:
        machine = self._theme.colour("machine")
        if not self.is_black:
            # On ivory the machine's colour alone is too pale to outline with.
            machine = _blend(machine, self._theme.colour("black_key"), 0.62)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(machine, 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, -CORNER, -2, -2.5), 3, 3)
        radius = min(6.0, self.width() / 4)
        middle = QPointF(self.width() / 2, self.height() - 2 * UNIT - radius - self._words_height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(machine)
        painter.drawEllipse(middle, radius, radius)

    def _words_height(self) -> float:
        return 0.85 * self.fontMetrics().height() if self._label() or self._letter else 0.0

    def _label(self) -> str:
        # A narrow key has no room for both a name and the machine's dot.
        least = 2 * NARROWEST_LABELLED if self.answered else NARROWEST_LABELLED
        is_named = self.pitch % 12 == 0 and self.width() >= least
        return pitch_name(self.pitch) if is_named else ""

    def _paint_words(self, painter: QPainter) -> None:
        ink = self._ink()
        font = self.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.8))
        painter.setFont(font)
        line = painter.fontMetrics().height()
        bottom = QRectF(0, self.height() - line - UNIT, self.width(), line)
        # While letters play, the one on a key says more than the octave's name.
        if self._letter:
            font.setBold(True)
            painter.setFont(font)
        else:
            ink.setAlpha(170)
        painter.setPen(ink)
        painter.drawText(bottom, Qt.AlignmentFlag.AlignCenter, self._letter or self._label())


def _blend(over: QColor, under: QColor, strength: float) -> QColor:
    weights = (strength, 1.0 - strength)
    return QColor.fromRgbF(
        over.redF() * weights[0] + under.redF() * weights[1],
        over.greenF() * weights[0] + under.greenF() * weights[1],
        over.blueF() * weights[0] + under.blueF() * weights[1],
    )
