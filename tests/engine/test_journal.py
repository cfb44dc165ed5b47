import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antiphon_engine.core.events import Control, NoteOff, NoteOn, TurnChange
from antiphon_engine.journal import (
    JournalError,
    JournalWriter,
    is_being_written,
    mark_recovered,
    new_journal_path,
    read_journal,
    sounding_at_end,
)
from antiphon_engine.journal_entry import (
    Command,
    Counts,
    End,
    Entry,
    Heard,
    Recovered,
    Sent,
    Session,
)
from antiphon_engine.journal_line import encode
from antiphon_models.improviser import Source

SESSION = Session(
    seed=7,
    model="scripted",
    params={"temperature": 1.5, "turn_gap_adaptive": False},
    started="2026-11-20T14:27:05+00:00",
    antiphon="0.1.0",
    inputs=("Keys",),
)
MOTIF = Source("motif", 0.25, position=3, onset=1.5, match_length=4, transposition=-2)
ENTRIES: list[Entry] = [
    Heard(NoteOn(0.1, 0, 60, 90)),
    Heard(Control(0.15, 0, 64, 127)),
    Heard(NoteOff(1 / 3, 0, 60)),
    Command(0.4, "set_params", {"mode": "duet"}),
    Sent(TurnChange(0.7, "answering", 1)),
    Sent(NoteOn(0.7, 1, 67, 80, Source("network", 0.1))),
    Sent(NoteOff(0.9, 1, 67)),
    Sent(NoteOn(1.0, 1, 69, 80, MOTIF)),
    Command(1.1, "panic"),
    Counts(1.2, {"sysex": 3}),
]


def written(path: Path, entries: list[Entry]) -> JournalWriter:
    writer = JournalWriter(path, SESSION)
    for entry in entries:
        writer.append(entry)
    writer.flush()
    return writer


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    written(path, ENTRIES).close(2.0)
    journal = read_journal(path)
    assert journal.session == SESSION
    assert list(journal.entries) == [*ENTRIES, End(2.0)]
    assert (journal.state, journal.length, journal.is_torn) == ("complete", 2.0, False)


