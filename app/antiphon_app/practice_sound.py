"""The practice sound as the window sees it: on, off, or why not.

Knows the session, the synth and the loudspeakers, which are looked for in a thread of their
own and only when first needed; knows no widget.
"""

import threading
from collections.abc import Sequence
from typing import Literal

from PyQt6.QtCore import QCoreApplication, QObject, pyqtSignal

from antiphon_app.audio_clock import AudioClock
from antiphon_app.audio_output import AudioError, AudioOutput
from antiphon_app.metronome import Metronome
from antiphon_app.note_feed import NoteFeed
from antiphon_app.replay import Replay, ReplayNote
from antiphon_app.session import Session
from antiphon_app.synth import IMMEDIATELY, Synth

State = Literal["off", "opening", "on", "failed"]


class PracticeSound(QObject):
    """Plays what both play, the metronome and kept takes; never required, never an exception.

    `refresh` is called once a frame. `changed` tells that `state`, `trouble`, the metronome's
    switch or whether a take plays did. `state` is that of what both play; the loudspeakers
    are also open while only the metronome is on or a take is played.
    """

    changed = pyqtSignal()
    _opened = pyqtSignal(object)

    def __init__(self, session: Session, parent: QObject | None = None, backend: str = "") -> None:
        super().__init__(parent)
        self.state: State = "off"
        self.trouble = ""
        self.synth = Synth()
        self._session = session
        self._backend = backend
        self._clock = AudioClock()
        self._feed = NoteFeed(session, self.synth, self._frame_at)
        self.metronome = Metronome(session, self.synth, self._frame_at)
        self.replay = Replay(self.synth, self._frame_at)
        self._output: AudioOutput | None = None
        self._is_wanted = False
        self._is_opening = False
        self._opened.connect(self._take_output)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def hears_player(self) -> bool:
        """Whether the player's own notes sound, too."""
        return self._feed.hears_player

    def set_hears_player(self, is_on: bool) -> None:
        """Let the player's own notes sound, or not: in a DAW he hears himself already."""
        if is_on != self._feed.hears_player:
            self._feed.hears_player = is_on
            self._feed.skip()
            self.changed.emit()

    def set_volume(self, volume: float) -> None:
        """Make everything louder or softer, 0..1."""
        self.synth.volume = volume

    def switch(self, is_on: bool) -> None:
        """Let what both play sound, or not; what becomes of it is told by `changed`."""
        self._is_wanted = is_on
        self._feed.skip()
        self._settle()

    def set_metronome(self, is_on: bool) -> None:
        """Let the metronome click, or not."""
        self.metronome.is_on = is_on
        self.metronome.follow()
        self._settle()

    def silence(self) -> None:
        """Let go of everything at once, a take included: what panic asks for."""
        self._feed.skip()
        self.replay.stop()
        self.synth.silence()
        self._settle()

    def play_take(self, notes: Sequence[ReplayNote]) -> None:
        """Play a kept take from its beginning."""
        self.replay.begin(notes)
        self._settle()

    def stop_take(self) -> None:
        """Stop the take that plays, if one does."""
        self.replay.stop()
        self._settle()

    def close(self) -> None:
        """Give the loudspeakers back, whoever wanted them."""
        self._is_wanted = self.metronome.is_on = False
        self.silence()

    def refresh(self) -> None:
        """Follow the session: once a frame."""
        if self._output is None:
            return
        now = self._session.now()
        if self._is_wanted:
            self._feed.follow()
        if now == 0.0:
            # The engine has not told its time yet.
            return
        self._clock.tune(now - self._session.clock())
        self.metronome.follow()
        if self.replay.is_playing:
            self.replay.follow(now)
            if not self.replay.is_playing:
                self._settle()

    def _settle(self) -> None:
        """Open or close the loudspeakers, as what is wanted asks for, and say how it stands."""
        needs_output = self._is_wanted or self.metronome.is_on or self.replay.is_playing
        if needs_output and self._output is None and not self._is_opening:
            self._is_opening = True
            threading.Thread(target=self._open, name="audio opening", daemon=True).start()
        elif not needs_output and self._output is not None:
            # Giving a device back can take as long as getting it.
            threading.Thread(target=self._output.close, name="audio closing", daemon=True).start()
            self._output = None
        if self._is_wanted:
            self.state = "opening" if self._output is None else "on"
        elif self.state != "failed":
            self.state = "off"
        self.changed.emit()

    def _frame_at(self, time: float) -> int:
        return self._clock.frame_at(time) if self._session.now() else IMMEDIATELY

    def _open(self) -> None:
        outcome: AudioOutput | AudioError
        try:
            outcome = AudioOutput(self.synth, self._clock, self._session.clock, self._backend)
        except AudioError as error:
            outcome = error
        try:
            self._opened.emit(outcome)
        except RuntimeError:
            # The window was closed while the device was being looked for.
            if isinstance(outcome, AudioOutput):
                outcome.close()

    def _take_output(self, outcome: AudioOutput | AudioError) -> None:
        self._is_opening = False
        if isinstance(outcome, AudioError):
            # Looked for again when the musician asks again; the metronome goes on for the eye.
            self._is_wanted = False
            self.replay.stop()
            self.state, self.trouble = "failed", str(outcome)
            self.changed.emit()
            return
        self._output, self.trouble, self.state = outcome, "", "off"
        self._feed.skip()
        self._settle()
