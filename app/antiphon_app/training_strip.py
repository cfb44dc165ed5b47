"""A strip across the window for training: the offer, how far it is, what came of it, what then.

Knows texts, a bar and up to three buttons; what is trained and why, its owner knows.
"""

import math
from collections.abc import Callable
from typing import Literal

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from antiphon_app.theme import GAP, MARGIN, UNIT, Theme

# The bar has as many steps as anyone can see.
STEPS = 1000
_BAR_HEIGHT = UNIT

Deed = tuple[str, Callable[[], None]]


class TrainingStrip(QFrame):
    """A strip that is hidden until it is told something; on stage it stays away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._is_wanted = self._is_on_stage = False
        self._deeds: list[Callable[[], None]] = []
        self.text, self.detail = self._line("title"), self._line("muted")
        # An error names a command that wants to be copied.
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        self.detail.setTextInteractionFlags(selectable)
        self.buttons = [QPushButton(self) for _ in range(3)]
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda _, number=number: self._do(number))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_BAR_HEIGHT)
        self.bar.setAccessibleName(self.tr("How far the training is"))
        self._lay_out()
        self.set_theme(theme)
        self.hide()

    def say(
        self,
        text: str,
        detail: str = "",
        *deeds: Deed,
        role: Literal["muted", "danger"] = "muted",
        share: float | None = None,
    ) -> None:
        """Show a line, a second one in smaller words, and a button for each of the deeds.

        With a `share` there is a bar, filled that far; NaN has it wait.
        """
        self.text.setText(text)
        self._wear(role)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.setAccessibleName(f"{text}. {detail}".strip())
        self._deeds = [act for _, act in deeds]
        for number, button in enumerate(self.buttons):
            word = deeds[number][0] if number < len(deeds) else ""
            button.setText(word)
            button.setVisible(bool(word))
        self.show_share(share)
        self._is_wanted = True
        self._show()

    def show_share(self, share: float | None) -> None:
        """Fill the bar that far: 0..1, NaN where nothing is known, None without a bar."""
        self.bar.setVisible(share is not None)
        if share is None:
            return
        is_known = not math.isnan(share)
        self.bar.setRange(0, STEPS if is_known else 0)
        if is_known:
            self.bar.setValue(round(share * STEPS))

    def put_away(self) -> None:
        """Say no more."""
        self._is_wanted = False
        self._show()

    def set_on_stage(self, is_on: bool) -> None:
        """Stay away while the window is a stage."""
        self._is_on_stage = is_on
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.bar.setStyleSheet(
            f"QProgressBar {{ background: {theme.raised}; border: none; border-radius: 2px; }}"
            f"QProgressBar::chunk {{ background: {theme.machine}; border-radius: 2px; }}"
        )

    def showEvent(self, event: QShowEvent | None) -> None:
        """Take as much height as the texts need at this width."""
        super().showEvent(event)
        self.updateGeometry()

    def _show(self) -> None:
        self.setVisible(self._is_wanted and not self._is_on_stage)

    def _do(self, number: int) -> None:
        if number < len(self._deeds):
            self._deeds[number]()

    def _wear(self, role: str) -> None:
        style = self.detail.style()
        if self.detail.property("role") != role and style is not None:
            self.detail.setProperty("role", role)
            style.unpolish(self.detail)
            style.polish(self.detail)

    def _line(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return label

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(self.text)
        texts.addWidget(self.detail)
        texts.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(texts, 1)
        for button in self.buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.bar)
