"""The keyboard under the stage: its keys, what is expected above them, and which keys there are.

Knows the range and how it follows what is played; the key bed knows the hands.
"""

from collections.abc import Callable, Mapping

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from antiphon_app.expectation_strip import ExpectationStrip
from antiphon_app.fingers import Fingers
from antiphon_app.key_bed import KeyBed
from antiphon_app.key_layout import KeyRange
from antiphon_app.piano_key import PianoKey
from antiphon_app.session import Session
from antiphon_app.theme import GAP, UNIT, Theme
from antiphon_engine.messages import Command
from antiphon_models.music.pitch import pitch_name

BUTTON = QSize(30, 28)
WHEEL_NOTCH = 120


class KeyboardView(QWidget):
    """25 to 88 keys that show what both hold and sound when struck.

    The range grows to hold what is played until the musician sets it; `range_changed`
    gives the lowest and the highest pitch.
    """

    range_changed = pyqtSignal(int, int)

    def __init__(
        self,
        session: Session,
        send: Callable[[Command], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.is_following = True
        self._wheeled = 0
        self.bed = KeyBed(session, send, theme, self)
        self.strip = ExpectationStrip(session, lambda: self.bed.places, theme, self)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Keyboard"))
        self._tell_range()

    @property
    def fingers(self) -> Fingers:
        """What hands hold down on these keys."""
        return self.bed.fingers

    @property
    def keys(self) -> list[PianoKey]:
        """The keys of the range, from the lowest up."""
        keys = self.bed.range
        return [self.bed.keys[pitch] for pitch in range(keys.low, keys.high + 1)]

    @property
    def range(self) -> KeyRange:
        """The keys that there are."""
        return self.bed.range

    def sizeHint(self) -> QSize:
        """Return room for keys as wide as a finger."""
        return QSize(760, 132)

    def minimumSizeHint(self) -> QSize:
        """Return what three octaves need."""
        return QSize(320, 104)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.bed.set_theme(theme)
        self.strip.set_theme(theme)

    def set_range(self, low: int, high: int) -> None:
        """Have the keys from `low` to `high`, or the nearest that keyboards have; ends following.

        What is held down is released.
        """
        self._choose(KeyRange(low, high).resized(0))

    def show_letters(self, letters: Mapping[int, str]) -> None:
        """Show which computer key plays which pitch; an empty mapping takes the letters away."""
        self.bed.show_letters(letters)

    def refresh(self) -> None:
        """Show what both hold and what is expected; reach for notes beyond the keys."""
        if self.is_following and not self.fingers.sounding:
            self._have(self.range.holding([pitch for _, pitch in self._session.held]))
        self.bed.refresh()
        self.strip.refresh()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Move by octaves, or with Ctrl have more or fewer keys."""
        if event is None:
            return
        self._wheeled += event.angleDelta().y()
        if abs(self._wheeled) < WHEEL_NOTCH:
            return
        step, self._wheeled = (1 if self._wheeled > 0 else -1), 0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose(self.range.resized(-step))
        else:
            self._choose(self.range.shifted(step))

    def _choose(self, keys: KeyRange) -> None:
        self.is_following = False
        self._have(keys)

    def _have(self, keys: KeyRange) -> None:
        if keys == self.range:
            return
        self.bed.show_range(keys)
        self.strip.update()
        self._tell_range()
        self.range_changed.emit(keys.low, keys.high)

    def _tell_range(self) -> None:
        keys = self.range
        said = self.tr("{0} keys, {1} to {2}")
        self.setAccessibleDescription(
            said.format(keys.size, pitch_name(keys.low), pitch_name(keys.high))
        )

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(0)
        next_note = QLabel(self.tr("Next"), self)
        next_note.setProperty("role", "muted")
        next_note.setToolTip(self.tr("How likely Antiphon finds each pitch to be next"))
        grid.addWidget(next_note, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.strip, 0, 1)
        grid.addWidget(self._buttons(), 1, 0, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(self.bed, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)

    def _buttons(self) -> QWidget:
        block = QWidget(self)
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(UNIT)
        rows = (
            ("‹", self.tr("An octave lower"), lambda: self._choose(self.range.shifted(-1))),
            ("›", self.tr("An octave higher"), lambda: self._choose(self.range.shifted(1))),
            ("−", self.tr("Fewer keys"), lambda: self._choose(self.range.resized(-1))),
            ("+", self.tr("More keys"), lambda: self._choose(self.range.resized(1))),
        )
        for place, (sign, name, act) in enumerate(rows):
            button = _button(block, sign, name)
            button.clicked.connect(act)
            grid.addWidget(button, place // 2, place % 2)
        return block


def _button(parent: QWidget, sign: str, name: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(sign)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFixedSize(BUTTON)
    # The window's buttons are padded for words; here is one sign.
    button.setStyleSheet("padding: 0px;")
    button.setAutoRepeat(True)
    return button
