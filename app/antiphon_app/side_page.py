"""A page beside the stage, in the window and not over it: takes, setup guide, shortcuts.

Knows titles and pages; knows nothing of what is on them.
"""

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from antiphon_app.theme import GAP, MARGIN

WIDTH = 380


class SidePage(QFrame):
    """One of several pages, or none; `turned` tells the name of the page that is open, or ""."""

    turned = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._names: list[str] = []
        self._titles: list[str] = []
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._closing = QToolButton(self)
        self._closing.setText("\N{MULTIPLICATION SIGN}")
        self._closing.setAccessibleName(self.tr("Close this page"))
        self._closing.setToolTip(self.tr("Close this page"))
        self._closing.clicked.connect(self.close_page)
        self._stack = QStackedWidget(self)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setFixedWidth(WIDTH)
        self.hide()

    @property
    def name(self) -> str:
        """The page that is open, "" if none is."""
        return (
            self._names[self._stack.currentIndex()] if self.isVisibleTo(self.parentWidget()) else ""
        )

    def add(self, name: str, title: str, page: QWidget, *, scrolls: bool) -> None:
        """Add a page; one that `scrolls` may be higher than the window."""
        self._names.append(name)
        self._titles.append(title)
        self._stack.addWidget(Scroller(page) if scrolls else page)

    def show_page(self, name: str) -> None:
        """Open this page, or close it if it is open."""
        if self.name == name:
            self.close_page()
            return
        number = self._names.index(name)
        self._stack.setCurrentIndex(number)
        self._title.setText(self._titles[number])
        self.setAccessibleName(self._titles[number])
        self.show()
        self.turned.emit(name)

    def close_page(self) -> None:
        """Show no page."""
        self.hide()
        self.turned.emit("")


class Scroller(QScrollArea):
    """A page that scrolls up and down where the window is too short for it.

    It gives texts that wrap the height that they need at this width, which Qt's own does not.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        page.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Fit the page when what is on it has changed."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        page, port = self.widget(), self.viewport()
        layout = page.layout() if page is not None else None
        if page is not None and port is not None and layout is not None:
            page.setMinimumHeight(max(0, layout.totalHeightForWidth(port.width())))
