"""The computer keyboard as a piano, while it is on: Live's layout, by the place of each key.

Knows what each key plays; shows nothing. It stands before all widgets, so that no letter is
a shortcut while it is on, and steps back where text is being written.
"""

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from antiphon_app.fingers import Fingers
from antiphon_app.physical_key import physical_key
from antiphon_engine.messages import Command
from antiphon_models.music.pitch import pitch_name

# Semitones above the lowest C; white keys on the home row, black ones above.
SEMITONES = {key: place for place, key in enumerate("AWSEDFTGYHUJKOLP;'")}
OCTAVES = {"Z": -12, "X": 12}
VELOCITY_STEPS = {"C": -20, "V": 20}
SUSTAIN = "Tab"
OURS = {*SEMITONES, *OCTAVES, *VELOCITY_STEPS, SUSTAIN}
LOWEST_C, HIGHEST_C, FIRST_C = 0, 108, 48
SOFTEST, LOUDEST, FIRST_VELOCITY = 20, 120, 100
COMMANDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
KEY_EVENTS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class TypingKeyboard(QObject):
    """A S D F ... plays white keys, W E T Y U black ones; Z X octave, C V velocity, Tab sustain.

    `toggled` tells that it went on or off, `changed` that `state_text` or `letters` did.
    Everything held is released when it goes off, when text is written and when the window
    of `parent` is left.
    """

    toggled = pyqtSignal(bool)
    changed = pyqtSignal()

    def __init__(self, send: Callable[[Command], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fingers = Fingers(send)
        self._is_on = False
        self._is_sustained = False
        self._lowest_c = FIRST_C
        self._velocity = FIRST_VELOCITY

    @property
    def is_on(self) -> bool:
        """Whether keys play."""
        return self._is_on

    @property
    def sounding(self) -> frozenset[int]:
        """The pitches that are held, by keys or by the sustain."""
        return self._fingers.sounding

    def set_on(self, is_on: bool) -> None:
        """Let keys play, or be keys again."""
        app = QApplication.instance()
        if is_on == self._is_on or not isinstance(app, QApplication):
            return
        self._is_on = is_on
        if is_on:
            app.installEventFilter(self)
            app.focusChanged.connect(self._focus_changed)
        else:
            app.removeEventFilter(self)
            app.focusChanged.disconnect(self._focus_changed)
            self.release_all()
        self.toggled.emit(is_on)
        self.changed.emit()

    def release_all(self) -> None:
        """Let go of every key and of the sustain."""
        self._is_sustained = False
        self._fingers.lift_all()

    def state_text(self) -> str:
        """Return what the keys do, for the status: "Keys on: C3-C4, velocity 100"."""
        if not self._is_on:
            return self.tr("Keys off")
        low, high = pitch_name(self._lowest_c), pitch_name(self._lowest_c + 12)
        return self.tr("Keys on: {0}-{1}, velocity {2}").format(low, high, self._velocity)

    def letters(self) -> dict[int, str]:
        """Return what is printed on the key that plays each pitch; empty while off.

        As an American keyboard has it, which is only a hint elsewhere.
        """
        if not self._is_on:
            return {}
        return {
            self._lowest_c + above: key
            for key, above in SEMITONES.items()
            if self._lowest_c + above <= 127
        }

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take the keys that are ours before any widget or shortcut sees them."""
        if event is None or event.type() not in KEY_EVENTS or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = physical_key(event)
        if key not in OURS:
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(key, event)
        if event.modifiers() & COMMANDING or not self._is_listening():
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._pressed(key)
        return True

    def _is_listening(self) -> bool:
        if _is_writing(QApplication.focusWidget()) or QApplication.activePopupWidget():
            return False
        parent, active = self.parent(), QApplication.activeWindow()
        return not isinstance(parent, QWidget) or active in (None, parent.window())

    def _pressed(self, key: str) -> None:
        if key in SEMITONES:
            self._strike(key, self._lowest_c + SEMITONES[key])
        elif key == SUSTAIN:
            self._is_sustained = True
        elif key in OCTAVES:
            self._lowest_c = max(LOWEST_C, min(HIGHEST_C, self._lowest_c + OCTAVES[key]))
            self.changed.emit()
        else:
            velocity = self._velocity + VELOCITY_STEPS[key]
            self._velocity = max(SOFTEST, min(LOUDEST, velocity))
            self.changed.emit()

    def _strike(self, key: str, pitch: int) -> None:
        if pitch > 127:
            return
        # A note that the sustain holds is struck anew, not left as it is.
        self._fingers.lift((SUSTAIN, pitch))
        self._fingers.press(key, pitch, self._velocity)

    def _released(self, key: str, event: QKeyEvent) -> bool:
        """Let go, whatever has changed since; a release that is not ours goes on."""
        if event.isAutoRepeat():
            return self._is_listening()
        if key == SUSTAIN and self._is_sustained:
            self._is_sustained = False
            for pitch in self._fingers.sounding:
                self._fingers.lift((SUSTAIN, pitch))
            return True
        if not self._fingers.is_down(key):
            return False
        held = self._fingers.pitch_of(key)
        if self._is_sustained and held is not None:
            self._fingers.press((SUSTAIN, held), held, self._velocity)
        self._fingers.lift(key)
        return True

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        parent = self.parent()
        is_away = (
            isinstance(parent, QWidget) and new is not None and new.window() != parent.window()
        )
        if new is None or is_away or _is_writing(new):
            self.release_all()


def _is_writing(widget: QWidget | None) -> bool:
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QAbstractSpinBox | QTextEdit | QPlainTextEdit)
