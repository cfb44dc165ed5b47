"""A piece is taught while a real engine plays: it takes it up at once, and a replay does again."""

import time
from pathlib import Path

import pytest

from antiphon_app.__main__ import main
from antiphon_app.engine_process import COMMAND
from antiphon_engine.messages import Played, PlayNote, Start, Taught, TurnChanged
from peers import Watched, playing, wait_until
from songs import TUNE, write_song

# The beginning of TUNE.
BEGINNING = (62, 65, 69, 68)


def play(engine: Watched, *pitches: int) -> None:
    """Play on the on-screen keyboard's own path, which needs no MIDI."""
    for pitch in pitches:
        engine.process.send(PlayNote(pitch, 80))
        time.sleep(0.15)
        engine.process.send(PlayNote(pitch, 0))


def pieces_played(engine: Watched) -> set[str]:
    """The names of the pieces that what was played came from."""
    return {note.source.piece for note in engine.all(Played) if note.source} - {""}


def hear_out(engine: Watched, answer: int) -> None:
    """Wait for the end of an answer."""
    wait_until(
        lambda: any(turn.turn == "listening" and turn.answer == answer for turn in engine.turns())
    )


def test_a_piece_taught_while_it_plays_is_taken_up_and_replayed_to_the_note(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = Start(seed=1, params={"motif_threshold": 1.0, "turn_gap": 0.2})
    with playing(start, COMMAND) as engine:
        play(engine, *BEGINNING)
        hear_out(engine, 1)
        assert pieces_played(engine) == set()
        assert main(["memory", "add", str(write_song(tmp_path / "Blue.mid", TUNE))]) == 0
        wait_until(lambda: Taught(1, 12, 12) in engine.all(Taught))
        play(engine, 60, 61, *BEGINNING, 71)
        hear_out(engine, 2)
        assert pieces_played(engine) == {"Blue.mid"}
        journal = engine.journal()
    assert engine.all(TurnChanged)
    assert main(["replay", str(journal), "-o", str(tmp_path / "again.mid")]) == 0
    assert main(["memory", "clear"]) == 0
    assert main(["replay", str(journal), "-o", str(tmp_path / "never.mid")]) == 2
    assert "was played with Blue.mid" in capsys.readouterr().err


def test_an_engine_that_is_told_so_leaves_the_library_alone(tmp_path: Path) -> None:
    assert main(["memory", "add", str(write_song(tmp_path / "Blue.mid", TUNE))]) == 0
    start = Start(seed=1, params={"motif_threshold": 1.0, "turn_gap": 0.2}, uses_library=False)
    with playing(start, COMMAND) as engine:
        time.sleep(1.2)
        play(engine, *BEGINNING, 71)
        hear_out(engine, 1)
        assert (pieces_played(engine), engine.all(Taught)) == (set(), [])
