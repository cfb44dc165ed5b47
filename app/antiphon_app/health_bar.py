"""The footer: is the engine alive, what is it doing, how late is it, what went wrong.

Knows the session's health; mends nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from antiphon_app import diagnostics
from antiphon_app.elided import ElidedLabel
from antiphon_app.lamp import Lamp
from antiphon_app.session import Session
from antiphon_app.theme import GAP, MARGIN, UNIT, Theme
from antiphon_engine.messages import Command

# How long a line about something that has passed stays.
SAID_S = 12.0
COPIED_S = 2.0
# Text that changes faster than this cannot be read.
TEXT_S = 0.25


@dataclass(frozen=True, slots=True)
class _Said:
    """A line that is shown until then, on the clock of this process."""

    text: str = ""
    is_news: bool = False
    until: float = 0.0


class HealthBar(QWidget):
    """One line at the foot of the window; a click copies the diagnostics."""

    def __init__(
        self,
        session: Session,
        _send: Callable[[Command], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._has_been_ready = False
        self._said = _Said()
        self._troubles_seen = 0
        self._next_text = 0.0
        self._copied_until = 0.0
        self.lamp = Lamp("good", theme, self)
        self.status = QLabel(self)
        self.trouble = ElidedLabel(self)
        self.trouble.setProperty("role", "warning")
        self.figures = QLabel(self)
        self.figures.setProperty("role", "muted")
        self.copying = QToolButton(self)
        self.copying.setText(self.tr("Copy diagnostics"))
        self.copying.setToolTip(
            self.tr("Copies versions, ports and timings, no music (Ctrl+Shift+C)")
        )
        self.copying.setAccessibleName(self.tr("Copy diagnostics"))
        self.copying.clicked.connect(self.copy)
        self._lay_out()

    def _lay_out(self) -> None:
        self.status.setMinimumWidth(self.fontMetrics().horizontalAdvance("Engine is starting "))
        self.status.setAccessibleName(self.tr("Status"))
        self.figures.setAccessibleName(self.tr("Timing"))
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, UNIT, MARGIN, UNIT)
        row.setSpacing(GAP)
        row.addWidget(self.lamp)
        row.addWidget(self.status)
        row.addWidget(self.trouble, 1)
        row.addWidget(self.figures)
        row.addWidget(self.copying)

    def say(self, text: str, *, is_news: bool = False) -> None:
        """Show a line for a while: trouble, or news that nothing need be done about."""
        self._said = _Said(text, is_news, time.monotonic() + SAID_S)
        self._next_text = 0.0

    def copy(self) -> None:
        """Put the diagnostics on the clipboard."""
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(diagnostics.report(self._session))
        self._copied_until = time.monotonic() + COPIED_S
        self._next_text = 0.0

    def refresh(self) -> None:
        """Show what the session says, as often as it can be read."""
        now = time.monotonic()
        self._hear_troubles()
        is_ready = self._session.is_ready
        self._has_been_ready = self._has_been_ready or is_ready
        self.lamp.set_state("lit" if is_ready else "wrong" if self._has_been_ready else "off")
        self.status.setText(self._status())
        if now < self._next_text:
            return
        self._next_text = now + TEXT_S
        told = self._told(now)
        self.trouble.set_text(told.text)
        self._colour("plain" if told.is_news else "warning")
        self.figures.setText(self._figures())
        is_copied = now < self._copied_until
        self.copying.setText(self.tr("Copied") if is_copied else self.tr("Copy diagnostics"))

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.lamp.set_theme(theme)

    def _hear_troubles(self) -> None:
        """Show the newest trouble for a while; the list is bounded, so its length may stand."""
        troubles = self._session.troubles
        if troubles and (seen := hash((len(troubles), troubles[-1]))) != self._troubles_seen:
            self._troubles_seen = seen
            self.say(troubles[-1])

    def _status(self) -> str:
        session = self._session
        if not session.is_ready:
            again = self.tr("Engine is restarting")
            return again if self._has_been_ready else self.tr("Engine is starting")
        if session.state.is_muted:
            return self.tr("Muted, listening")
        if session.turn == "answering":
            return self.tr("Answering")
        if any(is_player for is_player, _ in session.held):
            return self.tr("Hearing you")
        if session.plan.entrance is not None:
            return self.tr("Thinking")
        return self.tr("Frozen") if session.state.is_frozen else self.tr("Listening")

    def _told(self, now: float) -> "_Said":
        if self._session.troubles and not self._session.is_ready:
            # Until there is an engine again, this is why.
            return _Said(self._session.troubles[-1])
        is_current = self._said.text and now < self._said.until
        return self._said if is_current else _Said(self._session.ports.trouble)

    def _colour(self, role: str) -> None:
        style = self.trouble.style()
        if self.trouble.property("role") != role and style is not None:
            self.trouble.setProperty("role", role)
            style.unpolish(self.trouble)
            style.polish(self.trouble)

    def _figures(self) -> str:
        health, held = self._session.health, len(self._session.held)
        parts = [self.tr("{0} held").format(held)]
        if health.notes_played:
            late = self.tr("late {0:.2f} / {1:.2f} ms")
            parts.insert(0, late.format(health.lateness_p50_ms, health.lateness_p99_ms))
        if health.answer_p99_ms:
            answers = self.tr("answers {0:.2f} / {1:.2f} ms")
            parts.insert(0, answers.format(health.answer_p50_ms, health.answer_p99_ms))
        if health.telemetry_dropped:
            parts.append(self.tr("{0} telemetry dropped").format(health.telemetry_dropped))
        self.figures.setToolTip(self._figures_in_full())
        return "  \N{MIDDLE DOT}  ".join(parts)

    def _figures_in_full(self) -> str:
        health = self._session.health
        return self.tr(
            "Answers began after the end of your turn by: median {7:.2f} ms, "
            "99th percentile {8:.2f} ms\n"
            "How late all notes were handed to the port: median {0:.2f} ms, "
            "99th percentile {1:.2f} ms, worst {2:.2f} ms\n{3} notes heard, {4} played, "
            "{5} telemetry messages dropped\nReal-time priority: {6}"
        ).format(
            health.lateness_p50_ms,
            health.lateness_p99_ms,
            health.lateness_max_ms,
            health.notes_heard,
            health.notes_played,
            health.telemetry_dropped,
            self.tr("granted") if health.realtime else self.tr("not granted"),
            health.answer_p50_ms,
            health.answer_p99_ms,
        )
