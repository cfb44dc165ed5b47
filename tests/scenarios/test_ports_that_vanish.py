"""Ports named on the command line may come late, go, and come back."""

import pytest

from antiphon_engine.messages import Played, Start
from jack_server import JackServer
from peers import Daw, playing, wait_until

pytestmark = pytest.mark.jack

NAMED = Start(seed=1, input="Keys", output="Synth")


def test_a_named_port_is_opened_when_it_comes_and_again_when_it_comes_back(
    jack: JackServer,
) -> None:
    with playing(NAMED) as engine:
        assert engine.ports().input is None
        assert "waiting for the input 'Keys' and the output 'Synth'" in engine.ports().trouble
        first = Daw().offer("Keys", "Synth")
        wait_until(lambda: engine.ports().input and engine.ports().output)
        assert engine.ports().trouble == ""
        first.play([60, 62, 64])
        wait_until(first.sounding)

        first.close()
        wait_until(lambda: engine.ports().output is None)
        # What sounded has been ended in the engine, too.
        wait_until(lambda: engine.all(Played)[-1].velocity == 0)

        second = Daw().offer("Keys", "Synth")
        try:
            wait_until(lambda: engine.ports().output)
            owed = first.sounding()
            wait_until(lambda: owed <= {m[1] for _, m in second.received if m[0] == 0x81})
            second.play([60, 62, 64])
            wait_until(second.note_ons)
        finally:
            engine.process.stop()
            second.close()
