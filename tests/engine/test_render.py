import argparse
from pathlib import Path

import pytest

from antiphon_engine import render as rendering
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.journal import read_journal
from antiphon_engine.journal_entry import Sent
from antiphon_engine.params import Params, differences
from antiphon_engine.recorder import take_bytes
from antiphon_engine.render import render, write_journal
from antiphon_engine.replay import first_difference, replay
from antiphon_engine.session_start import new_session
from antiphon_engine.session_take import take_of
from fakes import ScriptedMind

CALLS: list[MidiEvent] = [
    event
    for onset, pitch in [(0.0, 60), (0.25, 64), (0.5, 67), (4.0, 62), (4.25, 65), (4.5, 69)]
    for event in (NoteOn(onset, 0, pitch, 80), NoteOff(onset + 0.2, 0, pitch))
]


def rendered_bytes(seed: int) -> bytes:
    session = new_session(seed, "scripted", Params(), ["in.mid"])
    entries = render(CALLS, ScriptedMind(wander=5), Params(), seed)
    return take_bytes(take_of(session, entries))


def test_the_same_seed_gives_the_same_bytes_and_another_others() -> None:
    assert rendered_bytes(1) == rendered_bytes(1)
    assert rendered_bytes(1) != rendered_bytes(2)


def test_every_call_is_answered_and_every_note_closed() -> None:
    entries = render(CALLS, ScriptedMind(), Params(), seed=1)
    sent = [entry.event for entry in entries if isinstance(entry, Sent)]
    sounding: set[int] = set()
    for event in sent:
        if isinstance(event, NoteOn):
            sounding.add(event.pitch)
        elif isinstance(event, NoteOff):
            sounding.remove(event.pitch)
    assert sounding == set()
    assert max(event.answer for event in sent if hasattr(event, "answer")) == 2


def test_a_rendered_journal_replays_to_the_note(tmp_path: Path) -> None:
    params = Params(mode="solo", temperature=1.5)
    entries = render(CALLS, ScriptedMind(wander=5), params, 7, tail=5.0)
    session = new_session(7, "scripted", params, ["in.mid"])
    write_journal(tmp_path / "a.jsonl", session, entries)
    journal = read_journal(tmp_path / "a.jsonl")
    assert journal.state == "complete"
    assert journal.session.params == differences(params)
    assert first_difference(journal, replay(journal, ScriptedMind(wander=5))) is None


@pytest.mark.parametrize("tail", ["-1", "nan", "1e9", "long"])
def test_an_impossible_tail_is_refused(tail: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    rendering.add_arguments(parser)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["in.mid", "-o", "out.mid", f"--tail={tail}"])
    assert ended.value.code == 2
    assert "must be from 0 to 3600 s" in capsys.readouterr().err
