"""The page of what was taught: teaching, how far it is, the pieces, and forgetting them.

Knows the commands that do it and the session; reads no file itself.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from antiphon_app.command_queue import CommandQueue
from antiphon_app.elided import ElidedLabel
from antiphon_app.reveal import reveal
from antiphon_app.row_list import action_button
from antiphon_app.session import Session
from antiphon_app.taught_list import TaughtList
from antiphon_app.taught_view import TaughtView
from antiphon_app.teaching import Report, Teaching
from antiphon_app.theme import GAP, Theme
from antiphon_engine.messages import Command, Taught
from antiphon_engine.piece_file import Piece
from antiphon_engine.teaching import Outcome

# So many of the files that were skipped are named; the rest is in the tool tip.
SKIPPED_SHOWN = 3
MOST_IDS = 1000


class TaughtPanel(QWidget):
    """Teaches, lists and forgets pieces; `told` is a line about a teaching that has ended.

    With it comes whether anything was learned.
    """

    told = pyqtSignal(str, bool)

    def __init__(
        self,
        session: Session,
        _send: Callable[[Command], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._known: Taught | None = None
        self.teaching = Teaching(self)
        self._command = CommandQueue(self)
        self.pieces = TaughtList(self)
        self.view = TaughtView(self.pieces, theme, self)
        self.known = ElidedLabel(self)
        self.known.setProperty("role", "title")
        self.progress = ElidedLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(GAP)
        self.bar.setAccessibleName(self.tr("How far the teaching is"))
        self.cancelling = QPushButton(self.tr("Cancel"), self)
        self.cancelling.clicked.connect(self.teaching.cancel)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.undo = QPushButton(self.tr("Undo"), self)
        self.undo.setToolTip(self.tr("Teach the forgotten pieces again"))
        self._forgotten: list[Piece] = []
        self._lay_out()
        self._connect()
        self._show_progress(False)
        self._say("", "plain")

    @property
    def is_busy(self) -> bool:
        """Whether files are being read or the list is being asked for."""
        return self.teaching.is_busy or self._command.is_busy

    def teach(self, paths: Sequence[Path]) -> None:
        """Teach these files and folders."""
        self.teaching.teach(paths)

    def choose_files(self) -> None:
        """Let the musician choose files to teach."""
        title = self.tr("MIDI files to teach")
        files, _ = QFileDialog.getOpenFileNames(self, title, "", self.tr("MIDI (*.mid *.midi)"))
        self.teach([Path(file) for file in files])

    def choose_folder(self) -> None:
        """Let the musician choose a folder whose MIDI files are taught."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder of MIDI files to teach"))
        self.teach([Path(folder)] if folder else [])

    def refresh(self) -> None:
        """Show how much the engine knows: once a frame."""
        taught = self._session.taught
        if taught == self._known:
            return
        is_first, self._known = self._known is None, taught
        self.known.set_text(self._knowledge(taught))
        # Whoever taught it: the list is asked for when the engine has noticed.
        if not is_first and taught.notes == taught.of:
            self.ask()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.view.set_theme(theme)

    def ask(self) -> None:
        """Ask what the library holds."""
        if not self._command.is_busy:
            self._command.run(["memory", "list", "--json"], self._take_listing)

    def close_down(self) -> None:
        """End what runs."""
        self.teaching.stop()
        self._command.stop()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Look what there is."""
        super().showEvent(event)
        self.ask()

    # Laying out.

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.known)
        column.addLayout(self._teaching_row())
        told = QHBoxLayout()
        told.setSpacing(GAP)
        told.addWidget(self.progress, 1)
        told.addWidget(self.cancelling)
        column.addLayout(told)
        column.addWidget(self.bar)
        said = QHBoxLayout()
        said.setSpacing(GAP)
        said.addWidget(self.message, 1)
        said.addWidget(self.undo)
        column.addLayout(said)
        column.addWidget(self.view, 1)
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        for action in (self.view.forget, self.view.reveal):
            tools.addWidget(action_button(action, self))
        column.addLayout(tools)

    def _teaching_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for text, tip, act in (
            (self.tr("Teach files…"), self.tr("Choose MIDI files"), self.choose_files),
            (self.tr("Teach a folder…"), self.tr("With all that is in it"), self.choose_folder),
        ):
            button = QPushButton(text, self)
            button.setToolTip(tip)
            button.clicked.connect(act)
            row.addWidget(button, 1)
        return row

    def _connect(self) -> None:
        self.teaching.began.connect(self._begin)
        self.teaching.progressed.connect(self._go_on)
        self.teaching.ended.connect(self._end)
        self.view.forget_asked.connect(self._forget)
        self.view.reveal_asked.connect(self._reveal)
        self.undo.clicked.connect(self._undo)

    # What happens.

    def _begin(self) -> None:
        self._say("", "plain")
        self.progress.set_text(self.tr("Looking for MIDI files…"))
        self.bar.setRange(0, 0)
        self._show_progress(True)

    def _go_on(self, outcome: Outcome) -> None:
        if not self.pieces.pieces:
            # The page must not go on saying that there is nothing.
            self.ask()
        self.bar.setRange(0, outcome.of)
        self.bar.setValue(outcome.done)
        line = self.tr("{0} of {1}: {2}").format(outcome.done, outcome.of, outcome.name)
        self.progress.set_text(line)

    def _end(self, report: Report) -> None:
        self._show_progress(False)
        if report.trouble:
            self._say(report.trouble, "danger")
            return
        line = report.tally.summary()
        if report.is_cancelled:
            line = self.tr("Cancelled: {0}").format(line)
        # What to do about it follows behind, and would be the same for each.
        shown = [f"{each.name}: {each.reason.split('; ')[0]}" for each in report.skipped]
        more = len(shown) - SKIPPED_SHOWN
        lines = [line, *shown[:SKIPPED_SHOWN]]
        if more > 0:
            lines.append(self.tr("and {0} more").format(more))
        is_good = bool(report.tally.learned or report.tally.known)
        self._say("\n".join(lines), "plain" if is_good else "danger", "\n".join(shown))
        self.told.emit(line, is_good)
        self.ask()

    def _forget(self, pieces: list[Piece]) -> None:
        if not pieces:
            return
        ids = [piece.id for piece in pieces]
        if len(ids) == len(self.pieces.pieces):
            runs = [["clear"]]
        else:
            # A command line has a length.
            starts = range(0, len(ids), MOST_IDS)
            runs = [["remove", *ids[start : start + MOST_IDS]] for start in starts]
        for words in runs:
            self._command.run(
                ["memory", *words],
                lambda is_well, text: self._tell_forgotten(is_well, text, pieces),
            )

    def _tell_forgotten(self, is_well: bool, text: str, pieces: list[Piece]) -> None:
        if not is_well:
            self._say(text, "danger")
        elif len(pieces) == 1:
            self._say(self.tr("Forgotten: “{0}”").format(pieces[0].name), "plain")
        else:
            self._say(self.tr("{0} pieces forgotten").format(len(pieces)), "plain")
        self._forgotten = pieces if is_well else []
        self.undo.setVisible(any(Path(piece.origin).exists() for piece in self._forgotten))
        self.ask()

    def _undo(self) -> None:
        self.teach([Path(piece.origin) for piece in self._forgotten])

    def _reveal(self, path: Path) -> None:
        if not path.exists():
            self._say(self.tr("The file is no longer at {0}").format(path), "danger")
            return
        reveal(path)

    def _take_listing(self, is_well: bool, text: str) -> None:
        if is_well:
            self.pieces.set_listing(text)
        else:
            self._say(text, "danger")

    def _show_progress(self, is_on: bool) -> None:
        for part in (self.progress, self.bar, self.cancelling):
            part.setVisible(is_on)

    def _say(self, text: str, role: str, tip: str = "") -> None:
        self.undo.hide()
        self.message.setText(text)
        self.message.setToolTip(tip)
        self.message.setProperty("role", role)
        style = self.message.style()
        if style is not None:
            style.polish(self.message)
        self.message.setVisible(bool(text))

    def _knowledge(self, taught: Taught) -> str:
        if taught.notes < taught.of:
            line = self.tr("Learning: {0} of {1} notes")
            return line.format(f"{taught.notes:,}", f"{taught.of:,}")
        if not taught.notes:
            return self.tr("Antiphon knows no pieces yet")
        line = self.tr("Antiphon knows {0}, {1} notes")
        pieces = self.tr("1 piece") if taught.pieces == 1 else self.tr("{0} pieces")
        return line.format(pieces.format(f"{taught.pieces:,}"), f"{taught.notes:,}")
