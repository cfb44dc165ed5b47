from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.midi_bytes import parse, to_bytes


@pytest.mark.parametrize(
    ("packet", "events", "dropped"),
    [
        ([0x90, 60, 100], [NoteOn(1.0, 0, 60, 100)], {}),
        ([0x9F, 60, 0], [NoteOff(1.0, 15, 60)], {}),
        ([0x81, 60, 64], [NoteOff(1.0, 1, 60)], {}),
        ([0xB2, 64, 127], [Control(1.0, 2, 64, 127)], {}),
        ([0xC0, 5], [], {"program": 1}),
        ([0xE0, 0, 64], [], {"pitch bend": 1}),
        ([0xA0, 60, 1], [], {"aftertouch": 1}),
        ([0xD0, 60], [], {"aftertouch": 1}),
        ([0xF8], [], {"clock": 1}),
        ([0xFE], [], {"active sensing": 1}),
        ([0xFA], [], {"system": 1}),
        ([0xF2, 1, 2], [], {"system": 1}),
        ([0xF2, 1], [], {"partial": 1}),
        ([0x90, 60], [], {"partial": 1}),
        ([0x90], [], {"partial": 1}),
        ([62, 100], [], {"stray data": 1}),
        ([0x90, 60, 100, 62, 100], [NoteOn(1.0, 0, 60, 100)], {"stray data": 1}),
        ([0xF0, 1, 2, 3, 0xF7], [], {"sysex": 1}),
        ([0xF0, 1, 2, 0x90, 60, 100, 0xF7], [NoteOn(1.0, 0, 60, 100)], {"sysex": 1}),
        ([0x90, 60, 100, 0x80, 60, 0], [NoteOn(1.0, 0, 60, 100), NoteOff(1.0, 0, 60)], {}),
        ([], [], {}),
    ],
)
def test_a_packet_gives_events_or_is_counted(
    packet: list[int], events: list[MidiEvent], dropped: dict[str, int]
) -> None:
    counted: Counter[str] = Counter()
    assert parse(packet, 1.0, counted) == events
    assert counted == dropped


@given(st.lists(st.integers(0, 255), max_size=40))
def test_no_bytes_at_all_can_break_it(packet: list[int]) -> None:
    counted: Counter[str] = Counter()
    for event in parse(packet, 0.0, counted):
        assert all(0 <= byte <= 127 for byte in to_bytes(event)[1:])


@given(
    st.one_of(
        st.builds(
            NoteOn, st.just(0.0), st.integers(0, 15), st.integers(0, 127), st.integers(1, 127)
        ),
        st.builds(NoteOff, st.just(0.0), st.integers(0, 15), st.integers(0, 127)),
        st.builds(
            Control, st.just(0.0), st.integers(0, 15), st.integers(0, 127), st.integers(0, 127)
        ),
    )
)
def test_what_is_sent_would_be_heard_the_same(event: MidiEvent) -> None:
    counted: Counter[str] = Counter()
    assert parse(to_bytes(event), 0.0, counted) == [event]
    assert not counted
