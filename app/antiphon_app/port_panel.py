"""Choosing where notes come from and where answers go, and seeing that they do.

Knows port names and the choice that was made; opens nothing, the engine does.
"""

import math
import time
from collections.abc import Callable, Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from antiphon_app.elided import ElidedChoice
from antiphon_app.lamp import Lamp
from antiphon_app.session import Session
from antiphon_app.theme import GAP, UNIT, Theme
from antiphon_engine.messages import ChoosePorts, Command

# Named from the DAW's side: it sends to the first and listens to the second.
OWN_INPUT = "To Antiphon"
OWN_OUTPUT = "From Antiphon"
GLOW_S = 0.15
WIDEST = 300


class PortSide(QWidget):
    """One direction: a lamp, a word, and the choice of a port; `chosen` when another is picked."""

    chosen = pyqtSignal()

    def __init__(self, word: str, own_name: str, role: str, theme: Theme) -> None:
        super().__init__()
        self.wanted: str | None = None
        self._own_name = own_name
        self._word = word
        self._listed: tuple[object, ...] = ()
        self._last = -math.inf
        self._lit_until = 0.0
        self.lamp = Lamp(role, theme, self)
        self.choice = ElidedChoice(self.tr("MIDI {0} port").format(word.lower()), self)
        self.choice.activated.connect(self._pick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT + 2)
        label = QLabel(word, self)
        label.setProperty("role", "muted")
        label.setBuddy(self.choice)
        for part in (self.lamp, label):
            row.addWidget(part)
        row.addWidget(self.choice, 1)

    def show_ports(self, names: Sequence[str], opened: str | None, trouble: str) -> None:
        """Show what there is to choose and what is open now."""
        shown = (tuple(names), opened, trouble, self.wanted)
        if shown == self._listed or self._is_open():
            return
        self._listed = shown
        self.choice.clear()
        self.choice.addItem(self._own_name, None)
        for name in names:
            self.choice.addItem(name, name)
        if self.wanted is not None and self.choice.findData(self.wanted) < 0:
            self.choice.addItem(self.tr("{0} (not there)").format(self.wanted), self.wanted)
        self.choice.setCurrentIndex(max(0, self.choice.findData(self.wanted)))
        self.setToolTip(self._told(opened, trouble))
        self.choice.setToolTip(self.toolTip())

    def show_activity(self, last: float, opened: str | None, now: float) -> None:
        """Light the lamp for a moment when `last`, the time of the last note, has moved."""
        if last != self._last:
            self._last, self._lit_until = last, now + GLOW_S
        is_lit = opened is not None and now < self._lit_until
        self.lamp.set_state("lit" if is_lit else "off" if opened is None else "on")

    def _is_open(self) -> bool:
        view = self.choice.view()
        return view is not None and view.isVisible()

    def _told(self, opened: str | None, trouble: str) -> str:
        if opened is not None:
            return self.tr("{0}: '{1}' is open").format(self._word, opened)
        wanted = self.wanted or self._own_name
        waiting = self.tr("{0}: waiting for '{1}'; it is opened when it appears")
        return trouble or waiting.format(self._word, wanted)

    def _pick(self, _index: int) -> None:
        self.wanted = self.choice.currentData()
        self.chosen.emit()


class PortPanel(QWidget):
    """Input and output side by side; `doubted` names a port chosen for both directions."""

    doubted = pyqtSignal(str)

    def __init__(
        self,
        session: Session,
        send: Callable[[Command], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._send = send
        self.input = PortSide(self.tr("In"), OWN_INPUT, "player", theme)
        self.output = PortSide(self.tr("Out"), OWN_OUTPUT, "machine", theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for side in (self.input, self.output):
            side.chosen.connect(self._choose)
            side.setMaximumWidth(WIDEST)
            row.addWidget(side, 1)
        row.addStretch(0)

    def want(self, input_name: str | None, output_name: str | None) -> None:
        """Show these as the ports that were asked for, None being Antiphon's own."""
        self.input.wanted, self.output.wanted = input_name, output_name

    def use_anyway(self) -> None:
        """Open what is chosen, one port for both directions though it be."""
        self._send(ChoosePorts(self.input.wanted, self.output.wanted))

    def refresh(self) -> None:
        """Show what the session says."""
        ports, now = self._session.ports, time.monotonic()
        self.input.show_ports(ports.inputs, ports.input, ports.trouble)
        self.output.show_ports(ports.outputs, ports.output, ports.trouble)
        self.input.show_activity(self._session.last_heard, ports.input, now)
        self.output.show_activity(self._session.last_played, ports.output, now)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        for side in (self.input, self.output):
            side.lamp.set_theme(theme)

    def _choose(self) -> None:
        """Open what was chosen; one name for both directions is a loop, more often than not."""
        if self.input.wanted is not None and self.input.wanted == self.output.wanted:
            self.doubted.emit(self.input.wanted)
            return
        self.use_anyway()
