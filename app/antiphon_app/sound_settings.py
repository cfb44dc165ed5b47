"""The switches of the practice sound and of the metronome, in a row that fits above the stage.

Knows the practice sound; knows no device.
"""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from antiphon_app.beat_lamp import BeatLamp
from antiphon_app.elided import ElidedLabel
from antiphon_app.practice_sound import PracticeSound
from antiphon_app.theme import GAP, MARGIN, UNIT, Theme

# The arrow belongs to the button: no frame of its own.
_ARROW = (
    "QToolButton { padding-right: 22px; }"
    "QToolButton::menu-button { border: none; background: transparent; width: 18px; }"
)
# Room for the first words of what is wrong; the rest is in the tool tip.
TROUBLE_WIDTH = 150


class SoundSettings(QWidget):
    """Sound on or off, how loud, whether the player is heard, and the metronome."""

    def __init__(self, sound: PracticeSound, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self.switch = self._button(self.tr("Sound"))
        self.metronome = self._button(self.tr("Click"))
        self.lamp = BeatLamp(sound.metronome, theme, self)
        self.trouble = ElidedLabel(self)
        self.trouble.setProperty("role", "warning")
        # In a narrow window the reason gives way; its tool tip stays whole.
        self.trouble.setMaximumWidth(TROUBLE_WIDTH)
        self.trouble.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.hears_player = QCheckBox(self.tr("Play my own notes, too"))
        self.menu = QMenu(self)
        self._fill_menu()
        self._describe()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.switch, self.trouble, self.metronome, self.lamp):
            row.addWidget(part)
        self._connect()
        self._show()

    def refresh(self) -> None:
        """Let the lamp follow the beat: once a frame."""
        self.lamp.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.lamp.set_theme(theme)

    def _button(self, word: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(word)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _fill_menu(self) -> None:
        page = QWidget(self.menu)
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(UNIT)
        label = QLabel(self.tr("&Volume"), page)
        label.setBuddy(self.volume)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setMinimumWidth(180)
        self.volume.setValue(round(100 * self._sound.synth.volume))
        column.addWidget(label)
        column.addWidget(self.volume)
        column.addSpacing(GAP)
        column.addWidget(self.hears_player)
        action = QWidgetAction(self.menu)
        action.setDefaultWidget(page)
        self.menu.addAction(action)
        self.switch.setMenu(self.menu)
        self.switch.setStyleSheet(_ARROW)
        self.switch.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def _describe(self) -> None:
        self.switch.setAccessibleName(self.tr("Practice sound"))
        self.metronome.setAccessibleName(self.tr("Metronome"))
        self.metronome.setToolTip(
            self.tr("Click the beat; traded bars are counted in with the sound on")
        )
        self.volume.setAccessibleName(self.tr("Volume of the practice sound"))
        self.hears_player.setToolTip(self.tr("Off where you hear yourself already, as in a DAW"))

    def _connect(self) -> None:
        # What a button shows is what came true, not what was clicked.
        self.switch.clicked.connect(self._sound.switch)
        self.metronome.clicked.connect(self._sound.set_metronome)
        self.volume.valueChanged.connect(lambda value: self._sound.set_volume(value / 100))
        self.hears_player.toggled.connect(self._sound.set_hears_player)
        self._sound.changed.connect(self._show)

    def _show(self) -> None:
        sound = self._sound
        self.switch.setChecked(sound.state in ("opening", "on"))
        self.metronome.setChecked(sound.metronome.is_on)
        self.hears_player.setChecked(sound.hears_player)
        has_failed = sound.state == "failed"
        # Where there is no room for the reason, the switch itself says that there is one.
        self.switch.setText(self.tr("No sound") if has_failed else self.tr("Sound"))
        what = self.tr("Hear both without a DAW: soft keys for you, a plucked string for Antiphon")
        self.switch.setToolTip(sound.trouble if has_failed else what)
        self.trouble.set_text(sound.trouble)
        self.trouble.setVisible(bool(sound.trouble))
