"""The list on a side page, what it says while it is empty, and the buttons below it.

Knows how they look on every page alike; knows no row.
"""

from PyQt6.QtCore import QAbstractItemModel, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QToolButton,
    QWidget,
)

from antiphon_app.theme import MARGIN, UNIT


def row_list(
    model: QAbstractItemModel, row: QStyledItemDelegate, name: str, parent: QWidget
) -> QListView:
    """Return a list of rows of one height; `name` is what a screen reader calls it."""
    view = QListView(parent)
    view.setModel(model)
    view.setItemDelegate(row)
    view.setAccessibleName(name)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSpacing(1)
    view.setMouseTracking(True)
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def empty_notice(text: str, parent: QWidget) -> QLabel:
    """Return what stands in the list's place while there is nothing to list."""
    label = QLabel(text, parent)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN + UNIT)
    return label


def action_button(action: QAction, parent: QWidget) -> QToolButton:
    """Return a button for what can be done with a row, as wide as there is room."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
