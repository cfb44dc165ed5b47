"""The menu of all presets, each with the line that says what it is for.

Knows presets; what choosing one does, its owner says.
"""

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QWidget

from antiphon_app.preset_bench import Listed, listed, shown_keys
from antiphon_engine.presets import Preset

# The menu shows so many letters; the rest is in the tool tip.
_LONGEST_NAME, _LONGEST_ABOUT = 32, 80


class PresetList(QMenu):
    """The menu; `chosen` tells which preset."""

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)

    def fill(self, present: Preset | None, actions: Sequence[QAction]) -> None:
        """List the presets as they are now, `present` with a tick, and `actions` after them."""
        self.clear()
        own, shipped = shown_keys()
        if own:
            self._list(self.tr("Yours"), listed(own), present)
        self._list(self.tr("Antiphon's"), listed(shipped), present)
        self.addActions(actions)

    def _list(self, title: str, lines: Sequence[Listed], present: Preset | None) -> None:
        heading = QAction(title, self)
        heading.setEnabled(False)
        self.addAction(heading)
        for line in lines:
            self.addAction(self._entry(line, present))
        self.addSeparator()

    def _entry(self, line: Listed, present: Preset | None) -> QAction:
        action = QAction(self)
        preset = line.preset
        if preset is None:
            action.setText(f"{line.key}\t{self.tr('cannot be read')}")
            action.setToolTip(line.trouble)
            action.setEnabled(False)
            return action
        name = _shortened(preset.name, _LONGEST_NAME)
        about = _shortened(preset.about, _LONGEST_ABOUT)
        # An ampersand in a name is no mnemonic.
        action.setText(f"{name}\t{about}".replace("&", "&&"))
        action.setToolTip(f"{preset.name}\n{preset.about}")
        action.setCheckable(True)
        action.setChecked(preset == present)
        action.triggered.connect(lambda _, it=preset: self.chosen.emit(it))
        return action


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
