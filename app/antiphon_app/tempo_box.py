"""The tempo: shown, typed, stepped and tapped, with a word for where the beat comes from.

Knows session and commands; knows nothing of how taps become a tempo.
"""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from antiphon_app.param_control import Grip, Send, tip_of
from antiphon_app.session import Session
from antiphon_app.theme import GAP, UNIT
from antiphon_engine.messages import SetParams
from antiphon_engine.params import PARAMS, TEMPO_RANGE

_VISIBLE_BPM = 0.05


class TempoBox(QWidget):
    """The tempo of the engine's grid beside the button that taps it."""

    def __init__(
        self, session: Session, send: Send, tap: QToolButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._send = session, send
        self._grip = Grip(session.clock)
        self.number = _number()
        self.number.valueChanged.connect(self._turned)
        self.clock_state = QLabel(self.tr("internal"))
        self.clock_state.setObjectName("clock-state")
        self.clock_state.setProperty("role", "muted")
        self.clock_state.setToolTip(self.tr("The beat is Antiphon's own: set it or tap it."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.number)
        row.addWidget(tap)
        row.addSpacing(GAP - UNIT)
        row.addWidget(self.clock_state)

    def refresh(self) -> None:
        """Show the tempo that the session tells of, unless one is being typed."""
        told = self._session.grid.tempo_bpm
        editor = self.number.lineEdit()
        is_typing = self.number.hasFocus() and editor is not None and editor.isModified()
        if is_typing or self._grip.is_held or abs(told - self.number.value()) < _VISIBLE_BPM:
            return
        was_blocked = self.number.blockSignals(True)
        self.number.setValue(told)
        self.number.blockSignals(was_blocked)

    def _turned(self, tempo_bpm: float) -> None:
        self._grip.take()
        self._send(SetParams({"tempo_bpm": tempo_bpm}))


def _number() -> QDoubleSpinBox:
    number = QDoubleSpinBox()
    number.setObjectName("tempo_bpm")
    number.setAccessibleName(number.tr("Tempo"))
    number.setToolTip(tip_of(PARAMS["tempo_bpm"]))
    number.setDecimals(1)
    number.setRange(*TEMPO_RANGE)
    number.setSuffix(number.tr(" bpm"))
    number.setValue(float(PARAMS["tempo_bpm"].default))
    number.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
    number.setAlignment(Qt.AlignmentFlag.AlignCenter)
    # Narrower than its text it would cut the unit off.
    number.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    # A tempo half typed is no tempo.
    number.setKeyboardTracking(False)
    return number
