"""A rotary knob for a number: turned by drag, wheel and keys, typed into, reset.

Knows a parameter's declaration and the hand's gestures; knows neither engine nor session, which
its owner tells it of.
"""

from PyQt6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QDial, QWidget

from antiphon_app.knob_face import Face, Places, paint, places, size_of
from antiphon_app.knob_gesture import (
    NOTCH_ANGLE,
    is_scrolled,
    is_typing,
    travel_of_key,
    travel_of_notch,
    travel_of_pixel,
)
from antiphon_app.knob_scale import position_of, stepped, value_at, value_text
from antiphon_app.theme import Theme
from antiphon_app.value_editor import ValueEditor
from antiphon_engine.params import Number

# The dial's own integer steps are what assistive technology reads and sets.
_STEPS = 1000


class Knob(QDial):
    """A knob for `number`, called `label`; `turned` tells each value that the hand gives it.

    What it shows comes from `show_value`; while the hand is on it (`is_held`) the owner leaves
    it alone.
    """

    turned = pyqtSignal(float)

    def __init__(
        self,
        number: Number,
        label: str,
        theme: Theme,
        is_large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._number, self._label, self._theme = number, label, theme
        self._is_large = is_large
        self._shown = float(number.default)
        self._grip: QPointF | None = None
        self._travelled, self._wheeled = 0.0, 0
        self._badge, self._is_lit = "", False
        self._editor: ValueEditor | None = None
        self._complaint = ""
        self.setRange(0, _STEPS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(label)
        # Painted again when the pointer comes and goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.valueChanged.connect(self._turn_from_outside)
        self.show_value(self._shown)

    @property
    def shown(self) -> float:
        """The value that the knob shows."""
        return self._shown

    @property
    def is_held(self) -> bool:
        """Whether the hand is on the knob, or a value is being typed."""
        return self._grip is not None or self._editor is not None

    @property
    def complaint(self) -> str:
        """What stands in place of the label after a value was typed that is none."""
        return self._complaint

    @property
    def badge(self) -> str:
        """What the badge says, "" where there is none."""
        return self._badge

    def show_value(self, value: float) -> None:
        """Point at `value`; tells nobody."""
        self._shown = value
        was_blocked = self.blockSignals(True)
        self.setValue(round(position_of(self._number, value) * _STEPS))
        self.blockSignals(was_blocked)
        unit = f" {self._number.unit}" if self._number.unit else ""
        text = value_text(self._number, value)
        self.setAccessibleDescription(f"{text}{unit}. {self._number.help}")
        self.update()

    def show_badge(self, text: str, is_lit: bool) -> None:
        """Say which controller turns the knob; lit, that it waits for one."""
        if (text, is_lit) != (self._badge, self._is_lit):
            self._badge, self._is_lit = text, is_lit
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.update()

    def reset(self) -> None:
        """Turn back to the default."""
        self._turn(float(self._number.default))

    def edit(self, typed: str = "") -> None:
        """Open a line over the value to type one; Enter takes it, Escape leaves it."""
        if self._editor is not None:
            return
        text = typed or value_text(self._number, self._shown)
        editor = ValueEditor(self._number, self._label, text, self)
        editor.setGeometry(self._editor_place())
        editor.taken.connect(self._take)
        editor.refused.connect(self._complain)
        editor.left.connect(self._close_editor)
        self._editor = editor
        editor.show()
        editor.setFocus()
        if not typed:
            editor.selectAll()

    # What Qt calls.

    def sizeHint(self) -> QSize:
        """Return the size that shows everything."""
        return size_of(self._label, self._is_large, self.font()).toSize()

    def minimumSizeHint(self) -> QSize:
        """Return the same: a knob does not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002
        """Draw the face."""
        painter = QPainter(self)
        paint(painter, self._face(), self._places(), self._theme, self._is_large)
        painter.end()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep an open editor over the value."""
        super().resizeEvent(event)
        if self._editor is not None:
            self._editor.setGeometry(self._editor_place())

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take hold."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._grip = event.globalPosition()
        self._travelled = position_of(self._number, self._shown)
        self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Turn by the way that the hand has gone up; finely with Shift."""
        if event is None or self._grip is None:
            return
        climbed = self._grip.y() - event.globalPosition().y()
        self._grip = event.globalPosition()
        # Unrounded and held to the ends, so that slow drags add up and turning back is immediate.
        travelled = self._travelled + climbed * travel_of_pixel(event)
        self._travelled = min(1.0, max(0.0, travelled))
        self._turn(value_at(self._number, self._travelled))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: ARG002
        """Let go."""
        self._grip = None
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Reset, or edit where the value stands."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._places().value.contains(event.position()):
            self.edit()
        else:
            self.reset()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Turn by notches; finely with Shift, which some systems turn into a sideways wheel."""
        if event is None:
            return
        if not self.hasFocus() and is_scrolled(self):
            event.ignore()
            return
        # A touch pad sends a notch in many small parts.
        self._wheeled += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._wheeled / NOTCH_ANGLE)
        self._wheeled -= notches * NOTCH_ANGLE
        if notches:
            self._step(notches * travel_of_notch(event))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Turn with the arrows, leap with the pages and ends, type with the digits."""
        if event is None:
            return
        if travel := travel_of_key(event):
            self._step(travel)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._turn(value_at(self._number, float(event.key() == Qt.Key.Key_End)))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reset()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit()
        elif is_typing(event):
            self.edit(event.text())
        else:
            event.ignore()

    def event(self, event: QEvent | None) -> bool:
        """Keep digits, which are a value here, from being a shortcut of the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and is_typing(event)
        ):
            event.accept()
            return True
        return super().event(event)

    # What follows from it.

    def _turn(self, value: float) -> None:
        if value != self._shown:
            self.show_value(value)
            self.turned.emit(value)

    def _step(self, travel: float) -> None:
        self._turn(stepped(self._number, self._shown, travel))

    def _turn_from_outside(self, step: int) -> None:
        self._turn(value_at(self._number, step / _STEPS))

    def _take(self, value: float) -> None:
        self._close_editor(is_here=True)
        self._turn(value)

    def _complain(self, complaint: str) -> None:
        self._complaint = complaint
        self.update()

    def _close_editor(self, is_here: bool) -> None:
        editor, self._editor = self._editor, None
        self._complaint = ""
        if editor is None:
            return
        editor.hide()
        editor.deleteLater()
        if is_here:
            self.setFocus()
        self.update()

    def _editor_place(self) -> QRect:
        place = self._places().value.adjusted(2, -2, -2, 2)
        spare = max(0.0, place.width() - 5 * self._line()) / 2
        return place.adjusted(spare, 0, -spare, 0).toRect()

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def _places(self) -> Places:
        return places(QRectF(self.rect()), self._is_large, self._line())

    def _face(self) -> Face:
        number = self._number
        return Face(
            label=self._complaint or self._label,
            value=value_text(number, self._shown),
            unit=number.unit,
            position=position_of(number, self._shown),
            origin=position_of(number, 0.0) if number.low < 0 < number.high else 0.0,
            default=position_of(number, number.default),
            has_complaint=bool(self._complaint),
            badge=self._badge,
            is_lit=self._is_lit,
            is_focused=self.hasFocus(),
            is_hovered=self.underMouse(),
            is_enabled=self.isEnabled(),
        )
