"""The setup guide: what to do in the DAW, and what of it has come true.

Knows the steps and what the session says; changes nothing.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from antiphon_app.choice import DropDown
from antiphon_app.port_panel import OWN_INPUT, OWN_OUTPUT
from antiphon_app.session import Session
from antiphon_app.setup_steps import DAWS, SYSTEMS, steps, system_of
from antiphon_app.theme import GAP, MARGIN, UNIT, Theme
from antiphon_engine.messages import Command, PlayNote

TICK, OPEN, UNKNOWN = "✓", "○", "–"


@dataclass(frozen=True, slots=True)
class Check:
    """Something that has come true, has not, or (None) cannot be told on this system."""

    text: str
    is_true: bool | None
    advice: str = ""


class Ears:
    """Tells notes that came in by the port from those that were played in this window."""

    def __init__(self) -> None:
        self.has_heard = False
        self._own: dict[int, int] = {}
        self._seen = 0

    def sent(self, command: Command) -> None:
        """Take note of a key of the on-screen keyboard, before it comes back as heard."""
        if isinstance(command, PlayNote) and command.velocity:
            self._own[command.pitch] = self._own.get(command.pitch, 0) + 1

    def listen(self, session: Session) -> None:
        """Go through what was heard since the last time."""
        notes = session.player_notes
        self._seen = min(self._seen, len(notes))
        for note in notes[self._seen :]:
            if self._own.get(note.pitch, 0):
                self._own[note.pitch] -= 1
            else:
                self.has_heard = True
        self._seen = len(notes)


def checks(session: Session, has_heard: bool) -> list[Check]:
    """Return what can be checked, in the order in which it comes true."""
    ports = session.ports
    touching = {end for wire in ports.wires for end in wire}
    is_wired = None if not ports.wires and ports.driver != "JACK" else bool(touching)
    return [
        Check("Antiphon's engine plays", session.is_ready, "It takes a second to start."),
        Check(f"MIDI driver: {ports.driver or 'none'}", ports.driver is not None, ports.trouble),
        Check(f"Input open: {ports.input or 'not yet'}", ports.input is not None, ports.trouble),
        Check(f"Output open: {ports.output or 'not yet'}", ports.output is not None, ports.trouble),
        Check("Something is connected", is_wired, "Follow the steps below."),
        Check("Play a note: heard it", has_heard, "Play a note in your DAW now."),
        Check("Pause: it answered", session.last_played > float("-inf"), "Then stop for a moment."),
    ]


class SetupGuide(QWidget):
    """A page that ticks off what works and says what to do next."""

    def __init__(
        self,
        session: Session,
        _send: Callable[[Command], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self.ears = Ears()
        self._shown: list[Check] = []
        self._shown_steps: tuple[str, ...] = ()
        self.daw = self._choice(self.tr("DAW"), DAWS, DAWS[0])
        self.system = self._choice(self.tr("System"), SYSTEMS, system_of(sys.platform))
        self._checks = QVBoxLayout()
        self._checks.setSpacing(UNIT + 2)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(GAP)
        self.verdict = QLabel(self)
        self.verdict.setWordWrap(True)
        self.verdict.setProperty("role", "title")
        self._lay_out()

    def _choice(self, name: str, options: tuple[str, ...], first: str) -> DropDown:
        choice = DropDown(name, [(option, option) for option in options], self)
        choice.show_option(first)
        choice.currentTextChanged.connect(lambda _text: self.refresh())
        return choice

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.addWidget(self.daw, 1)
        choices.addWidget(self.system, 1)
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        inside.setSpacing(GAP)
        inside.addLayout(self._checks)
        inside.addWidget(self.verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addLayout(choices)
        column.addWidget(frame)
        column.addLayout(self._steps)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show what has come true by now."""
        self.ears.listen(self._session)
        found = checks(self._session, self.ears.has_heard)
        if found != self._shown:
            self._shown = found
            self._show_checks(found)
        ports = self._session.ports
        texts = tuple(
            steps(
                SYSTEMS[self.system.currentIndex()],
                DAWS[self.daw.currentIndex()],
                ports.input or OWN_INPUT,
                ports.output or OWN_OUTPUT,
            )
        )
        if texts != self._shown_steps:
            self._shown_steps = texts
            self._show_steps(texts)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self._show_checks(self._shown)

    def _show_checks(self, found: list[Check]) -> None:
        _empty(self._checks)
        for check in found:
            sign = TICK if check.is_true else UNKNOWN if check.is_true is None else OPEN
            role = "good" if check.is_true else "muted"
            self._checks.addLayout(
                _signed(sign, check.text, role, getattr(self._theme, role), check.advice)
            )
        self.verdict.setText(self._verdict(found))

    def _verdict(self, found: list[Check]) -> str:
        missing = next((check for check in found if check.is_true is False), None)
        if missing is None:
            return self.tr("All is well. Play!")
        return self.tr("Next: {0}").format(missing.advice or missing.text)

    def _show_steps(self, texts: tuple[str, ...]) -> None:
        _empty(self._steps)
        for number, text in enumerate(texts, start=1):
            self._steps.addLayout(_signed(f"{number}.", text, "muted", self._theme.muted, ""))


def _signed(sign: str, text: str, role: str, colour: str, advice: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    mark = QLabel(sign)
    mark.setStyleSheet(f"color: {colour}; font-weight: 600")
    mark.setFixedWidth(mark.fontMetrics().horizontalAdvance("10."))
    mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    words = QLabel(text)
    words.setWordWrap(True)
    words.setToolTip(advice)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    words.setAccessibleName(f"{text}: {role}")
    row.addWidget(mark)
    row.addWidget(words, 1)
    return row


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        row = item.layout()
        while row is not None and (part := row.takeAt(0)) is not None:
            widget = part.widget()
            if widget is not None:
                widget.deleteLater()
