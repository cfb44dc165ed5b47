"""Teaching MIDI files from the window: `antiphon memory add` in a process of its own, watched.

Knows how to run it, what it says of each file and how to stop it; knows no widget.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess, pyqtSignal

from antiphon_app.command_process import (
    begin,
    command_process,
    end_unheard,
    errors_of,
    last_line,
)
from antiphon_engine.teaching import Outcome, Tally

COMMAND = ("memory", "add", "--json", "-")


@dataclass(slots=True)
class Report:
    """What came of all the files of one teaching; `trouble` says why it could not go on."""

    tally: Tally = field(default_factory=Tally)
    skipped: list[Outcome] = field(default_factory=list)
    is_cancelled: bool = False
    trouble: str = ""


class Teaching(QObject):
    """One run after another; `began`, `progressed` with each file's outcome, `ended` with a Report.

    What was learned before it was cancelled stays learned.
    """

    began = pyqtSignal()
    progressed = pyqtSignal(object)
    ended = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Path] = []
        self._process: QProcess | None = None
        self._report = Report()

    @property
    def is_busy(self) -> bool:
        """Whether files are being read."""
        return self._process is not None

    def teach(self, paths: Iterable[Path]) -> None:
        """Teach these files and folders, after what is being taught already."""
        self._waiting += paths
        if self._process is None and self._waiting:
            self._start()

    def cancel(self) -> None:
        """Read no further file; `ended` follows."""
        self._waiting.clear()
        if self._process is not None:
            self._report.is_cancelled = True
            # Each piece is written whole or not at all, so nothing is lost by this.
            self._process.kill()

    def stop(self) -> None:
        """End what runs: nobody is told."""
        self._waiting.clear()
        if self._process is not None:
            end_unheard(self._process)
            self._process = None

    def _start(self) -> None:
        paths, self._waiting = self._waiting, []
        self._report = Report()
        process = command_process(self._finish, self)
        self._process = process
        process.readyReadStandardOutput.connect(self._read)
        begin(process, COMMAND)
        # By this way as many as there may be: a command line has a length.
        process.write(b"".join(os.fsencode(path) + b"\n" for path in paths))
        process.closeWriteChannel()
        self.began.emit()

    def _read(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            outcome = Outcome(**json.loads(process.readLine().data()))
            self._report.tally.count(outcome)
            if outcome.kind == "skipped":
                self._report.skipped.append(outcome)
            self.progressed.emit(outcome)

    def _finish(self, process: QProcess, code: int) -> None:
        self._read()
        report = self._report
        errors = errors_of(process)
        # Of files it speaks on the other channel; here, of what keeps it from going on.
        if code != 0 and not report.is_cancelled and (errors.strip() or not report.skipped):
            report.trouble = last_line(errors)
        process.deleteLater()
        self._process = None
        self.ended.emit(report)
        if self._waiting and self._process is None:
            self._start()
