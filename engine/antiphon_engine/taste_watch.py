"""The taste's file as it changes: what was learned elsewhere, handed over to whoever plays.

On a thread of its own: a slow disk must hold up neither the notes nor the heartbeat. Knows the
file; does not know who chooses by it.
"""

import threading
from collections.abc import Callable
from pathlib import Path

from antiphon_engine.taste_file import TasteError, read_taste
from antiphon_models.learned_taste import LearnedTaste

LOOK_INTERVAL = 1.0

_Stamp = tuple[int, int, int] | None


class TasteWatch:
    """The taste in `path`, which need not be there, handed over at first and when it changes.

    `hand_over` never waits; `say` is told in a line what cannot be used, once. What was handed
    over before then stays.
    """

    def __init__(
        self, path: Path, hand_over: Callable[[LearnedTaste], None], say: Callable[[str], None]
    ) -> None:
        self._path = path
        self._hand_over = hand_over
        self._say = say
        self._stamp: _Stamp = None
        self._given = LearnedTaste()
        self._is_stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="taste", daemon=True)

    def stop(self) -> None:
        """Let the thread end; what has been handed over stays so."""
        self._is_stopping.set()

    def _run(self) -> None:
        self.look()
        while not self._is_stopping.wait(LOOK_INTERVAL):
            self.look()

    def look(self) -> None:
        """See whether the file has changed, and hand over what it holds now."""
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            taste = read_taste(self._path).taste
        except TasteError as error:
            self._say(str(error))
            return
        if taste != self._given:
            self._given = taste
            self._hand_over(taste)


def _stamp(path: Path) -> _Stamp:
    """What tells one content of a file from another: a new file is put in place of the old."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
