"""The practice sound as the window sees it: on, off, or why not.

Knows the session, the synth and the loudspeakers, which are looked for in a thread of their
own and only when first switched on; knows no widget.
"""

import threading
from collections.abc import Sequence
from typing import Literal

from PyQt6.QtCore import QObject, pyqtSignal

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

    `refresh` is called once a frame. `changed` says that `state`, `trouble` or the replay did.
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
        self._opened.connect(self._take_output)

    @property
    def hears_player(self) -> bool:
        """Whether the player's own notes sound, too."""
        return self._feed.hears_player

    @hears_player.setter
    def hears_player(self, is_on: bool) -> None:
        self._feed.hears_player = is_on
        self._feed.skip()

    def switch(self, is_on: bool) -> None:
        """Begin to make sound or stop; the outcome is told by `changed`."""
        self._is_wanted = is_on
        if is_on and self.state in ("off", "failed"):
            self._tell("opening")
            threading.Thread(target=self._open, name="audio opening", daemon=True).start()
        elif not is_on and self.state != "opening":
            self._close()

    def silence(self) -> None:
        """Let go of everything at once, a replay included: what panic asks for."""
        self._feed.skip()
        self.stop_take()
        self.synth.silence()

    def play_take(self, notes: Sequence[ReplayNote]) -> None:
        """Play a kept take from its beginning, switching the sound on if need be."""
        self.replay.begin(notes)
        self.switch(True)
        self.changed.emit()

    def stop_take(self) -> None:
        """Stop the take that plays, if one does."""
        if self.replay.is_playing:
            self.replay.stop()
            self.changed.emit()

    def refresh(self) -> None:
        """Follow the session: once a frame."""
        if self.state != "on":
            return
        now = self._session.now()
        self._feed.follow()
        if now == 0.0:
            # The engine has not told its time yet.
            return
        self._clock.tune(now - self._session.clock())
        self.metronome.follow()
        if self.replay.is_playing:
            self.replay.follow(now)
            if not self.replay.is_playing:
                self.changed.emit()

    def _frame_at(self, time: float) -> int:
        return self._clock.frame_at(time) if self._session.now() else IMMEDIATELY

    def _open(self) -> None:
        try:
            output = AudioOutput(self.synth, self._clock, self._session.clock, self._backend)
        except AudioError as error:
            self._report(error)
        else:
            self._report(output)

    def _report(self, outcome: AudioOutput | AudioError) -> None:
        try:
            self._opened.emit(outcome)
        except RuntimeError:
            # The window was closed while the device was being looked for.
            if isinstance(outcome, AudioOutput):
                outcome.close()

    def _take_output(self, outcome: AudioOutput | AudioError) -> None:
        if isinstance(outcome, AudioError):
            self.replay.stop()
            self._is_wanted = False
            self._tell("failed", str(outcome))
            return
        self._output = outcome
        self._feed.skip()
        self._tell("on")
        if not self._is_wanted:
            self._close()

    def _close(self) -> None:
        self.silence()
        if self._output is not None:
            # Giving a device back can take as long as getting it.
            threading.Thread(target=self._output.close, name="audio closing", daemon=True).start()
            self._output = None
        self._tell("off")

    def _tell(self, state: State, trouble: str = "") -> None:
        self.state, self.trouble = state, trouble
        self.changed.emit()
