"""Two lines to type a preset's name and purpose into, in the window and not before it.

Knows texts; knows no preset.
"""

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from antiphon_app.theme import GAP


class PresetForm(QWidget):
    """The form; Enter or its button tells `accepted`, Escape or the other `cancelled`."""

    accepted = pyqtSignal(str, str)
    cancelled = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self._line(self.tr("Name"), self.tr("Name"))
        self.about = self._line(self.tr("What it is for"), self.tr("What it is for, in one line"))
        self._accept = QPushButton(self.tr("Save"))
        self._accept.clicked.connect(self._tell)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        self._trouble = QLabel()
        self._trouble.setProperty("role", "danger")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self._accept, 0, 1)
        grid.addWidget(cancel, 0, 2)
        grid.addWidget(self.about, 1, 0, 1, 3)
        grid.addWidget(self._trouble, 2, 0, 1, 3)

    @property
    def trouble(self) -> str:
        """What the form says is wrong, "" while nothing is."""
        return self._trouble.text()

    def open(self, name: str, about: str, accept: str) -> None:
        """Begin with these texts; `accept` is the word on the button."""
        self.name.setText(name)
        self.about.setText(about)
        self.about.setCursorPosition(0)
        self._accept.setText(accept)
        self.complain("")
        self.show()
        self.name.setFocus()
        self.name.selectAll()

    def complain(self, trouble: str) -> None:
        """Say what is wrong with what was typed; "" takes it back."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take Escape as leaving the form, before the window takes it as panic."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.cancelled.emit()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        line.setMaxLength(100)
        line.installEventFilter(self)
        line.returnPressed.connect(self._tell)
        return line

    def _tell(self) -> None:
        if not self.name.text().strip():
            self.complain(self.tr("A preset needs a name."))
        elif not self.about.text().strip():
            self.complain(self.tr("Say in one line what it is for."))
        else:
            self.accepted.emit(self.name.text(), self.about.text())
