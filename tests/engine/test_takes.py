import argparse
import importlib.util
import json
from pathlib import Path

import mido
import pytest

from antiphon_engine import paths, takes
from antiphon_engine.core.events import NoteOff, NoteOn, TurnChange
from antiphon_engine.errors import UserError
from antiphon_engine.journal import JournalWriter, read_journal
from antiphon_engine.journal_entry import Entry, Heard, Rated, Recovered, Sent, Session

PLAYED: list[Entry] = [
    Heard(NoteOn(0.5, 0, 60, 90)),
    Heard(NoteOff(1.0, 0, 60)),
    Sent(TurnChange(61.5, "answering", 1)),
    Sent(NoteOn(61.5, 1, 67, 80)),
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANTIPHON_HOME", str(tmp_path))
    return tmp_path


def begun(name: str, entries: list[Entry]) -> JournalWriter:
    path = paths.sessions_folder() / f"{name}.jsonl"
    writer = JournalWriter(path, Session(1, "scripted", {}, "", "0.1.0"))
    for entry in entries:
        writer.append(entry)
    writer.flush()
    return writer


def interrupted(name: str, entries: list[Entry]) -> Path:
    """A journal whose writer is gone without an end entry."""
    writer = begun(name, entries)
    content = writer.path.read_bytes()
    writer.close(0.0)
    writer.path.write_bytes(content)
    return writer.path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    takes.add_arguments(parser)
    return takes.run(parser.parse_args(words))


def test_sessions_are_listed_with_length_state_and_notes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    begun("2026-01-01 10.00.00", PLAYED).close(62.0)
    interrupted("2026-01-02 10.00.00", PLAYED[:2])
    live = begun("2026-01-03 10.00.00", [])
    assert run() == 0
    live.close(0.0)
    assert capsys.readouterr().out.splitlines() == [
        "2026-01-01 10.00.00      1:02  complete         1 heard      1 played in 1 answers",
        "2026-01-02 10.00.00      0:01  interrupted      1 heard      0 played in 0 answers",
        "2026-01-03 10.00.00      0:00  live             0 heard      0 played in 0 answers",
        "'antiphon takes recover' writes the interrupted ones as MIDI files",
    ]


def test_without_sessions_the_list_says_where_they_will_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("list") == 0
    assert capsys.readouterr().out.startswith("no session yet; they will be kept in ")


def test_a_damaged_journal_does_not_hide_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    begun("2026-01-01 10.00.00", PLAYED).close(62.0)
    (paths.sessions_folder() / "b.jsonl").write_text("{}\n", encoding="utf-8")
    assert run("list") == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1
    assert "b.jsonl: line 1: there is no entry of type None" in told.err


def test_the_newest_session_is_exported_under_a_free_name() -> None:
    begun("2026-01-01 10.00.00", []).close(1.0)
    begun("2026-01-02 10.00.00", PLAYED).close(62.0)
    run("export")
    run("export")
    names = sorted(path.name for path in paths.takes_folder().iterdir())
    assert names == ["2026-01-02 10.00.00 2.mid", "2026-01-02 10.00.00.mid"]
    tracks = [track.name for track in mido.MidiFile(paths.takes_folder() / names[0]).tracks]
    assert tracks == ["Antiphon session", "Player", "Antiphon"]


def test_a_session_is_chosen_by_how_its_name_begins(home: Path) -> None:
    begun("2026-01-01 10.00.00", PLAYED).close(62.0)
    begun("2026-01-02 10.00.00", []).close(1.0)
    run("export", "2026-01-01", "-o", str(home / "out.mid"))
    assert len(mido.MidiFile(home / "out.mid").tracks[1]) == 4
    with pytest.raises(UserError, match="'2026' begins the names of 2 sessions"):
        run("export", "2026")
    with pytest.raises(UserError, match="no session begins with '1999'"):
        run("export", "1999")
    with pytest.raises(UserError, match=r"out\.mid: is there already"):
        run("export", "2026-01-01", "-o", str(home / "out.mid"))


def test_interrupted_sessions_are_recovered_once(capsys: pytest.CaptureFixture[str]) -> None:
    broken = interrupted("2026-01-01 10.00.00", PLAYED)
    empty = interrupted("2026-01-02 10.00.00", [])
    live = begun("2026-01-03 10.00.00", PLAYED)
    begun("2026-01-04 10.00.00", PLAYED).close(62.0)
    run("recover")
    live.close(0.0)
    take = paths.takes_folder() / "2026-01-01 10.00.00.mid"
    assert capsys.readouterr().out.splitlines() == [
        str(take),
        "2026-01-02 10.00.00: nothing was played",
    ]
    assert read_journal(broken).entries[-1] == Recovered("2026-01-01 10.00.00.mid")
    assert read_journal(empty).state == "recovered"
    assert [path.name for path in paths.takes_folder().iterdir()] == [take.name]
    # What still sounded when the session broke off is closed in the take.
    assert [m.type for m in mido.MidiFile(take).tracks[2] if not m.is_meta] == [
        "note_on",
        "note_off",
    ]
    run("recover")
    assert capsys.readouterr().out == "no session was interrupted\n"


def test_a_damaged_session_does_not_keep_the_others_from_rescue(
    capsys: pytest.CaptureFixture[str],
) -> None:
    damaged = interrupted("2026-01-01 10.00.00", PLAYED)
    lines = damaged.read_bytes().split(b"\n")
    damaged.write_bytes(b"\n".join([lines[0], b"{", *lines[1:]]))
    interrupted("2026-01-02 10.00.00", PLAYED)
    assert run("recover") == 0
    told = capsys.readouterr()
    assert told.out == f"{paths.takes_folder() / '2026-01-02 10.00.00.mid'}\n"
    assert "2026-01-01 10.00.00.jsonl: line 2: this is not JSON" in told.err


def test_sessions_are_listed_as_json_for_a_window(capsys: pytest.CaptureFixture[str]) -> None:
    begun("2026-01-01 10.00.00", []).close(1.0)
    writer = begun("2026-01-02 10.00.00", [*PLAYED, Rated(62.0, 1, is_good=True)])
    writer.close(62.5)
    assert run("list", "--json", "--newest", "1") == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "path": str(writer.path),
            "name": "2026-01-02 10.00.00",
            "started": "",
            "seconds": 62.5,
            "heard": 1,
            "played": 1,
            "answers": 1,
            "state": "complete",
            "params": {},
            "thumbs": [[1, True]],
            "notes": [[0.5, 0.5, 60, True], [61.5, 1.0, 67, False]],
        }
    ]


