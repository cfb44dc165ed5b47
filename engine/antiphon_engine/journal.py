"""The journal of a session: JSON lines, written as it happens, readable after a crash.

Knows files and their entries; knows nothing of music and nothing of when to flush.
"""

import os
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from antiphon_engine import file_lock
from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.errors import UserError
from antiphon_engine.journal_entry import (
    End,
    Entry,
    Recovered,
    Sent,
    Session,
    entry_time,
)
from antiphon_engine.journal_line import decode, encode

SUFFIX = ".jsonl"
# O_BINARY exists, and matters, only on Windows.
_BINARY = getattr(os, "O_BINARY", 0)


class JournalError(UserError):
    """A file that is no journal, or a journal that somebody is still writing."""


def new_journal_path(folder: Path, started: datetime) -> Path:
    """Return a path in `folder` that names the session by its start and is still free."""
    stem = started.strftime("%Y-%m-%d %H.%M.%S")
    path, number = folder / (stem + SUFFIX), 1
    while path.exists():
        number += 1
        path = folder / f"{stem} {number}{SUFFIX}"
    return path


class JournalWriter:
    """A journal being written; its file is locked until `close` or the end of the process.

    `append` only queues and may be called by any thread; `flush` and `close` belong to one
    thread. What an OSError keeps from the disk is kept for the next flush. Making one writes
    the first line at once; it raises FileExistsError rather than touch an existing file.
    """

    def __init__(self, path: Path, session: Session) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | _BINARY
        self._descriptor = os.open(path, flags, 0o644)
        file_lock.lock(self._descriptor)
        self._queued: deque[Session | Entry] = deque([session])
        self._unwritten = bytearray()
        self._is_closed = False
        self.flush()

    def append(self, entry: Entry) -> None:
        """Queue `entry` for the next flush."""
        self._queued.append(entry)

    def flush(self) -> None:
        """Write everything queued, so that it survives the process; OSError if the disk cannot."""
        while self._queued:
            self._unwritten += encode(self._queued.popleft()).encode() + b"\n"
        while self._unwritten:
            written = os.write(self._descriptor, self._unwritten)
            del self._unwritten[:written]

    def close(self, now: float) -> None:
        """Write the rest and the end entry, and let go of the file; a second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        self.append(End(now))
        try:
            self.flush()
        finally:
            os.close(self._descriptor)


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal as read: its session, its entries in order, and whether its last line was torn."""

    path: Path
    session: Session
    entries: tuple[Entry, ...]
    is_torn: bool = False

    @property
    def state(self) -> Literal["complete", "recovered", "interrupted"]:
        """Whether it was closed in order, saved afterwards, or neither."""
        if any(isinstance(entry, End) for entry in self.entries):
            return "complete"
        is_recovered = any(isinstance(entry, Recovered) for entry in self.entries)
        return "recovered" if is_recovered else "interrupted"

    @property
    def length(self) -> float:
        """The latest time that it tells of, in seconds."""
        return max(map(entry_time, self.entries), default=0.0)


def read_journal(path: Path) -> Journal:
    """Return the journal at `path`; JournalError names the file, the line and what is wrong.

    A last line cut short by a crash is left out.
    """
    lines = _lines(path)
    entries = _entries(path, lines)
    if not entries or not isinstance(session := entries[0], Session):
        raise JournalError(f"{path}: line 1: this is not a session of Antiphon's; choose a .jsonl")
    told = tuple(entry for entry in entries if not isinstance(entry, Session))
    return Journal(path, session, told, is_torn=len(told) + 1 < len(lines))


def _lines(path: Path) -> list[bytes]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise JournalError(f"{path}: cannot be read: {error.strerror}") from None
    return lines if lines[-1] else lines[:-1]


def _entries(path: Path, lines: list[bytes]) -> list[Session | Entry]:
    entries: list[Session | Entry] = []
    for number, line in enumerate(lines, start=1):
        try:
            entry = decode(line)
            if isinstance(entry, Session) != (number == 1):
                raise ValueError("a session begins on the first line, and only there")
        except ValueError as error:
            if number > 1 and _may_be_torn(lines[number:]):
                continue
            raise JournalError(f"{path}: line {number}: {error}") from None
        entries.append(entry)
    return entries


def _may_be_torn(following: list[bytes]) -> bool:
    # A crash tears only the last line; a recovery, later, writes one line behind it.
    return not following or (len(following) == 1 and b'"recovered"' in following[0])


def is_being_written(path: Path) -> bool:
    """Return whether a process is writing this journal now."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY)
    try:
        return not file_lock.try_lock(descriptor)
    finally:
        os.close(descriptor)


def mark_recovered(path: Path, take: str) -> None:
    """Write behind an interrupted journal that it was saved as `take`."""
    is_cut = not path.read_bytes().endswith(b"\n")
    line = encode(Recovered(take)).encode() + b"\n"
    with path.open("ab") as file:
        file.write(b"\n" + line if is_cut else line)


def sounding_at_end(entries: Iterable[Entry]) -> list[tuple[int, int]]:
    """Return the (channel, pitch) pairs that were sent on and never off, in ascending order.

    What a restarted engine must silence.
    """
    sounding: set[tuple[int, int]] = set()
    for entry in entries:
        match entry:
            case Sent(NoteOn(channel=channel, pitch=pitch)):
                sounding.add((channel, pitch))
            case Sent(NoteOff(channel=channel, pitch=pitch)):
                sounding.discard((channel, pitch))
    return sorted(sounding)
