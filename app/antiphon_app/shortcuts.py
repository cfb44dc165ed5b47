"""Every action of the window once: its name, its words, its keys, the menu that it is in.

Knows no widget and no engine; what an action does, the window says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication, QObject, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An action; `keys` in Qt's spelling, "" for none. A `menu` is named as its title is."""

    name: str
    menu: str
    text: str
    keys: str = ""
    is_checkable: bool = False

    @property
    def is_letter(self) -> bool:
        """Whether its key is one that also writes a text or plays a note."""
        return len(self.keys) == 1


MENUS = ("Play", "Take", "View", "Help")
SHORTCUTS = (
    Shortcut("panic", "Play", "Panic: silence everything", "Esc"),
    Shortcut("again", "Play", "Again", "A"),
    Shortcut("more", "Play", "More like that", "L"),
    Shortcut("else", "Play", "Something else", "D"),
    Shortcut("undo", "Play", "Undo the last answer", "Ctrl+Z"),
    Shortcut("good", "Play", "I like this answer", "G"),
    Shortcut("bad", "Play", "I do not like this answer", "B"),
    Shortcut("freeze", "Play", "Freeze: stop listening", "F", True),
    Shortcut("mute", "Play", "Mute", "M", True),
    Shortcut("forget", "Play", "Forget everything heard", "Ctrl+Backspace"),
    Shortcut("tap", "Play", "Tap the tempo", "T"),
    Shortcut("answer", "Play", "Mode: answer", "Ctrl+1"),
    Shortcut("duet", "Play", "Mode: duet", "Ctrl+2"),
    Shortcut("solo", "Play", "Mode: solo", "Ctrl+3"),
    Shortcut("models", "Play", "Choose the model that answers…", "F5"),
    Shortcut("save", "Take", "Save what we just played", "Ctrl+S"),
    Shortcut("takes", "Take", "Takes", "F2", True),
    Shortcut("teach", "Take", "Teach it MIDI files…", "Ctrl+O"),
    Shortcut("memory", "Take", "What you taught it", "F4", True),
    Shortcut("train", "Take", "Train a style from your own music…", "Ctrl+T"),
    Shortcut("quit", "Take", "Quit", "Ctrl+Q"),
    Shortcut("typing", "View", "Play on the computer keyboard", "Ctrl+K", True),
    Shortcut("sound", "View", "Practice sound", "Ctrl+P", True),
    Shortcut("metronome", "View", "Metronome", "Ctrl+Shift+M", True),
    Shortcut("keyboard", "View", "Show the keyboard", "Ctrl+Shift+K", True),
    Shortcut("theme", "View", "Dark or light", "Ctrl+D"),
    Shortcut("system-theme", "View", "Dark or light as the desktop is"),
    Shortcut("stage", "View", "Stage mode", "F11", True),
    Shortcut("shortcuts", "Help", "Keyboard shortcuts", "F1", True),
    Shortcut("setup", "Help", "Setup guide", "F3", True),
    Shortcut("diagnostics", "Help", "Copy diagnostics", "Ctrl+Shift+C"),
)


def translated(text: str) -> str:
    """Return a text of this table in the musician's language."""
    return QCoreApplication.translate("Shortcuts", text)


class Actions(QObject):
    """The actions of a window, by name; single letters act only while they write nothing.

    `perform` has what each does; a checkable one is told whether it is on now.
    """

    def __init__(self, window: QWidget, perform: Mapping[str, Callable[[bool], object]]) -> None:
        super().__init__(window)
        self._window = window
        self._is_typing = False
        self.by_name: dict[str, QAction] = {}
        for shortcut in SHORTCUTS:
            self.by_name[shortcut.name] = self._made(shortcut, perform[shortcut.name])
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def _made(self, shortcut: Shortcut, act: Callable[[bool], object]) -> QAction:
        action = QAction(translated(shortcut.text), self._window)
        action.setObjectName(f"action-{shortcut.name}")
        action.setCheckable(shortcut.is_checkable)
        action.setShortcut(QKeySequence(shortcut.keys))
        action.setAutoRepeat(False)
        # In stage mode there is no menu bar, and the keys still work.
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(act)
        self._window.addAction(action)
        return action

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into its menu."""
        for title in MENUS:
            menu = bar.addMenu(translated(title))
            assert menu is not None
            for shortcut in SHORTCUTS:
                if shortcut.menu == title:
                    menu.addAction(self.by_name[shortcut.name])

    def check(self, name: str, is_on: bool) -> None:
        """Show whether a checkable action is on, without doing it."""
        self.by_name[name].setChecked(is_on)

    def set_typing(self, is_on: bool) -> None:
        """Let letters be notes, or actions again."""
        self._is_typing = is_on
        self._follow_focus(None, QApplication.focusWidget())

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        are_on = not self._is_typing and not _writes(now)
        for shortcut in SHORTCUTS:
            if shortcut.is_letter:
                keys = QKeySequence(shortcut.keys) if are_on else QKeySequence()
                self.by_name[shortcut.name].setShortcut(keys)


def _writes(widget: QWidget | None) -> bool:
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QAbstractSpinBox | QTextEdit | QPlainTextEdit)