def test_the_end_of_a_session_that_is_being_played_is_exported(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    live = begun("2026-01-03 10.00.00", PLAYED)
    run("export", str(live.path), "--last", "10")
    run("export", str(live.path), "--exchange", "--to", str(home / "aside"))
    live.close(62.0)
    last, exchange = (Path(line) for line in capsys.readouterr().out.splitlines())
    assert (last.parent, exchange.parent) == (paths.takes_folder(), home / "aside")
    assert [len(track) for track in mido.MidiFile(last).tracks[1:]] == [2, 4]
    assert [len(track) for track in mido.MidiFile(exchange).tracks[1:]] == [4, 4]


def test_all_notes_of_a_session_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    begun("2026-01-01 10.00.00", PLAYED).close(62.0)
    run("notes")
    told = json.loads(capsys.readouterr().out)
    assert told == [[0.5, 0.5, 60, 90, True], [61.5, 0.5, 67, 80, False]]


@pytest.mark.skipif(
    importlib.util.find_spec("music21") is not None, reason="music21 is installed here"
)
def test_notation_without_its_library_says_how_to_get_it() -> None:
    begun("2026-01-01 10.00.00", PLAYED).close(62.0)
    with pytest.raises(UserError, match=r"pip install 'antiphon\[notation\]'"):
        run("export", "--format", "musicxml")
    assert not paths.takes_folder().exists()


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_length_that_is_none_is_refused(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("export", "--last", seconds)
    assert "--last" in capsys.readouterr().err
