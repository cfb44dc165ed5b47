"""A layout that sets its items side by side and begins a new row where there is no more room.

Knows geometry only.
"""

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items in rows, each row as high as its highest item, which stand at its foot.

    With `has_columns` the items stand in columns that share out the whole width.
    """

    def __init__(
        self, parent: QWidget | None = None, gap: int = 8, has_columns: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._has_columns = has_columns
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem | None) -> None:
        """Put `item` last."""
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return none: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return yes: narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high all rows are in `width`."""
        return self._arranged(QRect(0, 0, width, 0), is_moving=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(rect)
        self._arranged(rect, is_moving=True)

    def sizeHint(self) -> QSize:
        """Return the size of the largest item: anything more is a gift."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arranged(self, rect: QRect, *, is_moving: bool) -> int:
        top = rect.top()
        for row in self._rows(rect.width()):
            height = max(item.sizeHint().height() for item in row)
            left = rect.left()
            for item in row:
                size = item.sizeHint()
                if self._has_columns:
                    size.setWidth(self._column_width(rect.width()))
                if is_moving:
                    place = QPoint(left, top + height - size.height())
                    item.setGeometry(QRect(place, size))
                left += size.width() + self._gap
            top += height + self._gap
        return max(0, top - self._gap - rect.top())

    def _column_width(self, width: int) -> int:
        widest = max((item.sizeHint().width() for item in self._items), default=1)
        columns = max(1, (width + self._gap) // (widest + self._gap))
        return (width + self._gap) // columns - self._gap

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = self._column_width(width) if self._has_columns else item.sizeHint().width()
            if not rows or used + self._gap + wide > width:
                rows.append([])
                used = wide
            else:
                used += self._gap + wide
            rows[-1].append(item)
        return rows
