"""An `antiphon` command in a process of its own, so that neither window nor engine waits.

Knows how to run it; knows nothing of what it prints.
"""

import sys
from collections.abc import Callable, Sequence

from PyQt6.QtCore import QObject, QProcess


class TakeCommand(QObject):
    """Runs commands one after another; a caller is told the output or, in one line, the error."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[list[str], Callable[[bool, str], None]]] = []
        self._process: QProcess | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a command runs or waits."""
        return self._process is not None or bool(self._waiting)

    def run(self, words: Sequence[str], done: Callable[[bool, str], None]) -> None:
        """Run `antiphon` with these words and call `done(went_well, text)`."""
        self._waiting.append((list(words), done))
        self._go_on()

    def stop(self) -> None:
        """Give up what waits and end what runs: nobody is told."""
        self._waiting.clear()
        if self._process is not None:
            self._process.finished.disconnect()
            self._process.errorOccurred.disconnect()
            self._process.kill()
            self._process.waitForFinished(2000)
            self._process = None

    def _go_on(self) -> None:
        if self._process is not None or not self._waiting:
            return
        words, done = self._waiting.pop(0)
        process = QProcess(self)
        self._process = process
        process.finished.connect(lambda code, _status: self._finish(process, code == 0, done))
        process.errorOccurred.connect(lambda error: self._fail(process, error, done))
        process.start(sys.executable, ["-m", "antiphon_app", *words])

    def _fail(
        self, process: QProcess, error: QProcess.ProcessError, done: Callable[[bool, str], None]
    ) -> None:
        # All other errors are followed by `finished`.
        if error == QProcess.ProcessError.FailedToStart:
            self._finish(process, False, done)

    def _finish(self, process: QProcess, is_well: bool, done: Callable[[bool, str], None]) -> None:
        said = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
        errors = bytes(process.readAllStandardError().data()).decode("utf-8", "replace")
        process.deleteLater()
        self._process = None
        done(is_well, said.strip() if is_well else last_line(errors))
        self._go_on()


def last_line(text: str) -> str:
    """Return what a command said last, as it is to be shown."""
    lines = text.strip().splitlines()
    return lines[-1].removeprefix("antiphon: ") if lines else "the command could not be run"
