"""Starting the engine anew for what it can only read as it starts, once nobody plays.

Knows the session and how an engine is renewed; knows no widget.
"""

from collections.abc import Callable, Mapping

from PyQt6.QtCore import QObject, pyqtSignal

from antiphon_app.session import Session
from antiphon_engine.messages import Scalar

# Between two phrases hands are off the keys for a moment, too.
QUIET_S = 1.5

Changes = Mapping[str, Scalar]


class Renewal(QObject):
    """Waits for silence and renews the engine; `begun` when it does.

    `renew` ends the engine in order and starts another with the same knobs, those in the
    changes turned.
    """

    begun = pyqtSignal()

    def __init__(
        self, session: Session, renew: Callable[[Changes], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._renew = session, renew
        self._changes: Changes | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an engine is to be renewed as soon as nobody plays."""
        return self._changes is not None

    def ask(self, changes: Changes) -> None:
        """Renew the engine at the next opportunity, and turn these knobs."""
        self._changes = changes

    def give_up(self) -> None:
        """Leave the engine as it is."""
        self._changes = None

    def follow(self) -> None:
        """Look once a frame whether the time has come."""
        if self._changes is None or not self._is_quiet():
            return
        changes, self._changes = self._changes, None
        self._renew(changes)
        self.begun.emit()

    def _is_quiet(self) -> bool:
        session = self._session
        if not session.is_ready or session.held or session.turn == "answering":
            return False
        if session.plan.entrance is not None:
            return False
        since = session.now() - max(session.last_heard, session.last_played)
        # What an engine before this one heard is on another clock.
        return not 0.0 <= since <= QUIET_S
