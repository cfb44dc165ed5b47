"""The parts of the window, made and named: what is told to all of them is told here.

Knows each part's constructor; knows not where it stands.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PyQt6.QtWidgets import QWidget

from antiphon_app.answer_light import AnswerLight
from antiphon_app.banner import Banner
from antiphon_app.drop_overlay import DropOverlay
from antiphon_app.health_bar import HealthBar
from antiphon_app.keyboard_view import KeyboardView
from antiphon_app.model_menu import ModelMenu
from antiphon_app.param_panel import ParamPanel
from antiphon_app.piano_roll import PianoRoll
from antiphon_app.port_panel import PortPanel
from antiphon_app.practice_sound import PracticeSound
from antiphon_app.preset_menu import PresetMenu
from antiphon_app.session import Session
from antiphon_app.setup_guide import SetupGuide
from antiphon_app.shortcut_page import ShortcutPage
from antiphon_app.side_page import SidePage
from antiphon_app.sound_settings import SoundSettings
from antiphon_app.take_panel import TakePanel
from antiphon_app.taste_lessons import MARKS, TasteLessons
from antiphon_app.taught_panel import TaughtPanel
from antiphon_app.theme import Theme
from antiphon_app.tool_row import ToolRow
from antiphon_app.training_strip import TrainingStrip
from antiphon_app.transport_bar import TransportBar
from antiphon_app.typing_keyboard import TypingKeyboard
from antiphon_engine.messages import Command


class Part(Protocol):
    """A widget as the window sees it."""

    def refresh(self) -> None: ...
    def set_theme(self, theme: Theme) -> None: ...
    def isVisible(self) -> bool: ...


class Parts:
    """All that stands in the window."""

    def __init__(
        self, session: Session, send: Callable[[Command], None], theme: Theme, parent: QWidget
    ) -> None:
        self.transport = TransportBar(session, send, theme, parent)
        self.models = ModelMenu(session, send, theme, parent)
        self.presets = PresetMenu(session, send, theme, parent)
        self.params = ParamPanel(session, send, theme, parent)
        self.stage = PianoRoll(session, send, theme, parent)
        self.keyboard = KeyboardView(session, send, theme, parent)
        self.typing = TypingKeyboard(send, parent)
        self.sound = PracticeSound(session, parent)
        self.sound_switches = SoundSettings(self.sound, theme, parent)
        self.ports = PortPanel(session, send, theme, parent)
        self.tools = ToolRow(self.ports, self.sound_switches, parent)
        self.banner = Banner(parent)
        self.strip = TrainingStrip(theme, parent)
        self.stage_light = AnswerLight(session, theme, parent)
        self.stage_light.hide()
        self.takes = TakePanel(session, send, theme, self.sound, parent)
        self.taught = TaughtPanel(session, send, theme, parent)
        self.guide = SetupGuide(session, send, theme, parent)
        self.health = HealthBar(session, send, theme, parent)
        thumbs = [self.transport.buttons[name] for name in MARKS]
        self.taste = TasteLessons(session, thumbs, parent)
        self.transport.acted.connect(self.taste.acted)
        self.taste.told.connect(lambda text, is_good: self.health.say(text, is_news=is_good))
        self.page = SidePage(parent)
        self.overlay = DropOverlay(parent, theme, self.teach)
        self._shown: tuple[Part, ...] = (
            *(self.transport, self.models, self.presets, self.params),
            *(self.stage, self.stage_light),
            *(self.keyboard, self.sound_switches, self.ports, self.takes, self.guide),
            *(self.taught, self.health),
        )
        tr = parent.tr
        self.page.add("takes", tr("Takes"), self.takes, scrolls=False)
        self.page.add("memory", tr("What you taught it"), self.taught, scrolls=False)
        self.page.add("setup", tr("Setup guide"), self.guide, scrolls=True)
        self.page.add("shortcuts", tr("Keyboard shortcuts"), ShortcutPage(parent), scrolls=True)

    def refresh(self) -> None:
        """Let every part that is seen show what the session says."""
        for part in self._shown:
            if part.isVisible() or part is self.guide:
                part.refresh()
        self.taste.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Let every part wear this theme."""
        for part in self._shown:
            part.set_theme(theme)
        self.strip.set_theme(theme)
        self.overlay.set_theme(theme)

    def teach(self, paths: Sequence[Path]) -> None:
        """Let the mind remember what these files and folders hold, and show how far that is."""
        # On stage there is no room for a page.
        if self.tools.isVisible() and self.page.name != "memory":
            self.page.show_page("memory")
        self.taught.teach(paths)

    def close_down(self) -> None:
        """End what the parts run beside the engine."""
        self.takes.library.close()
        self.taught.close_down()
        self.taste.stop()
        self.sound.switch(False)

    def not_on_stage(self) -> tuple[QWidget, ...]:
        """The parts that stage mode does without."""
        return (self.transport, self.tools, self.keyboard, self.health, self.models, self.presets)
