import argparse
import importlib.util
from pathlib import Path

import pytest

from antiphon_engine import notate
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.errors import UserError
from antiphon_engine.recorder import Take, take_bytes

PLAYER: list[MidiEvent] = [NoteOn(0.0, 0, 60, 90), NoteOff(0.5, 0, 60)]
MACHINE: list[MidiEvent] = [NoteOn(1.0, 1, 67, 80), NoteOff(1.5, 1, 67)]
HAS_MUSIC21 = importlib.util.find_spec("music21") is not None


def take(tmp_path: Path, player: list[MidiEvent], machine: list[MidiEvent]) -> Path:
    path = tmp_path / "take.mid"
    path.write_bytes(take_bytes(Take(player, machine, end=2.0)))
    return path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    notate.add_arguments(parser)
    return notate.run(parser.parse_args(words))


def test_both_parts_are_read_from_a_take(tmp_path: Path) -> None:
    parts = notate.take_parts(take(tmp_path, PLAYER, MACHINE))
    assert {name: [note.pitch for note in notes] for name, notes in parts.items()} == {
        "Player": [60],
        "Antiphon": [67],
    }


def test_one_who_did_not_play_has_no_staff(tmp_path: Path) -> None:
    assert list(notate.take_parts(take(tmp_path, PLAYER, []))) == ["Player"]


def test_a_take_without_notes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no notes"):
        notate.take_parts(take(tmp_path, [], []))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"missing\.mid: cannot be read"):
        run(str(tmp_path / "missing.mid"))


def test_a_tempo_that_no_knob_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--tempo must be 40 to 240, not 1000"):
        run(str(take(tmp_path, PLAYER, MACHINE)), "--tempo", "1000")


def test_what_is_there_already_is_not_replaced(tmp_path: Path) -> None:
    path = take(tmp_path, PLAYER, MACHINE)
    path.with_suffix(".musicxml").write_text("mine")
    with pytest.raises(UserError, match="is there already"):
        run(str(path))


@pytest.mark.skipif(HAS_MUSIC21, reason="music21 is installed")
def test_without_music21_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"pip install 'antiphon\[notation\]'"):
        run(str(take(tmp_path, PLAYER, MACHINE)))


@pytest.mark.skipif(not HAS_MUSIC21, reason="music21 is not installed")
def test_a_take_becomes_a_score_of_two_parts(tmp_path: Path) -> None:
    path = take(tmp_path, PLAYER, MACHINE)
    assert run(str(path)) == 0
    score = path.with_suffix(".musicxml").read_text(encoding="utf-8")
    assert score.count("<score-part ") == 2
