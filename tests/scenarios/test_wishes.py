"""What a window asks of the real engine process, and what it is told; mostly without a port."""

import os
import signal
from pathlib import Path

import pytest

from antiphon_engine.journal import read_journal
from antiphon_engine.journal_entry import Rated
from antiphon_engine.messages import (
    ControlMap,
    ControlsChanged,
    Echo,
    Expecting,
    Freeze,
    GridChanged,
    Heartbeat,
    MapControls,
    PlanChanged,
    Played,
    PlayNote,
    Rate,
    Ready,
    RequestSnapshot,
    Retry,
    Snapshot,
    StateChanged,
    TurnChanged,
)
from jack_server import JackServer
from peers import Watched, daw, playing, wait_until

MAPPED = (ControlMap("temperature", 0, 21),)


def click(engine: Watched, pitch: int) -> None:
    engine.process.send(PlayNote(pitch, 90))
    engine.process.send(PlayNote(pitch, 0))


def test_the_window_sees_the_answer_coming_and_asks_for_another() -> None:
    with playing() as engine:
        click(engine, 60)
        engine.wait_for(Played)
        assert engine.all(Expecting)
        assert any(isinstance(m, PlanChanged) and m.entrance for m in list(engine.told))
        engine.process.send(Retry("again"))
        wait_until(lambda: any(isinstance(m, TurnChanged) and m.answer == 2 for m in engine.told))
        engine.process.send(Rate(2, True))
        ready = engine.wait_for(Ready)
        assert isinstance(ready, Ready)
    entries = read_journal(Path(ready.journal)).entries
    assert [entry.answer for entry in entries if isinstance(entry, Rated)] == [2]


def test_a_snapshot_tells_tempo_state_and_controllers() -> None:
    with playing() as engine:
        first = engine.wait_for(Heartbeat)
        assert isinstance(first, Heartbeat)
        assert first.now > 0.0
        assert engine.all(GridChanged)[0] == GridChanged(120.0, 0.0)
        engine.process.send(Freeze(True))
        engine.process.send(MapControls(MAPPED))
        engine.process.send(RequestSnapshot())
        snapshot = engine.wait_for(Snapshot)
        assert isinstance(snapshot, Snapshot)
        assert snapshot.state == StateChanged(True, False)
        assert snapshot.controls == ControlsChanged(MAPPED)
        assert snapshot.time > first.now


def test_controllers_outlive_the_engine() -> None:
    with playing() as engine:
        engine.process.send(MapControls(MAPPED))
        wait_until(lambda: ControlsChanged(MAPPED) in engine.told)
        assert engine.process.pid is not None
        before = len(engine.told)
        os.kill(engine.process.pid, signal.SIGKILL)
        engine.wait_for(Ready, 2)
        wait_until(lambda: ControlsChanged(MAPPED) in engine.told[before:])


@pytest.mark.jack
def test_a_loop_in_the_routing_is_named(jack: JackServer) -> None:
    with playing() as engine, daw() as peer:
        peer.play([60, 62, 64])
        returned = 0

        def send_back_until_noticed() -> bool:
            nonlocal returned
            for _, message in peer.received[returned:]:
                peer.send(*message)
                returned += 1
            return bool(engine.all(Echo))

        wait_until(send_back_until_noticed, 15)
        assert engine.all(Echo) == [Echo("To Antiphon", "From Antiphon")]
