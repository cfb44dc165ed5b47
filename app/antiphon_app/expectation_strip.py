"""What the network expects next: a small bar above each likely key, live.

Knows probabilities and where the keys lie; knows no network.
"""

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from antiphon_app.key_layout import KeyPlace
from antiphon_app.note_tip import share
from antiphon_app.roll_ground import mixed
from antiphon_app.session import Session
from antiphon_app.theme import UNIT, Theme
from antiphon_models.music.pitch import pitch_name

HEIGHT = 36
WIDEST_BAR = 16.0
# Above this probability a bar is as high as it gets; more is as good as sure.
SURE = 0.7
MARK = 7.0


class ExpectationStrip(QWidget):
    """Bars of which the height is the root of the probability, so that the unlikely are seen too.

    `places` says where the keys lie now. A mark at an edge tells of notes beyond the keys.
    """

    def __init__(
        self,
        session: Session,
        places: Callable[[], Sequence[KeyPlace]],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._places, self._theme = session, places, theme
        self._shown: object = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("What Antiphon expects next"))

    def sizeHint(self) -> QSize:
        """Return room for the bars."""
        return QSize(640, HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.update()

    def refresh(self) -> None:
        """Show what is expected now; repaints only on a change."""
        beyond = self._beyond()
        shown = (self._session.expecting.pitches, beyond)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleDescription(self._in_words())
            self.update()

    def event(self, event: QEvent | None) -> bool:
        """Say how likely the pitch under the mouse is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x()), self)
            return True
        return super().event(event)

    def tip_at(self, x: float) -> str:
        """Return what to say of the pitch whose key is nearest to `x`."""
        likely = dict(self._session.expecting.pitches)
        places = [place for place in self._places() if place.pitch in likely]
        if not places:
            return self.tr("How likely Antiphon finds each pitch to be next")
        nearest = min(places, key=lambda place: abs(place.x + place.width / 2 - x))
        said = self.tr("{0} next: {1}")
        return said.format(pitch_name(nearest.pitch), share(likely[nearest.pitch]))

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the bars on their line."""
        painter = QPainter(self)
        floor = self.height() - 1
        painter.fillRect(QRectF(0, floor, self.width(), 1), self._theme.colour("line"))
        likely = dict(self._session.expecting.pitches)
        bars = [
            self._bar(place, likely[place.pitch], floor)
            for place in self._places()
            if likely.get(place.pitch, 0.0) > 0.0
        ]
        if bars:
            painter.setBrush(mixed(self._theme, "machine", 0.45))
            painter.setPen(QPen(self._theme.colour("machine"), 1))
            painter.drawRects(*bars)
        self._paint_beyond(painter)

    def _bar(self, place: KeyPlace, probability: float, floor: float) -> QRectF:
        # Black keys stand between white ones: a semitone is the room that a bar has.
        semitone = self.width() / max(1, len(self._places()))
        width = max(2.0, min(WIDEST_BAR, 0.7 * semitone))
        share_of_height = min(1.0, probability / SURE) ** 0.5
        height = max(1.0, round((self.height() - UNIT) * share_of_height))
        middle = place.x + place.width / 2
        return QRectF(round(middle - width / 2), floor - height, round(width), height)

    def _beyond(self) -> tuple[bool, bool, bool, bool]:
        """Return whether the player and the machine hold notes below the keys, and above."""
        places = self._places()
        if not places:
            return (False, False, False, False)
        low, high = places[0].pitch, places[-1].pitch
        held = self._session.held
        below = [any(who == side and p < low for who, p in held) for side in (True, False)]
        above = [any(who == side and p > high for who, p in held) for side in (True, False)]
        return (below[0], below[1], above[0], above[1])

    def _paint_beyond(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, is_beyond in enumerate(self._beyond()):
            if not is_beyond:
                continue
            is_player, is_above = number % 2 == 0, number >= 2
            colour = self._theme.colour("player" if is_player else "machine")
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(colour if is_player else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(self._mark(is_player, is_above))

    def _mark(self, is_player: bool, is_above: bool) -> QPolygonF:
        tip = self.width() - 1.5 if is_above else 1.5
        foot = tip - MARK if is_above else tip + MARK
        y = 7.0 if is_player else 19.0
        return QPolygonF([QPointF(tip, y), QPointF(foot, y - 4), QPointF(foot, y + 4)])

    def _in_words(self) -> str:
        ranked = sorted(self._session.expecting.pitches, key=lambda likely: -likely[1])
        return ", ".join(f"{pitch_name(pitch)} {share(odds)}" for pitch, odds in ranked[:3])
