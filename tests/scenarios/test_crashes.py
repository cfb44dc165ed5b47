"""Whatever dies, no note hangs and the playing goes on."""

import os
import signal
import time

import pytest

from antiphon_engine.messages import Played, Ready, SetParams, TakeSaved, Trouble
from jack_server import JackServer
from peers import daw, playing, wait_until

pytestmark = pytest.mark.jack


def test_a_killed_engine_is_started_again_and_silences_what_it_left(jack: JackServer) -> None:
    with playing() as engine, daw() as peer:
        engine.process.send(SetParams({"temperature": 2.5}))
        wait_until(lambda: engine.ports().wires)
        peer.play([60, 62, 64])
        wait_until(peer.sounding)
        assert engine.process.pid is not None
        os.kill(engine.process.pid, signal.SIGKILL)
        engine.wait_for(Ready, 2)
        # jackd 1.9.21 answers nobody for five seconds for each client that was killed.
        wait_until(lambda: not peer.sounding(), 30)

        # It plays on, through the same connections and with the same knobs.
        before = len(peer.note_ons())
        peer.play([60, 62, 64])
        wait_until(lambda: len(peer.note_ons()) > before)
        assert engine.process._start.params == {"temperature": 2.5}
        engine.process.stop()
        assert not peer.sounding()
        assert len(engine.all(TakeSaved)) == 2


def test_a_killed_jack_server_is_a_state_and_its_return_is_noticed(jack: JackServer) -> None:
    with playing() as engine:
        with daw() as peer:
            peer.play([60, 62, 64])
            engine.wait_for(Played)
            jack.kill()
            wait_until(lambda: engine.ports().driver is None, 2)
        assert "no MIDI" in engine.ports().trouble
        jack.start()
        wait_until(lambda: engine.ports().driver == "JACK", 5)
        with daw() as peer:
            peer.play([60, 62, 64])
            wait_until(peer.note_ons)
            wait_until(lambda: not peer.sounding())
        assert engine.all(Trouble) == []
        assert len(engine.all(Ready)) == 1


def test_stopping_in_mid_answer_leaves_nothing_sounding(jack: JackServer) -> None:
    with playing() as engine, daw() as peer:
        peer.play([60, 62, 64])
        wait_until(peer.sounding)
        began = time.monotonic()
        assert engine.process.stop() == 0
        assert time.monotonic() - began < 1
        wait_until(lambda: not peer.sounding(), 0.2)
        assert len(engine.all(TakeSaved)) == 1
