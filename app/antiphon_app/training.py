"""Training from the window: `antiphon train ...` in a process of its own, watched and stopped.

Knows how to run it and what it leaves behind; knows no widget.
"""

import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess, pyqtSignal

from antiphon_app.command_process import ANTIPHON, begin, command_process, errors_of, last_line
from antiphon_app.training_progress import Progress
from antiphon_app.training_recipe import Recipe

# Training gives way to the engine, to the window, and to what else the machine has to do.
NICENESS = 15
# Whoever is asked to stop finishes its step and measures; on a slow machine that takes a while.
STOPPING_MS = 60_000

_Stamp = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: whether new weights are there, and in one line what went wrong."""

    recipe: Recipe
    is_kept: bool
    is_stopped: bool = False
    trouble: str = ""


class Training(QObject):
    """One run at a time; `began`, `progressed` at each line told, `ended` with an Outcome.

    A run that is stopped keeps the best that it has found so far. `program` is what is given
    the words of a recipe.
    """

    began = pyqtSignal()
    progressed = pyqtSignal()
    ended = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None, program: Sequence[str] = ANTIPHON) -> None:
        super().__init__(parent)
        self._program = program
        self.progress = Progress()
        self.recipe: Recipe | None = None
        self._process: QProcess | None = None
        self._before: _Stamp = None
        self._is_stopped = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being trained."""
        return self._process is not None

    @property
    def is_stopping(self) -> bool:
        """Whether what runs has been asked to end."""
        return self.is_busy and self._is_stopped

    def start(self, recipe: Recipe, folder: Path | None = None) -> None:
        """Train; nothing happens while something else is being trained."""
        if self._process is not None:
            return
        self.progress, self.recipe = Progress(), recipe
        self._before, self._is_stopped = _stamp(recipe.weights), False
        process = command_process(self._finish, self)
        self._process = process
        process.started.connect(lambda: _give_way(process.processId()))
        process.readyReadStandardOutput.connect(self._read)
        begin(process, recipe.words(folder), self._program)
        self.began.emit()

    def stop(self) -> None:
        """Ask what runs to end with the best so far; asked again, it ends at once."""
        if self._process is None:
            return
        # Windows has no gentle word for a program without a window.
        if self._is_stopped or sys.platform == "win32":
            self._process.kill()
        else:
            self._process.terminate()
        self._is_stopped = True
        self.progressed.emit()

    def close_down(self) -> None:
        """Wait until what was asked to stop has ended: nobody is told."""
        if (process := self._process) is None:
            return
        process.finished.disconnect()
        process.errorOccurred.disconnect()
        if not process.waitForFinished(STOPPING_MS):
            process.kill()
            process.waitForFinished(2000)
        self._process = None

    def _read(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            self.progress.apply(process.readLine().data())
        self.progressed.emit()

    def _finish(self, process: QProcess, code: int) -> None:
        self._read()
        errors = errors_of(process)
        process.deleteLater()
        self._process = None
        assert self.recipe is not None
        is_kept = _stamp(self.recipe.weights) not in (None, self._before)
        trouble = "" if code == 0 or self._is_stopped else last_line(errors)
        self.ended.emit(Outcome(self.recipe, is_kept, self._is_stopped, trouble))


def _stamp(path: Path) -> _Stamp:
    """Return what changes when a file is written anew, None if there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _give_way(pid: int) -> None:
    if sys.platform != "win32":
        # It has ended, or it may not: both are no reason not to train.
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, NICENESS)
