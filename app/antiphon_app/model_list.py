"""The list of models that drops down: each with its paper, what it does, and whether it is here.

Knows the catalogue and what the engine says that it has; what choosing one does, its owner says.
"""

from collections.abc import Collection

from PyQt6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PyQt6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from antiphon_app.model_row import ABOUT, IS_THERE, PAPER, STATE, ModelRow
from antiphon_app.row_list import row_list
from antiphon_app.theme import MARGIN, RADIUS, UNIT, Theme
from antiphon_models.systems.catalogue import SYSTEMS, System

WIDTH = 620
NAME = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ModelList(QFrame):
    """A list over the window; `chosen` tells the name of a model, be it here or not."""

    chosen = pyqtSignal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        # The click that closes it must not open it again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setObjectName("models")
        self._rows = QStandardItemModel(self)
        self._painter = ModelRow(theme, self)
        self.view = row_list(self._rows, self._painter, self.tr("Models"), self)
        self.view.setUniformItemSizes(False)
        self.view.setSpacing(0)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.entered.connect(self.view.setCurrentIndex)
        self.view.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.installEventFilter(self)
        self.set_theme(theme)

    def fill(self, present: str, there: Collection[str]) -> None:
        """List the models, `present` with a mark, those that are not `there` with a word."""
        self._rows.clear()
        for system in SYSTEMS:
            item = self._item(system, system.name in there)
            is_present = system.name == present
            state = Qt.CheckState.Checked if is_present else Qt.CheckState.Unchecked
            item.setData(state, Qt.ItemDataRole.CheckStateRole)
            self._rows.appendRow(item)
            if is_present:
                self.view.setCurrentIndex(item.index())

    def open_at(self, corner: QPoint, room: QSize) -> None:
        """Drop down with its right upper end at `corner`, in a window with so much room."""
        width = min(WIDTH, room.width() - 2 * MARGIN)
        edges = 2 * UNIT + 2 * self.frameWidth()
        height = self._height_at(width - edges) + edges + 2
        if height > room.height():
            # The bar that then appears takes from the width of the rows.
            bar = self.view.verticalScrollBar()
            self._height_at(width - edges - (bar.sizeHint().width() if bar else 0))
        self.setFixedSize(width, min(height, room.height()))
        self.move(corner - QPoint(width, 0))
        self.show()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._painter.theme = theme
        self.setStyleSheet(
            f"QFrame#models {{ background: {theme.surface}; border: 1px solid {theme.line};"
            f" border-radius: {RADIUS}px; }} QListView {{ background: transparent; }}"
        )

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Choose with Enter or Space, as in any menu."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._choose(self.view.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)

    def _item(self, system: System, is_there: bool) -> QStandardItem:
        state = ""
        if not is_there:
            state = self.tr("train it: about {0} minutes").format(system.minutes)
        item = QStandardItem(system.title)
        values = {NAME: system.name, ABOUT: system.about, PAPER: system.paper, STATE: state}
        for role, value in {**values, IS_THERE: is_there}.items():
            item.setData(value, role)
        read = ". ".join(text for text in (system.title, state, system.about, system.paper) if text)
        item.setData(read, Qt.ItemDataRole.AccessibleTextRole)
        return item

    def _height_at(self, width: int) -> int:
        """Let the rows be this wide, and return how high they are together."""
        self._painter.width = width
        indexes = [self._rows.index(row, 0) for row in range(self._rows.rowCount())]
        return sum(self.view.sizeHintForIndex(index).height() for index in indexes)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.hide()
            self.chosen.emit(str(index.data(NAME)))
