"""The keys side by side, and the hands on them: mouse, touch, arrows and Space.

Knows which finger is on which key; chooses no range and asks nobody what is expected.
"""

import math
from collections.abc import Callable, Hashable, Mapping
from itertools import islice

from PyQt6.QtCore import QEvent, QPointF, QSize, Qt
from PyQt6.QtGui import QEventPoint, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTouchEvent
from PyQt6.QtWidgets import QApplication, QSizePolicy, QWidget

from antiphon_app.fingers import Fingers
from antiphon_app.key_layout import (
    HIGHEST_KEY,
    LOWEST_KEY,
    KeyPlace,
    KeyRange,
    key_at,
    key_places,
    velocity_at,
)
from antiphon_app.piano_key import PianoKey
from antiphon_app.session import Session
from antiphon_app.theme import Theme
from antiphon_engine.messages import Command

MOUSE = "mouse"
KEY_VELOCITY = 90
# What still sounds was struck among these; an older one is shown as struck like a Space key.
LATEST_NOTES = 200
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: -12,
    Qt.Key.Key_Up: 12,
    Qt.Key.Key_Home: -128,
    Qt.Key.Key_End: 128,
}
STRIKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd)


class KeyBed(QWidget):
    """The keys of a range: one Tab stop, arrows inside, Space or Enter to sound.

    Whatever takes the hands away (focus, another window, hiding, another range) releases
    what they hold.
    """

    def __init__(
        self, session: Session, send: Callable[[Command], None], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.fingers = Fingers(send)
        self.keys = {
            pitch: self._new_key(pitch, theme) for pitch in range(LOWEST_KEY, HIGHEST_KEY + 1)
        }
        for key in self.keys.values():
            if key.is_black:
                key.raise_()
        self.places: list[KeyPlace] = []
        self._range = KeyRange()
        self._current = 60
        self._revision = -1
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_range(self._range)

    @property
    def range(self) -> KeyRange:
        """The keys that there are."""
        return self._range

    def sizeHint(self) -> QSize:
        """Return room for keys as wide as a finger."""
        return QSize(640, 96)

    def set_theme(self, theme: Theme) -> None:
        """Let every key wear these colours."""
        for key in self.keys.values():
            key.set_theme(theme)

    def show_range(self, keys: KeyRange) -> None:
        """Have these keys from now on; what was held is released."""
        self.fingers.lift_all()
        self._range = keys
        self._go_to(self._current)
        self._place_keys()

    def show_letters(self, letters: Mapping[int, str]) -> None:
        """Show the computer key that plays each pitch."""
        for pitch, key in self.keys.items():
            key.show_letter(letters.get(pitch, ""))

    def refresh(self) -> None:
        """Show what both hold."""
        if self._revision == self._session.revision:
            return
        self._revision = self._session.revision
        held = self._session.held
        velocities = self._velocities() if held else {}
        for pitch, key in self.keys.items():
            mine = velocities.get(pitch, KEY_VELOCITY) if (True, pitch) in held else 0
            key.show_held(mine, held.get((False, pitch), 0))

    def _velocities(self) -> dict[int, int]:
        """Return how hard the player struck the notes that sound, by pitch."""
        latest = islice(reversed(self._session.player_notes), LATEST_NOTES)
        return {note.pitch: note.velocity for note in latest if note.offset == math.inf}

    def _new_key(self, pitch: int, theme: Theme) -> PianoKey:
        key = PianoKey(pitch, theme, self)
        key.focus_left.connect(self._focus_left)
        key.focus_came.connect(self._go_to)
        # A screen reader strikes a key by its button.
        key.pressed.connect(lambda: self.fingers.press(("reader", pitch), pitch, KEY_VELOCITY))
        key.released.connect(lambda: self.fingers.lift(("reader", pitch)))
        return key

    def _place_keys(self) -> None:
        self.places = key_places(self._range, self.width(), self.height())
        placed = {place.pitch: place for place in self.places}
        for pitch, key in self.keys.items():
            if place := placed.get(pitch):
                key.setGeometry(place.x, place.y, place.width, place.height)
            key.setVisible(pitch in placed)

    def _go_to(self, pitch: int) -> None:
        """Make the key of `pitch`, or the nearest there is, the one that Tab comes to."""
        self.keys[self._current].setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._current = max(self._range.low, min(self._range.high, pitch))
        self.keys[self._current].setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _focus_left(self) -> None:
        if not isinstance(QApplication.focusWidget(), PianoKey):
            self.fingers.lift_all()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move with the arrows, sound with Space or Enter."""
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in STEPS:
            self._go_to(self._current + STEPS[key])
            self.keys[self._current].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in STRIKING:
            if not event.isAutoRepeat():
                self.fingers.press(key, self._current, KEY_VELOCITY)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """Release what Space or Enter sounded, wherever the focus has moved since."""
        if event is not None and not event.isAutoRepeat():
            self.fingers.lift(Qt.Key(event.key()))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Sound the key under the mouse: the deeper, the louder."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        place = self._strike(MOUSE, event.position())
        if place is not None:
            self.keys[place.pitch].setFocus(Qt.FocusReason.MouseFocusReason)
            self.keys[place.pitch].show_ring(False)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Slide to the key under the mouse: a glissando."""
        if event is None:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._slide(MOUSE, event.position())
        else:
            self.fingers.lift(MOUSE)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Release what the mouse holds."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.fingers.lift(MOUSE)

    def event(self, event: QEvent | None) -> bool:
        """Play by touch, one note for each point; let go when the window is left."""
        if isinstance(event, QTouchEvent):
            if event.type() in TOUCHES:
                for point in event.points():
                    at = QPointF(self.mapFromGlobal(point.globalPosition()))
                    self.touch(point.id(), point.state(), at)
            else:
                self.fingers.lift_all()
            event.accept()
            return True
        if (
            event is not None
            and event.type() == QEvent.Type.ActivationChange
            and not self.isActiveWindow()
        ):
            self.fingers.lift_all()
        return super().event(event)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Let go of everything: what cannot be seen must not sound."""
        self.fingers.lift_all()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Spread the keys over the width."""
        super().resizeEvent(event)
        self._place_keys()

    def touch(self, number: int, state: QEventPoint.State, at: QPointF) -> None:
        """Take in what became of touch point `number`."""
        finger = ("touch", number)
        match state:
            case QEventPoint.State.Pressed:
                self._strike(finger, at)
            case QEventPoint.State.Updated:
                self._slide(finger, at)
            case QEventPoint.State.Released:
                self.fingers.lift(finger)

    def _strike(self, finger: Hashable, at: QPointF) -> KeyPlace | None:
        place = key_at(self.places, at.x(), at.y())
        if place is not None:
            self.fingers.press(finger, place.pitch, velocity_at(place, at.y()))
        else:
            self.fingers.press(finger, None, 0)
        return place

    def _slide(self, finger: Hashable, at: QPointF) -> None:
        place = key_at(self.places, at.x(), at.y())
        if place is not None:
            self.fingers.slide(finger, place.pitch, velocity_at(place, at.y()))
        else:
            self.fingers.slide(finger, None, 0)
