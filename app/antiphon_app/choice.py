"""One of a few words: a row of joined buttons, or a list that drops down.

Knows words; knows no parameter and no engine.
"""

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QPointF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QStandardItemModel,
    QWheelEvent,
)
from PyQt6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QStyledItemDelegate,
    QToolButton,
    QWidget,
)

from antiphon_app.theme import RADIUS, Theme


class Segmented(QWidget):
    """All options side by side, one of them down; `chosen` tells what the hand chose."""

    chosen = pyqtSignal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Take `options` as (value, text); `name` is what they are options of."""
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for place, (value, text) in enumerate(options):
            button = _segment(name, text, _place_name(place, len(options)))
            button.clicked.connect(lambda _, chosen=value: self.chosen.emit(chosen))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        self.set_theme(theme)

    @property
    def option(self) -> str:
        """The option that is down, "" before any was shown."""
        return next((value for value, it in self._buttons.items() if it.isChecked()), "")

    def button(self, option: str) -> QToolButton:
        """Return the button of an option."""
        return self._buttons[option]

    def show_option(self, option: str) -> None:
        """Press the button of `option`; tells nobody."""
        if option in self._buttons:
            self._buttons[option].setChecked(True)

    def set_tips(self, tip: str) -> None:
        """Give all buttons this tool tip."""
        for button in self._buttons.values():
            button.setToolTip(tip)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.setStyleSheet(_segment_sheet(theme))


class DropDown(QComboBox):
    """A list that drops down; `chosen` tells what the hand chose.

    The wheel turns it only while it has the focus, so that scrolling past changes nothing.
    """

    chosen = pyqtSignal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Take `options` as (value, text); `name` is what they are options of."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("QComboBox::drop-down { border: none; width: 20px; }")
        # The box's own delegate would take no height from a style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        for value, text in options:
            self.addItem(text, value)
        self.activated.connect(lambda at: self.chosen.emit(self.itemData(at)))

    @property
    def option(self) -> str:
        """The option that is shown."""
        return str(self.currentData())

    def show_option(self, option: str) -> None:
        """Show `option`; tells nobody."""
        self.setCurrentIndex(self.findData(option))

    def set_text(self, option: str, text: str) -> None:
        """Let `option` read so."""
        self.setItemText(self.findData(option), text)

    def withhold(self, reasons: Mapping[str, str]) -> None:
        """Let the options named be seen and not chosen, their tool tips giving the reasons."""
        model = self.model()
        for at in range(self.count()):
            reason = reasons.get(self.itemData(at))
            self.setItemData(at, reason, Qt.ItemDataRole.ToolTipRole)
            # The model that a box makes for itself is one of items.
            if isinstance(model, QStandardItemModel) and (item := model.item(at)) is not None:
                item.setEnabled(reason is None)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Scroll what is behind it unless it has the focus."""
        if event is not None and not self.hasFocus():
            event.ignore()
        else:
            super().wheelEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return the whole size: options are not cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the arrow, which a style sheet takes away with the frame around it."""
        super().paintEvent(event)
        painter = QPainter(self)
        paint_chevron(painter, self)
        painter.end()


def paint_chevron(painter: QPainter, widget: QWidget) -> None:
    """Draw the arrow that says that something drops down, at the right end of `widget`."""
    x, y, half = widget.width() - 14.0, widget.height() / 2, 3.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(widget.palette().placeholderText(), 1.6))
    corners = ((x - half, y - half / 2), (x, y + half / 2), (x + half, y - half / 2))
    painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))


def _segment(name: str, text: str, place: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setCheckable(True)
    button.setAccessibleName(f"{name}: {text}")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setProperty("segment", place)
    return button


def _place_name(place: int, count: int) -> str:
    return "first" if place == 0 else "last" if place == count - 1 else "middle"


def _segment_sheet(theme: Theme) -> str:
    """Join the buttons: round outside, straight inside, the pressed one filled and bold."""
    return f"""
    QToolButton {{ border-radius: 0; padding: 4px 10px; margin: 0; border-right-width: 0; }}
    QToolButton[segment="first"] {{ border-top-left-radius: {RADIUS}px;
        border-bottom-left-radius: {RADIUS}px; }}
    QToolButton[segment="last"] {{ border-top-right-radius: {RADIUS}px;
        border-bottom-right-radius: {RADIUS}px; border-right-width: 1px; }}
    QToolButton:checked {{ background: {theme.text}; color: {theme.background};
        border-color: {theme.text}; }}
    QToolButton:focus {{ border: 2px solid {theme.machine}; padding: 3px 8px; }}
    """
