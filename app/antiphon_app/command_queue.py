"""Commands of `antiphon` that wait for one another, each in a process of its own.

Knows their order; knows nothing of what they print.
"""

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QObject, QProcess

from antiphon_app.command_process import (
    begin,
    command_process,
    end_unheard,
    errors_of,
    last_line,
)

Done = Callable[[bool, str], None]


class CommandQueue(QObject):
    """Runs commands one after another; a caller is told the output or, in one line, the error."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[list[str], Done]] = []
        self._process: QProcess | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a command runs or waits."""
        return self._process is not None or bool(self._waiting)

    def run(self, words: Sequence[str], done: Done) -> None:
        """Run `antiphon` with these words and call `done(went_well, text)`."""
        self._waiting.append((list(words), done))
        self._go_on()

    def stop(self) -> None:
        """Give up what waits and end what runs: nobody is told."""
        self._waiting.clear()
        if self._process is not None:
            end_unheard(self._process)
            self._process = None

    def _go_on(self) -> None:
        if self._process is not None or not self._waiting:
            return
        words, done = self._waiting.pop(0)
        self._process = command_process(
            lambda process, code: self._finish(process, code == 0, done), self
        )
        begin(self._process, words)

    def _finish(self, process: QProcess, is_well: bool, done: Done) -> None:
        said = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
        errors = errors_of(process)
        process.deleteLater()
        self._process = None
        done(is_well, said.strip() if is_well else last_line(errors))
        self._go_on()
