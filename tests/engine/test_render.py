import argparse
from datetime import UTC, datetime
from pathlib import Path

import mido
import pytest

from antiphon_engine import render as rendering
from antiphon_engine import replay as replaying
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.errors import UserError
from antiphon_engine.journal import read_journal
from antiphon_engine.journal_entry import Sent
from antiphon_engine.library import Library
from antiphon_engine.params import Params, differences
from antiphon_engine.paths import library_folder
from antiphon_engine.recorder import Take, take_bytes
from antiphon_engine.render import render, write_journal
from antiphon_engine.replay import first_difference, replay
from antiphon_engine.session_start import new_session
from antiphon_engine.session_take import take_of
from antiphon_engine.taste_file import KeptTaste, write_taste
from antiphon_models.learned_taste import LearnedTaste
from fakes import ScriptedMind
from songs import TUNE, write_song

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


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    rendering.add_arguments(parser)
    return rendering.run(parser.parse_args(words))


def test_a_file_is_rendered_replayed_and_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played, duet, journal = (str(tmp_path / name) for name in ("in.mid", "duet.mid", "duet.jsonl"))
    Path(played).write_bytes(take_bytes(Take(CALLS, ())))
    told = ("--temperature", "1.2", "--seed", "7")
    assert run(played, "-o", duet, "--journal", journal, *told) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{duet}: 6 notes heard, ")
    texts = [m.text for m in mido.MidiFile(duet).tracks[0] if m.type == "text"]
    assert texts[1] == "seed 7"
    assert texts[3:] == ["temperature 1.2"]
    with pytest.raises(UserError, match=r"duet\.mid: is there already"):
        run(played, "-o", duet)
    again = tmp_path / "again.mid"
    parser = argparse.ArgumentParser()
    replaying.add_arguments(parser)
    assert replaying.run(parser.parse_args([journal, "-o", str(again)])) == 0
    assert again.read_bytes() == Path(duet).read_bytes()
    assert run(played, "-o", duet, "--seed", "8", "--force") == 0
    assert again.read_bytes() != Path(duet).read_bytes()


def test_taught_pieces_are_known_only_where_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played = str(write_song(tmp_path / "in.mid", "D4 F4 A4 G#4"))
    paths = [str(tmp_path / name) for name in ("a.mid", "b.mid", "c.mid", "d.mid", "e.jsonl")]
    told = ("--motif-threshold", "1", "--seed", "7")
    assert run(played, "-o", paths[0], *told) == 0
    Library(library_folder()).teach(
        write_song(tmp_path / "Blue.mid", TUNE), datetime(2026, 11, 20, tzinfo=UTC)
    )
    assert run(played, "-o", paths[1], *told) == 0
    assert "taught pieces" not in capsys.readouterr().out
    assert run(played, "-o", paths[2], "--memory", "--journal", paths[4], *told) == 0
    assert "after taught pieces" in capsys.readouterr().out
    content = [Path(path).read_bytes() for path in paths[:3]]
    assert content[0] == content[1] != content[2]
    parser = argparse.ArgumentParser()
    replaying.add_arguments(parser)
    assert replaying.run(parser.parse_args([paths[4], "-o", paths[3]])) == 0
    assert Path(paths[3]).read_bytes() == content[2]


def test_a_session_of_other_weights_is_named_when_it_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = render(CALLS, ScriptedMind(), Params(), seed=7)
    session = new_session(7, "scripted", Params(), ["in.mid"])
    write_journal(tmp_path / "a.jsonl", session, entries)
    parser = argparse.ArgumentParser()
    replaying.add_arguments(parser)
    words = [str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "a.mid")]
    assert replaying.run(parser.parse_args(words)) == 2
    assert "was made with the weights 'scripted', and these are 'note_" in capsys.readouterr().err
    assert (tmp_path / "a.mid").exists()


def test_weights_that_are_none_are_refused_by_name(tmp_path: Path) -> None:
    played, bad = tmp_path / "in.mid", tmp_path / "bad.safetensors"
    played.write_bytes(take_bytes(Take(CALLS, ())))
    bad.write_bytes(b"not weights")
    with pytest.raises(UserError, match=r"bad\.safetensors"):
        run(str(played), "-o", str(tmp_path / "out.mid"), "--weights", str(bad))
    assert not (tmp_path / "out.mid").exists()


def test_a_taste_chooses_where_it_is_asked_for_and_the_journal_replays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played, taste = tmp_path / "in.mid", tmp_path / "taste.json"
    played.write_bytes(take_bytes(Take(CALLS, ())))
    write_taste(taste, KeptTaste(LearnedTaste({"height": 1.0}, 5, 5), 0.9))
    plain, chosen, again, journal = (str(tmp_path / name) for name in ("a", "b", "c", "d.jsonl"))
    assert run(str(played), "-o", plain) == 0
    assert run(str(played), "-o", chosen, "--taste", str(taste), "--journal", journal) == 0
    assert Path(plain).read_bytes() != Path(chosen).read_bytes()
    parser = argparse.ArgumentParser()
    replaying.add_arguments(parser)
    assert replaying.run(parser.parse_args([journal, "-o", again])) == 0
    assert Path(again).read_bytes() == Path(chosen).read_bytes()
    with pytest.raises(UserError, match=r"other\.json: is not there; 'antiphon train taste' says"):
        run(str(played), "-o", str(tmp_path / "e"), "--taste", str(tmp_path / "other.json"))
