"""The one window: where everything stands, what happens each frame, how it opens and closes.

Knows the parts by name and places them; what they show and send is theirs.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QCloseEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from antiphon_app import settings as settings_file
from antiphon_app import window_place
from antiphon_app.continuity import Continuity
from antiphon_app.engine_client import EngineClient
from antiphon_app.looks import Looks
from antiphon_app.notices import Notices
from antiphon_app.parts import Parts
from antiphon_app.session import Session
from antiphon_app.settings import Settings
from antiphon_app.shortcuts import Actions
from antiphon_app.theme import GAP, MARGIN
from antiphon_app.training import Training
from antiphon_app.training_desk import TrainingDesk
from antiphon_app.transport_bar import TransportBar
from antiphon_engine.messages import Command, Message, Panic
from antiphon_engine.params import differences

SMALLEST = (900, 600)
FIRST = (1280, 800)
# Below this width a side page takes the place of the knobs.
WIDE = 1180
# Actions that the transport performs, by the names of its buttons and modes.
MUSICAL = (
    *("panic", "again", "more", "else", "undo", "good", "bad", "freeze", "mute", "forget", "tap"),
    *("answer", "duet", "solo"),
)


class MainWindow(QMainWindow):
    """Antiphon's window over an engine that has been started.

    `last_words` is what the engine said as it ended, once the window is closed.
    """

    def __init__(self, client: EngineClient, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("Antiphon")
        self.session = Session()
        self.last_words: list[Message] = []
        self.client = client
        self._settings = settings
        self._has_params = False
        self._is_stage = False
        self._preset = settings.preset
        self.looks = Looks(settings.theme, self)
        self.parts = Parts(self.session, self.send, self.looks.theme, self)
        self._notices = Notices(self.session, self.send, self.parts.banner, self.parts.health, self)
        self._continuity = Continuity(self.session, self.send, self)
        self._continuity.returned.connect(self._notices.say_engine_returned)
        training = Training(self)
        self.desk = TrainingDesk(self.session, client.renew, self.parts.strip, training, self)
        self.actions_by_key = Actions(self, self._effects())
        bar = self.menuBar()
        assert bar is not None
        self.actions_by_key.fill(bar)
        self._lay_out()
        self._wire()
        self._restore()
        client.told.connect(self._frame)

    def send(self, command: Command) -> None:
        """Tell the engine, and those here who must know what it was told."""
        self.parts.guide.ears.sent(command)
        if isinstance(command, Panic):
            self.parts.sound.silence()
        self.client.send(command)

    def say(self, text: str, *, is_news: bool = False) -> None:
        """Show a line in the footer for a while."""
        self.parts.health.say(text, is_news=is_news)

    def settings(self) -> Settings:
        """Return what is to be remembered, as it is now."""
        knobs = differences(self.session.params) if self._has_params else self._settings.params
        controls = self.session.controls.controls if self._has_params else self._settings.controls
        keyboard = self.parts.keyboard
        chosen = None if keyboard.is_following else keyboard.range
        return replace(
            self._settings,
            theme=self.looks.name,
            input=self.parts.ports.input.wanted,
            output=self.parts.ports.output.wanted,
            params=knobs,
            controls=controls,
            is_sound_on=self.parts.sound.state in ("on", "opening"),
            is_keyboard_shown=self.actions_by_key.by_name["keyboard"].isChecked(),
            is_more_shown=self.parts.params.is_disclosed,
            preset=self._preset,
            lowest_key=chosen.low if chosen else None,
            highest_key=chosen.high if chosen else None,
        )

    # Putting together.

    def _lay_out(self) -> None:
        parts = self.parts
        stage = QVBoxLayout()
        stage.setSpacing(GAP)
        stage.addWidget(parts.stage, 4)
        stage.addWidget(parts.keyboard, 1)
        self._knobs = QWidget()
        self._knobs_column = QVBoxLayout(self._knobs)
        self._knobs_column.setContentsMargins(0, 0, 0, 0)
        self._knobs_column.setSpacing(GAP)
        self._knobs_column.addWidget(parts.models)
        self._knobs_column.addWidget(parts.presets)
        self._knobs_column.addWidget(parts.params, 1)
        self._stage_row = QHBoxLayout()
        self._stage_row.setContentsMargins(0, 0, 0, 0)
        self._stage_row.addWidget(parts.stage_light, 1)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addLayout(stage, 1)
        middle.addWidget(parts.page)
        middle.addWidget(self._knobs)
        self._body = body = QVBoxLayout()
        body.setContentsMargins(MARGIN, 0, MARGIN, 0)
        body.setSpacing(GAP)
        body.addLayout(self._stage_row)
        for row in (parts.transport, parts.tools, parts.banner, parts.strip):
            body.addWidget(row)
        body.addLayout(middle, 1)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(parts.health)
        self.setCentralWidget(centre)
        self.setMinimumSize(*SMALLEST)

    def _wire(self) -> None:
        parts = self.parts
        # The window's margins are the transport's, too.
        if (layout := parts.transport.layout()) is not None:
            layout.setContentsMargins(0, GAP, 0, 0)
        parts.tools.bind(self.actions_by_key)
        parts.page.turned.connect(self._page_turned)
        parts.ports.doubted.connect(lambda port: self._notices.doubt(port, parts.ports.use_anyway))
        parts.typing.toggled.connect(self._typing_toggled)
        parts.typing.changed.connect(self._typing_changed)
        parts.sound.changed.connect(self._sound_changed)
        parts.presets.presented.connect(self._preset_presented)
        parts.models.missed.connect(partial(self.desk.ask, "model"))
        parts.params.missed.connect(self.desk.ask)
        parts.taught.told.connect(lambda text, is_good: self.say(text, is_news=is_good))
        self.looks.changed.connect(parts.set_theme)
        self._sound_changed()

    def _effects(self) -> dict[str, Callable[[bool], object]]:
        parts = self.parts
        return {
            **{name: partial(_act, parts.transport, name) for name in MUSICAL},
            "save": lambda _on: parts.takes.save(),
            "takes": lambda _on: parts.page.show_page("takes"),
            "memory": lambda _on: parts.page.show_page("memory"),
            "teach": lambda _on: parts.taught.choose_files(),
            "models": lambda _on: parts.models.open(),
            "train": lambda _on: self.desk.ask("style", "mine"),
            "shortcuts": lambda _on: parts.page.show_page("shortcuts"),
            "setup": lambda _on: parts.page.show_page("setup"),
            "quit": lambda _on: self.close(),
            "typing": parts.typing.set_on,
            "sound": parts.sound.switch,
            "metronome": parts.sound.set_metronome,
            "keyboard": parts.keyboard.setVisible,
            "theme": lambda _on: self.looks.turn(),
            "system-theme": lambda _on: self.looks.choose("system"),
            "stage": self.set_stage_mode,
            "diagnostics": lambda _on: parts.health.copy(),
        }

    # Each frame.

    def _frame(self, batch: list[Message]) -> None:
        for message in batch:
            self.session.apply(message)
        self._continuity.follow(self.client.is_playing)
        self.desk.follow()
        self._has_params = self._has_params or self.session.is_ready
        self.parts.sound.refresh()
        if self.isVisible() and not self.isMinimized():
            self.refresh()

    def refresh(self) -> None:
        """Let every part show what the session says."""
        self._notices.refresh()
        for name in ("freeze", "mute"):
            is_on = getattr(self.session.state, f"is_{'frozen' if name == 'freeze' else 'muted'}")
            self.actions_by_key.check(name, is_on)
        self.parts.refresh()

    # What the musician switches.

    def set_stage_mode(self, is_on: bool) -> None:
        """Fill the screen with what can be read from two metres away, or be a window again."""
        self._is_stage = is_on
        bar = self.menuBar()
        assert bar is not None
        for part in (bar, *self.parts.not_on_stage()):
            part.setVisible(not is_on)
        self.parts.page.close_page()
        self.parts.strip.set_on_stage(is_on)
        self.parts.stage_light.setVisible(is_on)
        self.parts.params.disclose(False)
        (self._stage_row if is_on else self._knobs_column).addWidget(self.parts.params, 1)
        self.parts.params.offer_more(not is_on)
        self._knobs.setVisible(not is_on)
        edge = MARGIN if is_on else 0
        self._body.setContentsMargins(MARGIN, edge, MARGIN, edge)
        self.looks.enlarge(is_on)
        self._make_room()
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if is_on
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )
        self.actions_by_key.check("stage", is_on)

    def _typing_toggled(self, is_on: bool) -> None:
        self.actions_by_key.set_typing(is_on)
        self.actions_by_key.check("typing", is_on)

    def _typing_changed(self) -> None:
        self.parts.keyboard.show_letters(self.parts.typing.letters())
        self.say(self.parts.typing.state_text(), is_news=True)

    def _preset_presented(self, name: str) -> None:
        self._preset = name

    def _sound_changed(self) -> None:
        sound = self.parts.sound
        self.actions_by_key.check("sound", sound.state in ("on", "opening"))
        self.actions_by_key.check("metronome", sound.metronome.is_on)

    def _page_turned(self, name: str) -> None:
        for page in ("takes", "memory", "shortcuts", "setup"):
            self.actions_by_key.check(page, page == name)
        self._make_room()

    def _make_room(self) -> None:
        if self._is_stage:
            return
        self._knobs.setFixedWidth(self.parts.params.minimumSizeHint().width())
        self._knobs.setVisible(self.width() >= WIDE or not self.parts.page.name)

    # Opening and closing.

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let a page take the place of the knobs where both have no room."""
        super().resizeEvent(event)
        self._make_room()

    def _restore(self) -> None:
        if not window_place.restore(self):
            screen = self.screen()
            room = screen.availableGeometry().size() if screen else QSize(*FIRST)
            # On a small screen the window begins no larger than that.
            self.resize(QSize(*FIRST).boundedTo(room))
        self.parts.ports.want(self._settings.input, self._settings.output)
        if self._settings.lowest_key is not None and self._settings.highest_key is not None:
            self.parts.keyboard.set_range(self._settings.lowest_key, self._settings.highest_key)
        self.parts.keyboard.setVisible(self._settings.is_keyboard_shown)
        self.actions_by_key.check("keyboard", self._settings.is_keyboard_shown)
        self.parts.params.disclose(self._settings.is_more_shown)
        if self._settings.preset:
            self.parts.presets.recall(self._settings.preset)
        self.parts.sound.switch(self._settings.is_sound_on)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Remember what was chosen, vanish, and end the engine, which saves the take."""
        if self._is_stage:
            self.set_stage_mode(False)
        self.parts.typing.set_on(False)
        window_place.keep(self)
        settings_file.save(self.settings())
        self.hide()
        self.parts.close_down()
        # It finishes its step while the engine ends; what it has found is kept.
        self.desk.close_down()
        self.last_words = self.client.stop()
        self.desk.wait()
        super().closeEvent(event)


def _act(transport: TransportBar, name: str, _is_on: bool) -> None:
    transport.act(name)