def test_the_first_line_is_on_disk_at_once(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.jsonl", SESSION)
    assert read_journal(writer.path).entries == ()
    writer.close(0.0)


def test_closing_twice_writes_one_end(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.jsonl", SESSION)
    writer.close(1.0)
    writer.close(2.0)
    assert read_journal(writer.path).entries == (End(1.0),)


def test_a_journal_never_replaces_another(tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", ENTRIES).close(2.0)
    with pytest.raises(FileExistsError):
        JournalWriter(tmp_path / "a.jsonl", SESSION)


def test_two_sessions_in_one_second_get_two_names(tmp_path: Path) -> None:
    started = datetime(2026, 11, 20, 14, 27, 5)
    first = new_journal_path(tmp_path, started)
    first.touch()
    second = new_journal_path(tmp_path, started)
    assert [first.name, second.name] == ["2026-11-20 14.27.05.jsonl", "2026-11-20 14.27.05 2.jsonl"]


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_torn_last_line_is_left_out(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.jsonl"
    written(path, ENTRIES).close(2.0)
    path.write_bytes(path.read_bytes()[:-cut])
    journal = read_journal(path)
    # The end entry has 26 bytes; of every line, the line end may be missing unharmed.
    kept = [*ENTRIES, End(2.0)] if cut == 1 else ENTRIES if cut <= 27 else ENTRIES[:-1]
    assert list(journal.entries) == kept
    assert journal.state == ("complete" if cut == 1 else "interrupted")


def test_a_recovered_journal_says_so_even_behind_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    written(path, ENTRIES).close(2.0)
    path.write_bytes(path.read_bytes()[:-9])
    mark_recovered(path, "a.mid")
    journal = read_journal(path)
    assert list(journal.entries) == [*ENTRIES, Recovered("a.mid")]
    assert (journal.state, journal.is_torn) == ("recovered", True)


def test_a_live_journal_is_known_by_its_lock(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.jsonl", SESSION)
    assert is_being_written(writer.path)
    writer.close(0.0)
    assert not is_being_written(writer.path)


def test_a_killed_writer_leaves_a_readable_unlocked_journal(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    program = f"""
import os, signal
from pathlib import Path
from antiphon_engine.core.events import NoteOn
from antiphon_engine.journal import JournalWriter
from antiphon_engine.journal_entry import Heard, Sent, Session
writer = JournalWriter(Path({str(path)!r}), Session(1, "m", {{}}, "", "0.1.0"))
writer.append(Sent(NoteOn(0.5, 1, 60, 80)))
writer.flush()
writer.append(Heard(NoteOn(0.6, 0, 61, 80)))
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    journal = read_journal(path)
    assert journal.state == "interrupted"
    assert sounding_at_end(journal.entries) == [(1, 60)]
    assert not is_being_written(path)


def test_sounding_at_the_end_is_what_was_sent_on_and_never_off() -> None:
    entries: list[Entry] = [
        *ENTRIES,
        Sent(NoteOn(1.5, 0, 50, 80)),
        Heard(NoteOn(1.6, 3, 40, 80)),
    ]
    assert sounding_at_end(entries) == [(0, 50), (1, 69)]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "line 1: this is not a session of Antiphon's"),
        (b"MThd\x00\x00", "line 1: this is not JSON"),
        (b"[" * 100_000, "line 1: this is not JSON"),
        (b'{"type":"end","time":1.0}\n', "line 1: a session begins on the first line"),
        (b'{"type":"session","version":9}\n', "line 1: it has format version 9"),
    ],
)
def test_what_is_no_journal_is_refused_by_name_and_line(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(JournalError) as refused:
        read_journal(path)
    assert str(refused.value).startswith(f"{path}: {complaint}")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"type":"end","time":NaN}', "'time' is not a number within reach"),
        ('{"type":"end","time":1e999}', "'time' is not a number within reach"),
        ('{"type":"end","time":"1"}', "'time' is not a number"),
        ('{"type":"sung"}', "there is no entry of type 'sung'"),
        (
            '{"type":"heard","event":"off","time":1,"channel":16,"pitch":60}',
            "'channel' is not within 0 to 15",
        ),
        (
            '{"type":"command","command":"set_params","time":1,"changes":{"volume":1}}',
            "'volume' is not a parameter",
        ),
    ],
)
def test_a_damaged_line_in_the_middle_is_refused_by_number(
    tmp_path: Path, line: str, complaint: str
) -> None:
    path = tmp_path / "a.jsonl"
    lines = [encode(SESSION), line, encode(End(1.0)), ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(JournalError) as refused:
        read_journal(path)
    assert str(refused.value).startswith(f"{path}: line 2: {complaint}")


def test_a_missing_journal_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"nothing\.jsonl: cannot be read"):
        read_journal(tmp_path / "nothing.jsonl")


fuzz = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
LINES = [encode(SESSION), *map(encode, ENTRIES), encode(End(2.0)), encode(Recovered("a.mid"))]


@fuzz
@given(
    lines=st.lists(st.sampled_from([line.encode() for line in LINES]) | st.binary(max_size=30)),
    cut=st.integers(0, 10),
)
def test_any_lines_are_a_journal_or_refused(tmp_path: Path, lines: list[bytes], cut: int) -> None:
    content = b"\n".join([LINES[0].encode(), *lines])
    path = tmp_path / "a.jsonl"
    path.write_bytes(content[: len(content) - cut])
    try:
        journal = read_journal(path)
    except JournalError:
        return
    assert journal.session == SESSION
    assert sounding_at_end(journal.entries) in ([], [(1, 67)], [(1, 69)], [(1, 67), (1, 69)])
