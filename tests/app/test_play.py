"""`antiphon play` as its user meets it: a program in a terminal, ended by Ctrl-C."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mido
import pytest

from antiphon_app import play
from antiphon_engine.core.events import NoteOn
from antiphon_engine.journal import JournalWriter
from antiphon_engine.journal_entry import Heard, Session
from jack_server import JackServer
from peers import daw, wait_until


@contextmanager
def program(*options: str) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-m", "antiphon_app", "play", "--headless", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=_heed_ctrl_c,  # noqa: PLW1509  (it only makes a system call)
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait(5)
        if started.stdout:
            started.stdout.close()


def _heed_ctrl_c() -> None:
    # A shell lets what it runs in the background ignore Ctrl-C, and children inherit that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_the_memory_can_be_left_alone() -> None:
    parser = argparse.ArgumentParser()
    play.add_arguments(parser)
    assert play.start_of(parser.parse_args([])).uses_library
    assert not play.start_of(parser.parse_args(["--no-memory"])).uses_library


def ended_by(started: subprocess.Popen[str], number: signal.Signals) -> tuple[str, float]:
    """Send a signal; return all that was printed and how long the end took."""
    began = time.monotonic()
    started.send_signal(number)
    printed, _ = started.communicate(timeout=10)
    return printed, time.monotonic() - began


@pytest.mark.jack
def test_ctrl_c_in_mid_answer_ends_every_note_and_saves_the_take(
    jack: JackServer, home: Path
) -> None:
    with program("--seed", "3", "--turn-gap", "0.2") as started, daw() as peer:
        peer.play([60, 62, 64, 65, 67], 0.1)
        wait_until(peer.sounding)
        printed, took = ended_by(started, signal.SIGINT)
        assert took < 1
        assert started.returncode == 0
        wait_until(lambda: not peer.sounding(), 0.5)
    lines = printed.splitlines()
    assert "MIDI (JACK): send your notes to 'To Antiphon', listen to 'From Antiphon'." in lines
    # News of the ports, which comes when it comes, may break a line of notes in two.
    notes = [line.partition("you       ")[2] for line in lines if "you       " in line]
    assert " ".join(notes) == "C4 D4 E4 F4 G4", printed
    assert any("  Antiphon  " in line for line in lines)
    takes = list((home / "takes").glob("*.mid"))
    assert lines[-1] == f"The take is saved: {takes[0]}"
    player = mido.MidiFile(takes[0]).tracks[1]
    assert [m.note for m in player if m.type == "note_on"] == [60, 62, 64, 65, 67]


def test_without_midi_it_says_so_and_waits_and_ends_when_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "antiphon-no-such-server")
    with program("--seed", "3") as started:
        assert started.stdout is not None
        assert started.stdout.readline().startswith("! no MIDI: ")
        assert started.stdout.readline().startswith("Antiphon plays (mind ")
        printed, took = ended_by(started, signal.SIGTERM)
        assert (printed, started.returncode) == ("", 0)
        assert took < 1


def test_a_session_that_was_interrupted_is_offered(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "antiphon-no-such-server")
    session = Session(1, "scripted", {}, "2026-11-20T12:00:00+00:00", "0.1.0")
    path = home / "sessions" / "2026-11-20 12.00.00.jsonl"
    writer = JournalWriter(path, session)
    writer.append(Heard(NoteOn(1.0, 0, 60, 90)))
    writer.close(2.0)
    # A crash leaves no end.
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    with program("--seed", "3") as started:
        assert started.stdout is not None
        assert started.stdout.readline() == (
            "A session was interrupted; 'antiphon takes recover' saves it as a take.\n"
        )
        ended_by(started, signal.SIGINT)


def test_weights_that_are_not_there_are_one_line_and_exit_code_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "antiphon_app", "play", "--weights", str(tmp_path / "no")]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=20, check=False, env=os.environ
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"antiphon: {tmp_path / 'no'}: cannot be read")
    assert done.stderr.count("\n") == 1
