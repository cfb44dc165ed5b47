from collections.abc import Sequence

import pytest

from antiphon_engine.messages import ChoosePorts, PortsChanged
from antiphon_engine.midi_system import (
    InputPort,
    MemorySystem,
    NoMidiError,
    OutputPort,
)
from antiphon_engine.port_keeper import PortKeeper, Side, best_match


class House:
    """A port keeper over memory ports, and what it does."""

    def __init__(self, system: MemorySystem, wanted: ChoosePorts) -> None:
        self.system: MemorySystem | None = system
        self.released = 0
        self.told: list[PortsChanged] = []
        self.listening: list[InputPort | None] = []
        self.playing: list[tuple[OutputPort | None, bool]] = []
        self.keeper = PortKeeper(
            self._open,
            Side(
                "To Antiphon",
                wanted.input,
                lambda system: system.input_names(),
                lambda system, name: system.open_input(name),
                lambda port, _is_lost: self.listening.append(port),
            ),
            Side(
                "From Antiphon",
                wanted.output,
                lambda system: system.output_names(),
                lambda system, name: system.open_output(name),
                lambda port, is_lost: self.playing.append((port, is_lost)),
            ),
            self._release,
            self.told.append,
        )

    def _open(self) -> MemorySystem:
        if self.system is None:
            raise NoMidiError("no MIDI: start something")
        return self.system

    def _release(self) -> None:
        self.released += 1

    def look(self) -> PortsChanged:
        self.keeper.look()
        return self.keeper.state


OWN = ChoosePorts(None, None)
NAMED = ChoosePorts("Keys", "Synth")


def test_a_pair_of_ports_of_our_own_is_made_once() -> None:
    house = House(MemorySystem(["Keys"], ["Synth"]), OWN)
    state = house.look()
    assert (state.driver, state.input, state.output) == ("memory", "To Antiphon", "From Antiphon")
    assert (state.inputs, state.outputs, state.trouble) == (("Keys",), ("Synth",), "")
    house.look()
    assert len(house.listening) == 1
    assert len(house.told) == 1


def test_named_ports_are_waited_for_and_opened_when_they_come() -> None:
    system = MemorySystem([], ["Synth"])
    house = House(system, NAMED)
    assert house.look().trouble.startswith("waiting for the input 'Keys'; ")
    assert house.keeper.state.output == "Synth"
    system.inputs.append("Keys")
    assert house.look().input == "Keys"
    assert house.keeper.state.trouble == ""


def test_a_named_port_that_vanishes_is_let_go_and_what_sounds_released() -> None:
    system = MemorySystem(["Keys"], ["Synth"])
    house = House(system, NAMED)
    house.look()
    system.outputs.clear()
    assert house.look().output is None
    assert house.released == 1
    assert house.playing[-1] == (None, True)
    system.outputs.append("Synth")
    assert house.look().output == "Synth"
    assert house.released == 1


def test_a_port_that_refuses_is_opened_anew() -> None:
    system = MemorySystem()
    house = House(system, OWN)
    house.look()
    house.keeper.lost(system.opened_outputs[0])
    house.look()
    assert house.released == 1
    assert house.playing[1:] == [(None, True), (system.opened_outputs[1], False)]


def test_without_midi_it_tries_again_until_there_is_some() -> None:
    house = House(MemorySystem(), OWN)
    system, house.system = house.system, None
    assert house.look() == PortsChanged(None, None, None, "no MIDI: start something")
    house.look()
    assert len(house.told) == 1
    house.system = system
    assert house.look().driver == "memory"


def test_a_driver_that_dies_takes_its_ports_along_and_a_new_one_brings_them_back() -> None:
    first = MemorySystem()
    house = House(first, OWN)
    house.look()
    first.is_alive = False
    house.system = None
    assert house.look() == PortsChanged(None, None, None, "no MIDI: start something")
    assert house.released == 1
    house.system = MemorySystem()
    assert house.look().output == "From Antiphon"


def test_other_ports_may_be_chosen_while_it_runs() -> None:
    house = House(MemorySystem(["Keys"], ["Synth"]), OWN)
    house.look()
    house.keeper.choose(NAMED)
    state = house.look()
    assert (state.input, state.output) == ("Keys", "Synth")
    # The port left behind is still there, so it gets its note-offs.
    assert house.playing[1] == (None, False)
    house.keeper.choose(OWN)
    assert house.look().input == "To Antiphon"


def test_a_system_that_makes_no_ports_is_searched_for_ports_of_our_names() -> None:
    system = MemorySystem(["loop To Antiphon"], [])
    system.makes_ports = False
    house = House(system, OWN)
    assert house.look().input == "loop To Antiphon"
    assert "waiting for the output 'From Antiphon'" in house.keeper.state.trouble


class WiredSystem(MemorySystem):
    """Memory ports that remember how they are connected."""

    def __init__(self, present: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.present = list(present)

    def wires(self) -> list[tuple[str, str]]:
        return list(self.present)

    def connect(self, wire: tuple[str, str]) -> bool:
        self.present.append(wire)
        return True


def test_connections_are_told_and_restored_before_anything_is_played() -> None:
    wire = ("Antiphon out:From Antiphon", "synth:in")
    house = House(WiredSystem([wire]), OWN)
    assert house.look().wires == (wire,)
    later = House(WiredSystem(), OWN)
    later.keeper.restore([wire])
    assert later.look().wires == (wire,)


@pytest.mark.parametrize(
    ("wanted", "names", "found"),
    [
        ("Keys", ["Keys 2", "Keys"], "Keys"),
        ("Keys", ["Keys:Keys MIDI 1 20:0"], "Keys:Keys MIDI 1 20:0"),
        ("keys midi 1", ["Keys:Keys MIDI 1 20:0"], "Keys:Keys MIDI 1 20:0"),
        ("Keys:Keys MIDI 1 24:0", ["Keys:Keys MIDI 1 20:0"], "Keys:Keys MIDI 1 20:0"),
        ("Key", ["Keys A", "Keys B"], None),
        ("Key", ["Keys A", "Drums"], "Keys A"),
        ("Keys", [], None),
    ],
)
def test_a_port_is_found_by_what_its_owner_calls_it(
    wanted: str, names: list[str], found: str | None
) -> None:
    assert best_match(wanted, names) == found
