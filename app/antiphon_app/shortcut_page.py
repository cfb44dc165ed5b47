"""The list of all shortcuts, as a page.

Knows the table of actions; performs none.
"""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from antiphon_app.shortcuts import MENUS, SHORTCUTS, translated
from antiphon_app.theme import GAP, UNIT

# What is played with, rather than commanded: the owner of each is its widget.
ELSEWHERE = (
    ("Tab", "Go to the next control"),
    ("Arrows, Page Up, Page Down", "Turn a knob; Home and End: all the way"),
    ("A key's letter", "With the computer keyboard on: A S D F white, W E T Y U black"),
    ("Z X, C V", "With the computer keyboard on: octave, velocity"),
    ("Ctrl + wheel", "On the stage: see more or fewer seconds"),
)


class ShortcutPage(QWidget):
    """All actions with their keys, by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(UNIT + 2)
        grid.setColumnStretch(1, 1)
        for title in MENUS:
            rows = [(_native(s.keys), s.text) for s in SHORTCUTS if s.menu == title and s.keys]
            _add_group(grid, translated(title), rows)
        _add_group(grid, translated("Elsewhere"), list(ELSEWHERE))
        column.addLayout(grid)
        column.addStretch(1)

    def refresh(self) -> None:
        """Nothing here changes."""


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _add_group(grid: QGridLayout, title: str, rows: list[tuple[str, str]]) -> None:
    heading = QLabel(title)
    heading.setProperty("role", "title")
    heading.setContentsMargins(0, GAP, 0, 0)
    grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
    for keys, text in rows:
        row = grid.rowCount()
        for column, words in enumerate((keys, translated(text))):
            label = QLabel(words)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            if column == 0:
                label.setProperty("role", "keys")
                label.setMaximumWidth(130)
            grid.addWidget(label, row, column)
