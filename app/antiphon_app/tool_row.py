"""The row under the transport: ports on the left, switches and pages on the right.

Knows which actions deserve a button that is always in sight; performs none itself.
"""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QKeySequence, QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from antiphon_app.shortcuts import Actions

SWITCHES = ("typing",)
PAGES = ("takes", "memory", "setup", "shortcuts")
# A little less than elsewhere: the ports' names have the first claim on a narrow window.
SPACING = 6
# In a narrower row the ports' names would be cut; this page opens by itself when files are dropped.
ROOMY = 980
LEAST_NEEDED = "memory"


class ToolRow(QWidget):
    """A row that `ports` and `sound` live in; its buttons follow the window's actions."""

    def __init__(self, ports: QWidget, sound: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = {
            "typing": self.tr("Keys"),
            "takes": self.tr("Takes"),
            "memory": self.tr("Memory"),
            "setup": self.tr("Setup"),
            "shortcuts": "?",
        }
        self._buttons = {name: self._button(word) for name, word in self._words.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(ports, 1)
        for name in SWITCHES:
            row.addWidget(self._buttons[name])
        row.addWidget(sound, 0)
        row.addWidget(_divider())
        for name in PAGES:
            row.addWidget(self._buttons[name])

    def bind(self, actions: Actions) -> None:
        """Let each button do what its action does, and show whether that is on."""
        for name, button in self._buttons.items():
            _follow(button, actions.by_name[name])

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Leave the ports the room that they need."""
        super().resizeEvent(event)
        self._buttons[LEAST_NEEDED].setVisible(self.width() >= ROOMY)

    def _button(self, word: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(word)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


def _follow(button: QToolButton, action: QAction) -> None:
    def show() -> None:
        button.setChecked(action.isChecked())

    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    button.setAccessibleName(action.text())
    button.setToolTip(f"{action.text()} ({keys})")
    button.setObjectName(action.objectName().replace("action-", "button-"))
    button.clicked.connect(action.trigger)
    # A click turns the button by itself; what it shows is the action's truth.
    button.clicked.connect(show)
    action.toggled.connect(show)


def _divider() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setProperty("role", "divider")
    line.setFixedWidth(1)
    return line
