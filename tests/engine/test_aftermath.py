from pathlib import Path

from antiphon_engine.aftermath import TAIL_BYTES, silencing
from antiphon_engine.core.events import Control, NoteOff, NoteOn
from antiphon_engine.journal import JournalWriter
from antiphon_engine.journal_entry import Entry, Sent, Session

SESSION = Session(1, "scripted", {}, "2026-11-20T12:00:00+00:00", "0.1.0")


def journal(path: Path, *entries: Entry) -> Path:
    writer = JournalWriter(path, SESSION)
    for entry in entries:
        writer.append(entry)
    writer.flush()
    return path


def test_what_was_begun_and_not_ended_is_ended(tmp_path: Path) -> None:
    left = journal(
        tmp_path / "a.jsonl",
        Sent(NoteOn(1.0, 1, 60, 90)),
        Sent(NoteOn(1.1, 1, 64, 90)),
        Sent(NoteOff(1.2, 1, 60)),
    )
    assert silencing(left, 1) == (
        NoteOff(0.0, 1, 64),
        Control(0.0, 1, 64, 0),
        Control(0.0, 1, 123, 0),
    )


def test_the_channel_in_use_is_silenced_even_if_the_last_moment_is_not_in_the_journal(
    tmp_path: Path,
) -> None:
    controls = (Control(0.0, 3, 64, 0), Control(0.0, 3, 123, 0))
    assert silencing(journal(tmp_path / "a.jsonl"), 3) == controls
    assert silencing(tmp_path / "gone.jsonl", 3) == controls


def test_a_line_cut_by_the_crash_does_not_hide_the_others(tmp_path: Path) -> None:
    left = journal(tmp_path / "a.jsonl", Sent(NoteOn(1.0, 1, 60, 90)))
    with left.open("ab") as file:
        file.write(b'{"type":"sent","event":"o')
    assert NoteOff(0.0, 1, 60) in silencing(left, 1)


def test_only_the_end_of_a_long_journal_is_read(tmp_path: Path) -> None:
    old = [Sent(NoteOn(1.0, 1, 50, 90))]
    filling = [Sent(NoteOff(2.0, 1, 70))] * (TAIL_BYTES // 40)
    left = journal(tmp_path / "a.jsonl", *old, *filling, Sent(NoteOn(3.0, 1, 60, 90)))
    assert [e for e in silencing(left, 1) if isinstance(e, NoteOff)] == [NoteOff(0.0, 1, 60)]
