from pathlib import Path

import pytest

from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.journal import JournalError, mark_recovered, read_journal
from antiphon_engine.journal_entry import Entry, Learned, Sent
from antiphon_engine.journal_summary import summary_of
from antiphon_engine.params import Params, changed
from antiphon_engine.render import render, write_journal
from antiphon_engine.session_start import new_session
from antiphon_engine.session_take import figures_of
from antiphon_models.improviser import Source
from fakes import ScriptedMind


def a_journal(folder: Path) -> Path:
    events = [
        event
        for number in range(6)
        for event in (NoteOn(2.0 * number, 0, 60, 80), NoteOff(2.0 * number + 0.5, 0, 60))
    ]
    # Notes two seconds apart are six phrases, and not one that is slow.
    params = changed(Params(), {"turn_gap_adaptive": False})
    entries = render(events, ScriptedMind(), params, seed=1)
    write_journal(folder / "a.jsonl", new_session(1, "scripted", Params(), []), entries)
    return folder / "a.jsonl"


def test_a_summary_says_what_the_whole_journal_says(tmp_path: Path) -> None:
    path = a_journal(tmp_path)
    journal, summary = read_journal(path), summary_of(path)
    assert summary.session == journal.session
    assert (summary.state, summary.length) == ("complete", journal.length)
    assert summary.figures == figures_of(journal.entries)
    assert summary.figures.answers == 6


def test_notes_from_taught_pieces_are_counted_apart(tmp_path: Path) -> None:
    sources = [
        Source("network", 0.5),
        Source("motif", 0.5, 3),
        Source("motif", 0.5, 3, piece='My "piece":"" of work.mid'),
        Source("motif", 0.5, 4, piece="Blue.mid"),
        # Of a system's own corpus, which nobody taught it.
        Source("motif", 0.5, match_length=3, piece="the motif dictionary"),
    ]
    entries: list[Entry] = [Learned(0.0, "id", 0, "Blue.mid")]
    entries += [Sent(NoteOn(1.0, 1, 60, 80, source)) for source in sources]
    write_journal(tmp_path / "a.jsonl", new_session(1, "scripted", Params(), []), entries)
    figures = summary_of(tmp_path / "a.jsonl").figures
    assert (figures.played, figures.from_motifs, figures.from_pieces) == (5, 1, 2)
    assert figures == figures_of(read_journal(tmp_path / "a.jsonl").entries)


@pytest.mark.parametrize("cut", [5, 40])
def test_a_torn_journal_is_interrupted_until_it_is_recovered(tmp_path: Path, cut: int) -> None:
    path = a_journal(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    assert summary_of(path).state == "interrupted"
    mark_recovered(path, "a.mid")
    assert summary_of(path).state == "recovered"


def test_what_is_no_journal_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"{}", b'{"type":"end","time":1}'):
        (tmp_path / "a.jsonl").write_bytes(content)
        with pytest.raises(JournalError, match=r"a\.jsonl: line 1: "):
            summary_of(tmp_path / "a.jsonl")
    with pytest.raises(JournalError, match="cannot be read"):
        summary_of(tmp_path / "none.jsonl")
