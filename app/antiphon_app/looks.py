"""The looks of the whole application: the theme that is worn, and how large its text is.

Knows the themes and Qt's application; what wears them listens to `changed`.
"""

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication

from antiphon_app import theme
from antiphon_app.theme import Theme, ThemeName

STAGE_SCALE = 1.6


class Looks(QObject):
    """The theme by its chosen `name` (which may be "system") and as it is worn now, `theme`."""

    changed = pyqtSignal(object)

    def __init__(self, name: ThemeName, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name: ThemeName = name
        self.theme: Theme = theme.chosen(name)
        self._scale = 1.0
        self._wear()
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(lambda _scheme: self._follow_system())

    def choose(self, name: ThemeName) -> None:
        """Wear the theme of this name."""
        self.name = name
        self._wear()

    def turn(self) -> None:
        """Wear light instead of dark, or dark instead of light."""
        self.choose("light" if self.theme.name == "dark" else "dark")

    def enlarge(self, is_large: bool) -> None:
        """Make the text large enough for a stage, or normal again."""
        self._scale = STAGE_SCALE if is_large else 1.0
        self._wear()

    def _follow_system(self) -> None:
        if self.name == "system" and theme.chosen("system") != self.theme:
            self._wear()

    def _wear(self) -> None:
        self.theme = theme.chosen(self.name)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.theme, self._scale)
        self.changed.emit(self.theme)
