"""The list of taught pieces on screen, and what to do while there is none.

Knows the model and its rows; forgets nothing itself, it asks for it.
"""

from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QAbstractItemView, QLabel, QListView, QStackedWidget, QWidget

from antiphon_app.row_list import empty_notice, row_list
from antiphon_app.taught_list import TaughtList
from antiphon_app.taught_row import TaughtRow
from antiphon_app.theme import Theme
from antiphon_engine.piece_file import Piece


class TaughtView(QStackedWidget):
    """The pieces; `forget_asked` tells the chosen ones, `reveal_asked` where one came from."""

    forget_asked = pyqtSignal(list)
    reveal_asked = pyqtSignal(object)

    def __init__(self, pieces: TaughtList, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._row = TaughtRow(theme, self)
        self.list = self._made_list()
        self.empty = self._made_empty()
        self.addWidget(self.list)
        self.addWidget(self.empty)
        self.forget = QAction(self.tr("Forget"), self)
        self.forget.setToolTip(self.tr("Take the chosen pieces out of its memory (Delete)"))
        self.forget.setShortcut(QKeySequence("Delete"))
        self.reveal = QAction(self.tr("Show in folder"), self)
        self.reveal.setToolTip(self.tr("Show the file that it was learned from"))
        for action in (self.forget, self.reveal):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.list.addAction(action)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._connect()
        self._update()

    def chosen(self) -> list[Piece]:
        """Return the chosen pieces, in the order of the list."""
        selection = self.list.selectionModel()
        rows = selection.selectedRows() if selection is not None else []
        return [self._pieces.pieces[row] for row in sorted(index.row() for index in rows)]

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._row.theme = theme
        self.list.update()

    def _made_list(self) -> QListView:
        view = row_list(self._pieces, self._row, self.tr("Taught pieces"), self)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        return view

    def _made_empty(self) -> QLabel:
        text = self.tr(
            "Nothing taught yet.\n\nDrop MIDI files, or a folder of them, anywhere on this "
            "window. Antiphon remembers what they hold beside what you play, at once, and takes "
            "it up when you play something that begins like it.\n\n"
            "Your files stay as they are, and nothing leaves this computer."
        )
        return empty_notice(text, self)

    def _connect(self) -> None:
        self.forget.triggered.connect(lambda: self.forget_asked.emit(self.chosen()))
        self.reveal.triggered.connect(self._reveal)
        selection = self.list.selectionModel()
        if selection is not None:
            selection.selectionChanged.connect(self._update)
        self._pieces.modelReset.connect(self._update)

    def _reveal(self) -> None:
        for piece in self.chosen()[:1]:
            self.reveal_asked.emit(Path(piece.origin))

    def _update(self) -> None:
        self.setCurrentWidget(self.list if self._pieces.pieces else self.empty)
        chosen = self.chosen()
        self.forget.setEnabled(bool(chosen))
        self.reveal.setEnabled(len(chosen) == 1)
