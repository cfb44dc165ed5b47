"""What a list of sessions says of each, without taking its whole journal to pieces.

Knows how this program writes the lines of a journal; a journal is validated where it is read.
"""

from dataclasses import dataclass
from pathlib import Path

from antiphon_engine.core.events import TurnChange
from antiphon_engine.journal import JournalError, is_being_written
from antiphon_engine.journal_entry import End, Entry, Recovered, Sent, Session, entry_time
from antiphon_engine.journal_line import decode
from antiphon_engine.session_take import Figures

# The end, a recovery and a line torn by a crash are among the last few lines.
_LAST_LINES = 20


@dataclass(frozen=True, slots=True)
class Summary:
    """A session in a line; `state` is complete, recovered, interrupted or live."""

    path: Path
    session: Session
    state: str
    length: float
    figures: Figures


def summary_of(path: Path) -> Summary:
    """Return the summary of the journal at `path`; JournalError if it is none."""
    try:
        is_live = is_being_written(path)
        content = path.read_bytes()
    except OSError as error:
        raise JournalError(f"{path}: cannot be read: {error.strerror}") from None
    session = _session(path, content)
    last = _last_entries(content)
    named = content.count(b'"piece":"')
    # What names no place is from a system's own corpus: nobody taught it.
    untaught = content.count(b'"position":-1')
    return Summary(
        path,
        session,
        "live" if is_live else _state(last),
        max(map(entry_time, last), default=0.0),
        Figures(
            heard=content.count(b'\n{"type":"heard","event":"on"'),
            played=content.count(b'\n{"type":"sent","event":"on"'),
            from_motifs=content.count(b'"kind":"motif"') - named,
            answers=_answers(content),
            from_pieces=named - untaught,
        ),
    )


def _session(path: Path, content: bytes) -> Session:
    try:
        session = decode(content.split(b"\n", 1)[0])
    except ValueError as error:
        raise JournalError(f"{path}: line 1: {error}") from None
    if not isinstance(session, Session):
        raise JournalError(f"{path}: line 1: this is not a session of Antiphon's; choose a .jsonl")
    return session


def _last_entries(content: bytes) -> list[Entry]:
    entries: list[Entry] = []
    for line in content.rsplit(b"\n", _LAST_LINES)[1:]:
        entry = _entry(line)
        if entry is not None:
            entries.append(entry)
    return entries


def _entry(line: bytes) -> Entry | None:
    try:
        entry = decode(line)
    except ValueError:
        return None
    return None if isinstance(entry, Session) else entry


def _state(last: list[Entry]) -> str:
    if any(isinstance(entry, End) for entry in last):
        return "complete"
    return "recovered" if any(isinstance(entry, Recovered) for entry in last) else "interrupted"


def _answers(content: bytes) -> int:
    start = content.rfind(b'\n{"type":"turn"')
    entry = _entry(content[start:].split(b"\n", 2)[1]) if start >= 0 else None
    match entry:
        case Sent(TurnChange(answer=answer)):
            return answer
    return 0
