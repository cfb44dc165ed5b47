"""One line across the window that says what is wrong and offers the mend; never a dialog.

Knows a text and up to two buttons; who shows it knows why.
"""

from collections.abc import Callable

from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from antiphon_app.theme import GAP, MARGIN, UNIT


class Banner(QFrame):
    """A line that is hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._sign = QLabel("\N{WARNING SIGN}\N{VARIATION SELECTOR-15}", self)
        self._sign.setProperty("role", "warning")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = QPushButton(self)
        self.dismissal = QPushButton(self.tr("Dismiss"), self)
        self.dismissal.clicked.connect(self.hide)
        self.action.clicked.connect(self._act)
        self._acting: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, UNIT, MARGIN, UNIT)
        row.setSpacing(GAP)
        row.addWidget(self._sign)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(self.dismissal)
        self.hide()

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show `text`, with a button that calls `act` if one is named."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._acting = act
        self.show()

    def _act(self) -> None:
        self.hide()
        if self._acting is not None:
            self._acting()
