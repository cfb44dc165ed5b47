"""A line to type a number into, open over the value that it changes.

Knows a parameter's declaration; knows no knob.
"""

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent
from PyQt6.QtWidgets import QLineEdit, QWidget

from antiphon_app.knob_scale import typed_value
from antiphon_engine.params import Number


class ValueEditor(QLineEdit):
    """The line; Enter tells `taken` or `refused`, Escape and going elsewhere tell `left`.

    `left` says whether the hand is still here. What is typed first replaces the value.
    """

    taken = pyqtSignal(float)
    refused = pyqtSignal(str)
    left = pyqtSignal(bool)

    def __init__(self, number: Number, label: str, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._number = number
        self.setAccessibleName(self.tr("{}, typed").format(label))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet("padding: 0; border-radius: 3px;")

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """End typing; the keys that do so go no further, where they would mean something else."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit(True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Keep Escape, which leaves the line, from being panic."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Leave: the hand is elsewhere."""
        super().focusOutEvent(event)
        self.left.emit(False)

    def _tell(self) -> None:
        try:
            value = typed_value(self._number, self.text())
        except ValueError as error:
            self.setAccessibleDescription(str(error))
            self.selectAll()
            self.refused.emit(f"{self._number.low:g} to {self._number.high:g}")
        else:
            self.taken.emit(value)
