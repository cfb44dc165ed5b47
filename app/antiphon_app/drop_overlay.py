"""What lies over the window while files are dragged over it: what a drop would do.

Knows which files can be taught by their names; teaches none.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PyQt6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PyQt6.QtGui import QDropEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from antiphon_app.theme import GAP, MARGIN, RADIUS, Theme
from antiphon_engine.midi_search import SUFFIXES

# The title's font, compared with all others.
LARGER = 1.6
FRAME = 2 * MARGIN


class DropOverlay(QWidget):
    """Covers `window` while something is dragged over it and tells `teach` what is dropped."""

    def __init__(
        self, window: QWidget, theme: Theme, teach: Callable[[Sequence[Path]], None]
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._teach = window, theme, teach
        self.title, self.text = "", ""
        self.hide()
        # Once it is there the drag goes on over it, and not over a field that would take a text.
        for part in (window, self):
            part.setAcceptDrops(True)
            part.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.update()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Answer what is dragged over the window, or over what covers it."""
        match event.type() if event is not None else None:
            case QEvent.Type.DragEnter | QEvent.Type.DragMove | QEvent.Type.Drop:
                assert isinstance(event, QDropEvent)
                return self._answer(event)
            case QEvent.Type.DragLeave:
                self.hide()
        return super().eventFilter(watched, event)

    def _answer(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        # A take that is dragged out to a DAW leaves by way of this window, too.
        if data is None or not data.hasUrls() or event.source() is not None:
            return False
        teachable = teachable_paths(data)
        event.setDropAction(Qt.DropAction.CopyAction if teachable else Qt.DropAction.IgnoreAction)
        # Accepted even where nothing can be taught, or nobody would be told why.
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.hide()
            if teachable:
                self._teach(teachable)
        elif event.type() == QEvent.Type.DragEnter:
            self.offer(teachable)
        return True

    def offer(self, teachable: Sequence[Path]) -> None:
        """Show what dropping these would do; none of them can be taught where there are none."""
        if teachable:
            self.title = self.tr("Teach Antiphon {0}").format(self._named(teachable))
            self.text = self.tr(
                "Drop to put it into its memory at once, beside your own playing. "
                "No training, and nothing leaves this computer."
            )
        else:
            self.title = self.tr("This cannot be taught")
            self.text = self.tr("Antiphon learns from MIDI files (.mid) and folders of them.")
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def _named(self, paths: Sequence[Path]) -> str:
        if len(paths) > 1:
            return self.tr("{0} files and folders").format(len(paths))
        name = paths[0].name or str(paths[0])
        metrics, room = QFontMetrics(self._large()), self._window.width() // 2
        return f"“{metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)}”"

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Dim the window, draw the frame that says: here, and what would be taught."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colour("background", 240))
        painter.setPen(QPen(self._theme.colour("motif"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(self._theme.colour("motif", 26))
        frame = QRectF(self.rect()).adjusted(FRAME, FRAME, -FRAME, -FRAME)
        painter.drawRoundedRect(frame, 2 * RADIUS, 2 * RADIUS)
        half = frame.adjusted(2 * FRAME, 0, -2 * FRAME, -frame.height() / 2)
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        painter.setPen(self._theme.colour("text"))
        below = half.translated(0, half.height() + GAP)
        painter.drawText(below, wrapped | Qt.AlignmentFlag.AlignTop, self.text)
        painter.setFont(self._large())
        painter.drawText(half, wrapped | Qt.AlignmentFlag.AlignBottom, self.title)


def teachable_paths(data: QMimeData) -> list[Path]:
    """Return the MIDI files and folders among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES or path.is_dir()]
