import argparse
from pathlib import Path

import mido
import pytest

from antiphon_engine import demo
from antiphon_engine.core.events import NoteOn
from antiphon_engine.journal_entry import Heard, Sent
from antiphon_engine.params import Params
from antiphon_engine.piano_roll_text import Heading, RollNote, ascii_face
from fakes import ScriptedMind


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    return demo.run(parser.parse_args(words))


def test_the_shipped_calls_are_two_bars_of_the_same_rhythm() -> None:
    calls = demo.shipped_calls()
    onsets = [[event.time for event in call if isinstance(event, NoteOn)] for call in calls]
    bar = 4 * 60 / 100
    assert [len(times) for times in onsets] == [12, 12]
    assert onsets[0] == onsets[1]
    assert bar in onsets[0]
    assert bar < onsets[0][-1] < 2 * bar


def test_each_call_is_answered_before_the_next() -> None:
    rounds = demo.converse(demo.shipped_calls(), ScriptedMind(), Params(), seed=1)
    for number, entries in enumerate(rounds, start=1):
        heard = [e.event.time for e in entries if isinstance(e, Heard)]
        sent = [e.event.time for e in entries if isinstance(e, Sent)]
        assert max(heard) < min(sent)
        assert [h.text for h in demo.headings(number, entries)] == [
            f"call {number}",
            f"answer {number}",
        ]
    notes = [note for entries in rounds for note in demo.roll_notes(entries)]
    assert sum(note.voice == "player" for note in notes) == 24
    assert sum(note.voice == "network" for note in notes) >= 2


def test_what_is_shown_is_what_was_played() -> None:
    rounds = demo.converse(demo.shipped_calls()[:1], ScriptedMind(), Params(), seed=1)
    lines = demo.told(rounds, 79, ascii_face(is_coloured=False))
    roll = [line for line in lines if "|" in line]
    assert sum(line.count("#") for line in roll) == 12
    played = sum(isinstance(e, Sent) and isinstance(e.event, NoteOn) for e in rounds[0])
    assert sum(line.count("o") for line in roll) == played > 0
    assert f"12 notes played, {played} answered in 1 answers" in lines[-1]
    assert max(map(len, lines)) <= 79


def test_the_demo_writes_a_new_take_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANTIPHON_HOME", str(tmp_path))
    assert run("--seed", "5") == 0
    assert run("--seed", "5") == 0
    first, second = sorted((tmp_path / "takes").iterdir(), key=lambda path: len(path.name))
    assert (first.name, second.name) == ("Antiphon demo.mid", "Antiphon demo 2.mid")
    assert first.read_bytes() == second.read_bytes()
    assert [track.name for track in mido.MidiFile(first).tracks[1:]] == ["Player", "Antiphon"]
    shown = capsys.readouterr().out
    assert "24 notes played" in shown
    assert str(first) in shown


def test_an_unfinished_note_is_not_drawn() -> None:
    entries = [Heard(NoteOn(0.0, 0, 60, 80))]
    notes: list[RollNote] = demo.roll_notes(entries)
    assert notes == []
    assert demo.headings(3, entries) == [Heading(0.0, "call 3")]
