"""An `antiphon` command in a process of its own, so that neither window nor engine waits.

Knows how to begin and end one; knows nothing of what it prints.
"""

import sys
from collections.abc import Callable, Sequence

from PyQt6.QtCore import QObject, QProcess

ANTIPHON = (sys.executable, "-m", "antiphon_app")


def command_process(ended: Callable[[QProcess, int], None], parent: QObject) -> QProcess:
    """Return a process to be begun; `ended` gets it and its exit code, -1 if it never began."""
    process = QProcess(parent)

    def fail(error: QProcess.ProcessError) -> None:
        # All other errors are followed by `finished`.
        if error == QProcess.ProcessError.FailedToStart:
            ended(process, -1)

    process.finished.connect(lambda code, _status: ended(process, code))
    process.errorOccurred.connect(fail)
    return process


def begin(process: QProcess, words: Sequence[str], program: Sequence[str] = ANTIPHON) -> None:
    """Run `antiphon`, or another `program`, with these words."""
    process.start(program[0], [*program[1:], *words])


def end_unheard(process: QProcess) -> None:
    """End it at once and tell nobody."""
    process.finished.disconnect()
    process.errorOccurred.disconnect()
    process.kill()
    process.waitForFinished(2000)


def errors_of(process: QProcess) -> str:
    """Return all that it said on the channel for errors."""
    return bytes(process.readAllStandardError().data()).decode("utf-8", "replace")


def last_line(text: str) -> str:
    """Return what a command said last, as it is to be shown."""
    lines = text.strip().splitlines()
    return lines[-1].removeprefix("antiphon: ") if lines else "the command could not be run"
