import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from antiphon_engine import taste_command
from antiphon_engine.core.events import NoteOff, NoteOn, TurnChange
from antiphon_engine.journal import JournalWriter
from antiphon_engine.journal_entry import Heard, Rated, Sent, Session
from antiphon_engine.paths import sessions_folder, taste_path
from antiphon_engine.taste_file import read_taste
from antiphon_models.improviser import Source

SOURCE = Source("network", 0.5)


def write_session(name: str, count: int, started: str = "2026-11-20T12:00:00+00:00") -> None:
    """A session with so many answers, by steps or by leaps; those by leaps are liked."""
    writer = JournalWriter(sessions_folder() / name, Session(1, "m", {}, started, "0.1.0"))
    rng = Random(name)
    for number in range(count):
        start, is_good = 20.0 * number, number % 2 == 0
        for place, pitch in enumerate((60, 64, 67, 65)):
            writer.append(Heard(NoteOn(start + place / 4, 0, pitch, 80)))
            writer.append(Heard(NoteOff(start + place / 4 + 0.2, 0, pitch)))
        writer.append(Sent(TurnChange(start + 3, "answering", number + 1)))
        pitch = 64
        for place in range(8):
            pitch += rng.choice((-1, 1)) * (rng.randint(5, 9) if is_good else rng.randint(0, 2))
            pitch = min(max(pitch, 40), 90)
            writer.append(Sent(NoteOn(start + 3 + place / 4, 0, pitch, 80, SOURCE)))
            writer.append(Sent(NoteOff(start + 3.2 + place / 4, 0, pitch)))
        writer.append(Sent(TurnChange(start + 6, "listening", number + 1)))
        writer.append(Rated(start + 7, number + 1, is_good))
    writer.close(20.0 * count)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    taste_command.add_arguments(parser)
    return taste_command.run(parser.parse_args(words))


def test_it_learns_from_all_sessions_and_says_what(capsys: pytest.CaptureFixture[str]) -> None:
    write_session("a.jsonl", 12)
    write_session("b.jsonl", 12)
    assert run() == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "12 good marks and 12 bad"
    assert said[1].startswith("marks held out are told with an area under the curve of 1.00")
    assert any("more leap" in line for line in said)
    assert said[-1] == f"{taste_path()}: written"
    kept = read_taste(taste_path())
    assert (kept.taste.good, kept.taste.bad, kept.skill) == (12, 12, 1.0)
    assert kept.taste.weights["leap"] > 0


def test_json_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    write_session("a.jsonl", 12)
    assert run("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["good"], told["bad"], told["is_used"], told["skipped"]) == (6, 6, True, 0)


def test_without_marks_nothing_is_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "0 good marks and 0 bad",
        "too few: 4 of each kind are needed; nothing is changed",
    ]
    assert read_taste(taste_path()).taste.weights == {}


def test_what_is_forgotten_does_not_come_back_with_the_next_mark(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_session("a.jsonl", 12)
    run()
    assert run("--forget") == 0
    assert "forgotten" in capsys.readouterr().out
    assert read_taste(taste_path()).taste.marks == 0
    # Another that begins after it was forgotten.
    write_session("b.jsonl", 8, datetime(2100, 1, 1, tzinfo=UTC).isoformat())
    run()
    assert read_taste(taste_path()).taste.marks == 8
    run("--everything")
    assert read_taste(taste_path()).taste.marks == 20
    run()
    assert read_taste(taste_path()).taste.marks == 20


def test_deleting_the_file_undoes_the_forgetting_too() -> None:
    write_session("a.jsonl", 12)
    run("--forget")
    taste_path().unlink()
    run()
    assert read_taste(taste_path()).taste.marks == 12


def test_a_damaged_file_is_named_and_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    write_session("a.jsonl", 12)
    taste_path().parent.mkdir(parents=True)
    taste_path().write_text("{")
    assert run() == 0
    assert capsys.readouterr().err == (
        f"antiphon train taste: {taste_path()}: is damaged; 'antiphon train taste' learns it anew\n"
    )
    assert read_taste(taste_path()).taste.marks == 12


def test_sessions_may_lie_elsewhere(tmp_path: Path) -> None:
    write_session("a.jsonl", 12)
    assert run("--sessions", str(tmp_path / "nowhere")) == 0
    assert read_taste(taste_path()).taste.marks == 0
