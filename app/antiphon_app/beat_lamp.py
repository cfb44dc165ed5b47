"""Four lights for the beats of the bar, the first one square: the metronome for the eye.

Knows the metronome and a theme; makes no sound.
"""

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from antiphon_app.metronome import BEATS_IN_BAR, Metronome
from antiphon_app.theme import Theme

LIGHT = 9.0
STEP = 14.0


class BeatLamp(QWidget):
    """The beat of the bar; rings while nobody asked for it, numbers while counting in."""

    def __init__(self, metronome: Metronome, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metronome = metronome
        self._theme = theme
        self.beat = 0
        self.is_counting_in = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Beat of the bar"))
        self.setToolTip(self.tr("The beat of the bar; numbers while a trade is counted in"))

    def refresh(self) -> None:
        """Show the beat that the music is at: once a frame."""
        metronome = self._metronome
        is_counting_in = metronome.is_counting_in()
        is_lit = metronome.is_on or is_counting_in
        beat = metronome.beat_now()[0] if is_lit else 0
        if (beat, is_counting_in) != (self.beat, self.is_counting_in):
            self.beat, self.is_counting_in = beat, is_counting_in
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Four lights side by side."""
        return QSize(round(BEATS_IN_BAR * STEP), max(18, self.fontMetrics().height()))

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the lights, or the number of the beat that is counted in."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(1, BEATS_IN_BAR + 1):
            centre = QPointF((number - 0.5) * STEP, self.height() / 2)
            if self.is_counting_in and number == self.beat:
                self._paint_number(painter, centre, number)
            else:
                self._paint_light(painter, centre, number)

    def _paint_light(self, painter: QPainter, centre: QPointF, number: int) -> None:
        is_lit = number == self.beat
        painter.setPen(QPen(self._theme.colour("text" if is_lit else "muted"), 1.2))
        painter.setBrush(self._theme.colour("text") if is_lit else Qt.BrushStyle.NoBrush)
        place = QRectF(0, 0, LIGHT, LIGHT)
        place.moveCenter(centre)
        if number == 1:
            painter.drawRoundedRect(place, 1.5, 1.5)
        else:
            painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_number(self, painter: QPainter, centre: QPointF, number: int) -> None:
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        place = QRectF(0, 0, STEP + 4, self.height())
        place.moveCenter(centre)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))
