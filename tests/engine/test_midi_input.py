from antiphon_engine.clock import ManualClock
from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.midi_input import ArrivalTimes, MidiInput
from antiphon_engine.midi_system import InputPort, MemoryInput


def test_deltas_tell_the_time_where_the_process_stalled() -> None:
    times = ArrivalTimes(0.0)
    times.found_nothing(1.0)
    assert times.time_of(0.0, 1.0005) == 1.0
    times.found_nothing(1.001)
    # Ten notes came 5 ms apart while nobody polled for 60 ms.
    late = [round(times.time_of(0.005, 1.061), 4) for _ in range(10)]
    assert late == [1.005, 1.01, 1.015, 1.02, 1.025, 1.03, 1.035, 1.04, 1.045, 1.05]


def test_a_sum_that_has_drifted_is_brought_back_by_the_polls() -> None:
    times = ArrivalTimes(0.0)
    times.found_nothing(2.0)
    # The driver says 1.0, but an empty poll at 2.0 proves that it came after.
    assert times.time_of(1.0, 2.0005) == 2.0
    times.found_nothing(3.0)
    # The driver says 7.0, but it is here at 3.0005.
    assert times.time_of(5.0, 3.0005) == 3.0005


def test_times_never_run_backwards() -> None:
    times = ArrivalTimes(0.0)
    times.found_nothing(5.0)
    first = times.time_of(9.0, 5.0005)
    assert times.time_of(0.0, 5.0005) >= first


def test_what_arrives_is_posted_with_its_time_and_the_rest_is_counted() -> None:
    clock, posted, port = ManualClock(1.0), list[MidiEvent](), MemoryInput()
    midi_input = MidiInput(clock, posted.append, lambda _port: None)
    midi_input.attach(port)
    assert midi_input.poll()
    clock.set(1.5)
    port.feed([0x90, 60, 100], 0.0)
    port.feed([0xFE], 0.1)
    port.feed([0x90, 62, 100], 0.1)
    midi_input.poll()
    assert [(round(event.time, 3), event) for event in posted] == [
        (1.0, NoteOn(1.0, 0, 60, 100)),
        (1.2, NoteOn(posted[1].time, 0, 62, 100)),
    ]
    assert midi_input.dropped == {"active sensing": 1}


def test_a_port_that_is_gone_is_reported_once_and_left() -> None:
    lost: list[InputPort] = []
    port = MemoryInput()
    midi_input = MidiInput(ManualClock(), lambda _event: None, lost.append)
    midi_input.attach(port)
    port.is_gone = True
    assert not midi_input.poll()
    assert not midi_input.poll()
    assert lost == [port]


def test_what_is_down_at_a_port_that_goes_is_let_go_once() -> None:
    clock, posted, port = ManualClock(1.0), list[MidiEvent](), MemoryInput()
    midi_input = MidiInput(clock, posted.append, lambda _port: None)
    midi_input.attach(port)
    for message in ([0x91, 60, 90], [0x91, 64, 90], [0xB1, 64, 127], [0x81, 64, 0]):
        port.feed(message, 0.0)
    midi_input.poll()
    del posted[:]
    clock.set(2.0)
    port.is_gone = True
    midi_input.poll()
    midi_input.poll()
    midi_input.poll()
    assert posted == [NoteOff(2.0, 1, 60), Control(2.0, 1, 64, 0)]


def test_another_port_begins_with_no_key_down() -> None:
    clock, posted, first, second = ManualClock(1.0), list[MidiEvent](), MemoryInput(), MemoryInput()
    midi_input = MidiInput(clock, posted.append, lambda _port: None)
    midi_input.attach(first)
    first.feed([0x90, 60, 90], 0.0)
    midi_input.poll()
    clock.set(2.0)
    midi_input.attach(second)
    second.feed([0x90, 62, 90], 0.0)
    midi_input.poll()
    assert posted[1:] == [NoteOff(2.0, 0, 60), NoteOn(2.0, 0, 62, 90)]
