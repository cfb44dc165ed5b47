"""The preset in use: its name and purpose, the menu of all, saving, and comparing two.

Knows session, commands and the bench that does the work; knows no file.
"""

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from antiphon_app.choice import Segmented
from antiphon_app.icon import icon
from antiphon_app.param_control import Send
from antiphon_app.preset_bench import Changes, PresetBench
from antiphon_app.preset_form import PresetForm
from antiphon_app.preset_list import PresetList
from antiphon_app.preset_name import PresetName
from antiphon_app.session import Session
from antiphon_app.theme import GAP, UNIT, Theme
from antiphon_engine.errors import UserError
from antiphon_engine.messages import SetParams
from antiphon_engine.params import Params
from antiphon_engine.presets import Preset, read


class PresetMenu(QWidget):
    """The menu; `presented` tells the name of the preset in use, for the settings to keep."""

    presented = pyqtSignal(str)

    def __init__(
        self, session: Session, send: Send, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._send = session, send
        self.bench = PresetBench()
        self._told: Params | None = None
        self._notice, self._undo = "", _nothing
        self._accept: Callable[[str, str], None] = self._save_as
        self.name, self.menu = PresetName(self), PresetList(self)
        self.menu.chosen.connect(self._use)
        self.menu.aboutToShow.connect(self._fill)
        self.name.setMenu(self.menu)
        self.sides = Segmented(self.tr("Compare"), [("A", "A"), ("B", "B")], theme, self)
        self.sides.set_tips(self.tr("Compare two settings: each side keeps its own"))
        self.sides.show_option("A")
        self.sides.chosen.connect(self._switch)
        self.copy = _tool("copy-side", self._copy)
        self.save = _tool("save-preset", self.save_now)
        self.save.setAccessibleName(self.tr("Save preset"))
        self.save.setToolTip(self.tr("Save these settings as a preset of your own"))
        self.line, self.undo = _muted_line(), _tool("undo-preset", self._undone)
        self.undo.setText(self.tr("Undo"))
        self.form = PresetForm(self)
        self.form.accepted.connect(self._accepted)
        self.form.cancelled.connect(self._close_form)
        self._bar = self._laid_out()
        self.set_theme(theme)
        self.refresh()

    def choose(self, name: str) -> None:
        """Use the preset of this name or key; one that is not there (any more) is said."""
        try:
            self._use(read(name))
        except UserError as error:
            self._say(str(error))

    def recall(self, name: str) -> None:
        """Say that this preset is in use, as it was when the window closed; turns no knob."""
        try:
            self.bench.present = read(name)
        except UserError:
            # It was deleted in the meantime: its knobs are still as they were.
            self.bench.present = None
        self._show()

    def save_now(self) -> None:
        """Save over the user's own preset in use, with undo; otherwise ask for a name."""
        if not self.bench.is_own:
            self._open_save_as()
            return
        try:
            replaced = self.bench.save(self._session.params)
        except UserError as error:
            self._say(str(error))
            return
        self._say(self.tr("{} saved.").format(replaced.name), lambda: self._restore(replaced))

    def refresh(self) -> None:
        """Show what the session says; the GUI thread calls it at most once a frame."""
        params = self._session.params
        if params is self._told:
            return
        if self.bench.present is None and self._told == Params() != params:
            # The engine has told for the first time what it plays with.
            self.bench.recognise(params)
        self._told = params
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.sides.set_theme(theme)
        size = round(self.fontMetrics().height() * 1.25)
        self.save.setIcon(icon("save", theme.colour("text"), theme.colour("background")))
        self.save.setIconSize(QSize(size, size))

    # What is shown.

    def _show(self) -> None:
        present = self.bench.present
        labels = self.bench.changed_labels(self._session.params)
        name = present.name if present else self.tr("Presets")
        about = present.about if present else self.tr("A character to begin with.")
        self.name.show_name(name, bool(labels))
        changed = self.tr("Changed: {}.").format(", ".join(labels)) if labels else ""
        self.name.setToolTip("\n".join(text for text in (name, about, changed) if text))
        self.name.setAccessibleName(self.tr("Preset: {}").format(name))
        self.name.setAccessibleDescription(f"{about} {changed}".strip())
        self.line.setText(self._notice or about)
        self.line.setToolTip(self._notice or about)
        self.undo.setVisible(self._undo is not _nothing)
        self.save.setVisible(self._undo is _nothing and (bool(labels) or present is None))
        other = self.bench.other_slot
        self.copy.setText(f"\N{RIGHTWARDS ARROW} {other}")
        self.copy.setAccessibleName(self.tr("Copy to {}").format(other))
        self.copy.setToolTip(self.tr("Make side {} the same as this one").format(other))
        self.sides.show_option(self.bench.slot)

    def _say(self, notice: str, undo: Callable[[], None] | None = None) -> None:
        self._notice, self._undo = notice, undo or _nothing
        self._show()

    # What the hand does.

    def _use(self, preset: Preset) -> None:
        self._turn(self.bench.choose(preset, self._session.params))
        self._say("")
        self.presented.emit(preset.name)

    def _turn(self, changes: Changes) -> None:
        if changes:
            self._send(SetParams(dict(changes)))

    def _switch(self, slot: str) -> None:
        if slot != self.bench.slot:
            self._turn(self.bench.switch(self._session.params))
            self._say("")

    def _copy(self) -> None:
        self.bench.copy(self._session.params)
        self._say(self.tr("{} is now the same as {}.").format(
            self.bench.other_slot, self.bench.slot))  # fmt: skip

    def _delete(self) -> None:
        try:
            gone = self.bench.delete()
        except UserError as error:
            self._say(str(error))
            return
        if gone is not None:
            self._say(self.tr("{} deleted.").format(gone.name), lambda: self._restore(gone))

    def _restore(self, preset: Preset) -> None:
        try:
            self.bench.restore(preset)
        except UserError as error:
            self._say(str(error))
        else:
            self._say(self.tr("{} is back.").format(preset.name))

    def _undone(self) -> None:
        self._undo()

    def _open_save_as(self) -> None:
        present = self.bench.present
        name = self.tr("My {}").format(present.name) if present else ""
        self._open_form(self._save_as, name, present.about if present else "", self.tr("Save"))

    def _open_rename(self) -> None:
        present = self.bench.present
        if present is not None:
            self._open_form(self._rename, present.name, present.about, self.tr("Rename"))

    def _open_form(
        self, accept: Callable[[str, str], None], name: str, about: str, word: str
    ) -> None:
        self._accept = accept
        self._bar.hide()
        self.form.open(name, about, word)

    def _close_form(self) -> None:
        self.form.hide()
        self._bar.show()
        self.name.setFocus()

    def _accepted(self, name: str, about: str) -> None:
        self._accept(name, about)

    def _save_as(self, name: str, about: str) -> None:
        self._take(lambda: self.bench.save_as(name, about, self._session.params))

    def _rename(self, name: str, about: str) -> None:
        self._take(lambda: self.bench.rename(name, about))

    def _take(self, work: Callable[[], None]) -> None:
        """Do what the form asks for, or say in the form why it cannot be done."""
        try:
            work()
        except UserError as error:
            self.form.complain(str(error))
            return
        self._close_form()
        self._say("")
        if self.bench.present is not None:
            self.presented.emit(self.bench.present.name)

    # How it is made.

    def _fill(self) -> None:
        """Read the presets anew each time: files come and go."""
        does = {
            self.tr("Save"): self.save_now,
            self.tr("Save as…"): self._open_save_as,
            self.tr("Rename…"): self._open_rename,
            self.tr("Delete"): self._delete,
        }
        actions = [QAction(text, self.menu) for text in does]
        for action, act in zip(actions, does.values(), strict=True):
            action.triggered.connect(lambda _, act=act: act())
        for action in actions[2:]:
            action.setEnabled(self.bench.is_own)
        self.menu.fill(self.bench.present, actions)

    def _laid_out(self) -> QWidget:
        bar = QWidget(self)
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.sides)
        top.addWidget(self.copy)
        below.addWidget(self.line, 1)
        for button in (self.save, self.undo):
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(bar)
        for row in (top, below):
            row.setSpacing(UNIT)
            rows.addLayout(row)
        rows.setSpacing(UNIT)
        rows.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(bar)
        whole.addWidget(self.form)
        self.form.hide()
        return bar


def _tool(name: str, act: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _: act())
    return button


def _muted_line() -> QLabel:
    line = QLabel()
    line.setProperty("role", "muted")
    # Its text never makes the panel wider.
    line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    line.setWordWrap(True)
    line.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    line.setMinimumSize(0, 2 * line.fontMetrics().lineSpacing() + 2)
    line.setMaximumHeight(2 * line.fontMetrics().lineSpacing() + 2)
    return line


def _nothing() -> None:
    """There is nothing to undo."""
