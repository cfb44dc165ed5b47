"""The list of takes on screen: what to do with a chosen one, and what to do while there is none.

Knows the model and its rows; knows no command and no sound.
"""

from functools import partial
from pathlib import Path

from PyQt6.QtCore import QModelIndex, QPoint, Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QLabel, QListView, QMenu, QStackedWidget, QWidget

from antiphon_app.row_list import empty_notice, row_list
from antiphon_app.take_list import MUSIC, TakeList
from antiphon_app.take_row import TakeRow
from antiphon_app.theme import Theme


class TakeView(QStackedWidget):
    """The takes, or what says how to get one; the signals tell the path of the chosen take.

    `actions_on_take` are what can be done, for buttons and the context menu alike.
    """

    play_asked = pyqtSignal(object)
    reveal_asked = pyqtSignal(object)
    notate_asked = pyqtSignal(object)
    remove_asked = pyqtSignal(object)

    def __init__(self, takes: TakeList, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._takes = takes
        self._row = TakeRow(theme, self)
        self.list = self._made_list()
        self._empty = self._made_empty()
        self.addWidget(self.list)
        self.addWidget(self._empty)
        self.play = self._action(self.tr("Play"), self.tr("Hear it again (Enter)"), "")
        self.rename = self._action(self.tr("Rename"), self.tr("Give it a name (F2)"), "")
        self.reveal = self._action(self.tr("Show in folder"), self.tr("Show the MIDI file"), "")
        self.notate = self._action(
            self.tr("Notation"), self.tr("Write it as MusicXML for a notation program"), ""
        )
        self.remove = self._action(self.tr("Delete"), self.tr("Delete it (Delete)"), "Delete")
        self.actions_on_take = (self.play, self.rename, self.reveal, self.notate, self.remove)
        self._connect()
        self._update()

    def chosen(self) -> Path | None:
        """Return the chosen take, None if none is."""
        index = self.list.currentIndex()
        return self._takes.entries[index.row()].file.path if index.isValid() else None

    def choose(self, path: Path) -> None:
        """Choose this take and bring it into view."""
        row = self._takes.row_of(path)
        if row >= 0:
            self.list.setCurrentIndex(self._takes.index(row))
            self.list.scrollTo(self._takes.index(row))

    def set_playing(self, is_playing: bool) -> None:
        """Offer to stop, or to play."""
        self.play.setText(self.tr("Stop") if is_playing else self.tr("Play"))

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._row.theme = theme
        self.list.update()

    def _made_list(self) -> QListView:
        view = row_list(self._takes, self._row, self.tr("Takes"), self)
        view.setDragDropMode(QListView.DragDropMode.DragOnly)
        view.setDefaultDropAction(Qt.DropAction.CopyAction)
        view.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        return view

    def _made_empty(self) -> QLabel:
        text = self.tr(
            "No takes yet.\n\nPlay a phrase and wait for the answer. If you liked it, press "
            "“Last exchange”: a MIDI file appears here, to drag into your DAW.\n\n"
            "The whole session is kept here, too, when you close Antiphon."
        )
        return empty_notice(text, self)

    def _action(self, text: str, tip: str, key: str) -> QAction:
        action = QAction(text, self)
        action.setToolTip(tip)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.list.addAction(action)
        return action

    def _connect(self) -> None:
        for action, asked in (
            (self.play, self.play_asked),
            (self.reveal, self.reveal_asked),
            (self.notate, self.notate_asked),
            (self.remove, self.remove_asked),
        ):
            action.triggered.connect(partial(self._ask, asked))
        self.rename.triggered.connect(lambda: self.list.edit(self.list.currentIndex()))
        self.list.activated.connect(lambda _index: self._ask(self.play_asked))
        self.list.customContextMenuRequested.connect(self._show_menu)
        selection = self.list.selectionModel()
        if selection is not None:
            selection.currentChanged.connect(self._update)
        for changed in (self._takes.modelReset, self._takes.dataChanged):
            changed.connect(self._update)

    def _ask(self, asked: pyqtBoundSignal, _checked: bool = False) -> None:
        path = self.chosen()
        if path is not None:
            asked.emit(path)

    def _update(self) -> None:
        self.setCurrentWidget(self.list if self._takes.entries else self._empty)
        index: QModelIndex = self.list.currentIndex()
        music = index.data(MUSIC) if index.isValid() else None
        for action in self.actions_on_take:
            action.setEnabled(index.isValid())
        has_music = music is not None and bool(music.notes)
        self.play.setEnabled(has_music)
        self.notate.setEnabled(has_music)

    def _show_menu(self, place: QPoint) -> None:
        if self.list.indexAt(place).isValid():
            menu = QMenu(self)
            menu.addActions(self.actions_on_take)
            menu.popup(self.list.mapToGlobal(place))
            menu.aboutToHide.connect(menu.deleteLater)
