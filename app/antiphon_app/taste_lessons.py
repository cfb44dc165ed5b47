"""Learning from the player's marks: `antiphon train taste` in a process of its own after a mark.

Knows how to run it, what to say of it and how it is undone; the engine sees by itself what came.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QToolButton, QWidget

from antiphon_app.command_queue import CommandQueue
from antiphon_app.session import Session
from antiphon_engine.taste_file import FEWEST

COMMAND = ("train", "taste", "--json")
MARKS = ("good", "bad")
# Marks that are closer together than this are learned from together; by then the first is on disk.
PATIENCE_MS = 1500


class TasteLessons(QObject):
    """What follows a mark; `told` says a line, and whether all went well.

    `thumbs` are the buttons that mark an answer: their tool tips say what was learned, and
    their context menus offer to forget it.
    """

    told = pyqtSignal(str, bool)

    def __init__(self, session: Session, thumbs: Sequence[QToolButton], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._tips = {thumb: thumb.toolTip() for thumb in thumbs}
        self._shown: object = None
        self._queue = CommandQueue(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self.learn)
        self.forget = QAction(self.tr("Forget what my marks have taught"), self)
        self.forget.triggered.connect(self._forget)
        for thumb in thumbs:
            thumb.addAction(self.forget)
            thumb.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.refresh()

    @property
    def is_busy(self) -> bool:
        """Whether something is being learned or is about to be."""
        return self._queue.is_busy or self._timer.isActive()

    def acted(self, name: str) -> None:
        """Take in that the button of this name was pressed."""
        if name in MARKS:
            self._timer.start()

    def learn(self) -> None:
        """Learn from all marks there are."""
        self._queue.run(COMMAND, self._learned)

    def refresh(self) -> None:
        """Show what the engine chooses by."""
        taste = self._session.taste
        if taste == self._shown:
            return
        self._shown = taste
        self.forget.setEnabled(taste.good + taste.bad > 0)
        line = self._line(taste.good, taste.bad, taste.is_used) if taste.good + taste.bad else ""
        for thumb, tip in self._tips.items():
            thumb.setToolTip(f"{tip}\n{line}" if line else tip)

    def stop(self) -> None:
        """Give up what was not learned yet: the marks are kept and learned from another time."""
        self._timer.stop()
        self._queue.stop()

    def _forget(self) -> None:
        self._timer.stop()
        self._queue.run((*COMMAND, "--forget"), self._forgotten)

    def _learned(self, is_well: bool, text: str) -> None:
        if not is_well:
            self.told.emit(text, False)
            return
        told: Mapping[str, Any] = json.loads(text.splitlines()[-1])
        self.told.emit(self._line(told["good"], told["bad"], told["is_used"]), True)

    def _forgotten(self, is_well: bool, text: str) -> None:
        said = self.tr("Taste: forgotten; your next marks teach it anew")
        self.told.emit(said if is_well else text, is_well)

    def _line(self, good: int, bad: int, is_used: bool) -> str:
        if is_used:
            return self.tr("Taste: learned from {0} marks").format(good + bad)
        if min(good, bad) < FEWEST:
            return self.tr("Taste: {0} good and {1} bad marks; {2} of each begin to teach").format(
                good, bad, FEWEST
            )
        return self.tr("Taste: no rule found in {0} marks, so nothing changes").format(good + bad)
