import pytest

from antiphon_engine.midi_system import NoMidiError, PortGoneError, open_system
from antiphon_engine.port_list import described
from jack_server import JackServer
from peers import Daw, daw, wait_until


@pytest.mark.jack
def test_a_pair_of_virtual_ports_hears_and_is_heard(jack: JackServer) -> None:
    system = open_system()
    midi_in, midi_out = system.open_input(None), system.open_output(None)
    with daw() as peer:
        peer.send(0x90, 60, 100)
        packets: list[list[int]] = []
        wait_until(lambda: packets.append(midi_in.receive()) or packets[-1] is not None)
        assert packets[-1] is not None
        assert list(packets[-1][0]) == [0x90, 60, 100]
        midi_out.send((0x91, 72, 90))
        wait_until(lambda: peer.note_ons() == [72])
        assert sorted(system.wires()) == [
            ("Antiphon out:From Antiphon", "daw in:midi"),
            ("daw out:midi", "Antiphon in:To Antiphon"),
        ]
        assert system.input_names() == ["daw out:midi"]
        assert system.output_names() == ["daw in:midi"]
    for closing in (midi_in, midi_out, system):
        closing.close()


@pytest.mark.jack
def test_a_dead_server_is_noticed_before_anything_more_is_sent(jack: JackServer) -> None:
    system = open_system()
    midi_in, midi_out = system.open_input(None), system.open_output(None)
    midi_out.send((0x91, 72, 90))
    jack.kill()
    wait_until(lambda: not system.is_alive, 1)
    with pytest.raises(PortGoneError):
        midi_out.send((0x81, 72, 0))
    with pytest.raises(PortGoneError):
        midi_in.receive()
    assert system.input_names() == []
    with pytest.raises(NoMidiError, match="no MIDI: "):
        open_system()
    for closing in (midi_in, midi_out, system):
        closing.close()


@pytest.mark.jack
def test_connections_can_be_restored(jack: JackServer) -> None:
    peer = Daw().offer("Keys", "Synth")
    system = open_system()
    midi_out = system.open_output(None)
    assert system.wires() == []
    wire = ("Antiphon out:From Antiphon", "daw in:Synth")
    assert system.connect(wire)
    assert system.connect(wire)
    assert not system.connect(("Antiphon out:From Antiphon", "gone:gone"))
    midi_out.send((0x91, 72, 90))
    wait_until(lambda: peer.note_ons() == [72])
    midi_out.close()
    system.close()
    peer.close()


@pytest.mark.jack
def test_ports_lists_what_there_is_and_what_would_be_made(jack: JackServer) -> None:
    peer = Daw().offer("Keys", "Synth")
    system = open_system()
    assert described(system) == [
        "Driver: JACK",
        "",
        "Antiphon can listen to (--input NAME):",
        "  daw out:Keys",
        "",
        "Antiphon can play to (--output NAME):",
        "  daw in:Synth",
        "",
        "While it plays it makes two ports: 'To Antiphon', which you send to,",
        "and 'From Antiphon', which you listen to.",
    ]
    system.close()
    peer.close()
