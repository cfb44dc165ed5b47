"""What goes on when the engine has died and another takes over: the window's part of it.

Knows what an engine cannot be started with, and tells it to the next one; its knobs, ports and
controllers are the business of whoever starts it.
"""

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from antiphon_app.session import Session
from antiphon_engine.messages import Command, Freeze, Mute, StateChanged


class Continuity(QObject):
    """Notices that the engine has gone and that one is back; `returned` when it is."""

    returned = pyqtSignal()

    def __init__(
        self, session: Session, send: Callable[[Command], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._send = send
        self._left: StateChanged | None = None
        self._is_here = False

    def follow(self, is_playing: bool) -> None:
        """Take in, once a frame, whether there is an engine that plays."""
        is_here = self._session.is_ready and is_playing
        if self._is_here and not is_here:
            self._left = self._session.state
            self._session.lose_engine()
        elif is_here and self._left is not None:
            self._restore(self._left)
            self._left = None
            self.returned.emit()
        self._is_here = is_here

    def _restore(self, state: StateChanged) -> None:
        """Somebody who is muted in mid-concert must stay muted."""
        if state.is_muted:
            self._send(Mute(True))
        if state.is_frozen:
            self._send(Freeze(True))
