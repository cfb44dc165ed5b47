"""The page of takes: what is being recorded, saving it, and the list of what was saved.

Knows the library, the list and the practice sound; decides nothing about files.
"""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from antiphon_app.elided import ElidedLabel
from antiphon_app.lamp import Lamp
from antiphon_app.practice_sound import PracticeSound
from antiphon_app.reveal import reveal
from antiphon_app.row_list import action_button
from antiphon_app.session import Session
from antiphon_app.take_library import Part, TakeLibrary
from antiphon_app.take_list import minutes
from antiphon_app.take_view import TakeView
from antiphon_app.theme import GAP, UNIT, Theme
from antiphon_engine.messages import Command


class TakePanel(QWidget):
    """Always recording; saves, lists and plays takes again."""

    def __init__(
        self,
        session: Session,
        send: Callable[[Command], None],  # noqa: ARG002
        theme: Theme,
        sound: PracticeSound,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._sound = sound
        self._takes_told = 0
        self._played: Path | None = None
        self.library = TakeLibrary(session, self)
        self.view = TakeView(self.library.takes, theme, self)
        self._lamp = Lamp("danger", theme, self)
        self._recording = ElidedLabel(self)
        self._counts = ElidedLabel(self)
        self._counts.setProperty("role", "muted")
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.hide()
        self.undo = QPushButton(self.tr("Undo"), self)
        self.undo.setToolTip(self.tr("Bring the deleted take back"))
        self.undo.hide()
        self._lay_out()
        self._connect()
        self.refresh()

    def save(self, part: Part = "exchange") -> None:
        """Save the last exchange, the last five minutes or all that was played."""
        self.library.save(part)

    def refresh(self) -> None:
        """Show how long it has been recording and what plays: once a frame."""
        self._show_recording()
        if len(self._session.saved_takes) != self._takes_told:
            self._takes_told = len(self._session.saved_takes)
            if self.isVisible():
                self.library.rescan()
        replay = self._sound.replay
        if replay.is_playing and self._played is not None:
            self.library.takes.set_position(self._played, replay.position)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.view.set_theme(theme)
        self._lamp.set_theme(theme)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Look what there is."""
        super().showEvent(event)
        self.library.rescan()

    # Laying out.

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._recording_row())
        column.addSpacing(UNIT)
        title = QLabel(self.tr("Save what we just played"), self)
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addLayout(self._saving_row())
        told = QHBoxLayout()
        told.setSpacing(GAP)
        told.addWidget(self.message, 1)
        told.addWidget(self.undo)
        column.addLayout(told)
        column.addWidget(self.view, 1)
        column.addLayout(self._tools())

    def _recording_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._lamp)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._recording)
        lines.addWidget(self._counts)
        row.addLayout(lines, 1)
        return row

    def _saving_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        buttons: tuple[tuple[Part, str, str], ...] = (
            (
                "exchange",
                self.tr("Last exchange"),
                self.tr("Your last phrase and its answer (Ctrl+S)"),
            ),
            ("minutes", self.tr("Last 5 min"), self.tr("The last five minutes of playing")),
            ("all", self.tr("All"), self.tr("The whole session so far")),
        )
        for part, text, tip in buttons:
            button = QPushButton(text, self)
            button.setToolTip(tip)
            button.setAccessibleName(f"{self.tr('Save')}: {text}")
            button.clicked.connect(lambda _checked, part=part: self.save(part))
            row.addWidget(button, 2 if part == "exchange" else 1)
        return row

    def _tools(self) -> QGridLayout:
        view = self.view
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for place, action in enumerate((view.play, view.rename, view.remove)):
            grid.addWidget(action_button(action, self), 0, 2 * place, 1, 2)
        for place, action in enumerate((view.reveal, view.notate)):
            grid.addWidget(action_button(action, self), 1, 3 * place, 1, 3)
        return grid

    # What happens.

    def _connect(self) -> None:
        library, view = self.library, self.view
        library.said.connect(self._say)
        library.saved.connect(view.choose)
        library.undo_offered.connect(self._offer_undo)
        view.play_asked.connect(self._play)
        view.reveal_asked.connect(reveal)
        view.notate_asked.connect(library.notate)
        view.remove_asked.connect(self._remove)
        self.undo.clicked.connect(library.undo)
        self._sound.changed.connect(self._follow_sound)

    def _play(self, path: Path) -> None:
        if self._sound.replay.is_playing:
            was_played = self._played
            self._sound.stop_take()
            if was_played == path:
                return
        entry = self.library.takes.entries[self.library.takes.row_of(path)]
        if entry.music is not None and entry.music.notes:
            self._played = path
            self._sound.play_take(entry.music.notes)

    def _remove(self, path: Path) -> None:
        if path == self._played:
            self._sound.stop_take()
        self.library.remove(path)

    def _follow_sound(self) -> None:
        is_playing = self._sound.replay.is_playing
        self.view.set_playing(is_playing)
        if not is_playing and self._played is not None:
            self.library.takes.set_position(None, None)
            self._played = None
            if self._sound.state == "failed":
                self._say(self._sound.trouble, "danger")

    def _show_recording(self) -> None:
        session = self._session
        if session.is_ready:
            line = self.tr("Always recording  ·  {0}").format(minutes(session.now()))
        else:
            line = self.tr("Not recording: the engine is not running")
        if line == self._recording.text():
            return
        self._lamp.set_state("lit" if session.is_ready else "off")
        self._recording.set_text(line)
        # The engine counts what it sent over MIDI; without a port that is nothing.
        on_stage = sum(not note.is_player for note in session.notes)
        counts = self.tr("Notes: {0} yours, {1} Antiphon’s").format(
            max(session.health.notes_heard, len(session.player_notes)),
            max(session.health.notes_played, on_stage),
        )
        self._counts.set_text(counts)

    def _say(self, text: str, tone: str) -> None:
        self.message.setProperty("role", {"good": "title", "plain": "muted"}.get(tone, tone))
        style = self.message.style()
        if style is not None:
            style.polish(self.message)
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _offer_undo(self, name: str) -> None:
        self.undo.setVisible(bool(name))
        self._say(self.tr("Deleted “{0}”").format(name) if name else "", "plain")
