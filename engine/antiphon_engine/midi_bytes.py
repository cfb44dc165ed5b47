"""MIDI messages as bytes, and back: whatever arrives gives events or is counted.

Knows the MIDI 1.0 wire format; knows no port and no clock.
"""

from collections import Counter
from collections.abc import Sequence

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn

SYSEX, SYSEX_END = 0xF0, 0xF7
_DATA_BYTES = {0x80: 2, 0x90: 2, 0xA0: 2, 0xB0: 2, 0xC0: 1, 0xD0: 1, 0xE0: 2}
_SYSTEM_DATA_BYTES = {0xF1: 1, 0xF2: 2, 0xF3: 1}
_IGNORED = {0xA0: "aftertouch", 0xC0: "program", 0xD0: "aftertouch", 0xE0: "pitch bend"}
_REALTIME = {0xF8: "clock", 0xFE: "active sensing"}


def parse(packet: Sequence[int], time: float, dropped: Counter[str]) -> list[MidiEvent]:
    """Return the events in one packet from a port, all at `time`.

    What is no event of ours is counted in `dropped` by kind: sysex, clock, partial and so on.
    A packet may hold several messages, as drivers join what follows an unfinished sysex.
    """
    events: list[MidiEvent] = []
    at = 0
    while at < len(packet):
        status = packet[at]
        at += 1
        end = _end_of_data(packet, at)
        data = packet[at:end]
        if status < 0x80:
            # The driver does not keep running status, so nobody can know what this was.
            dropped["stray data"] += 1
        elif status == SYSEX:
            dropped["sysex"] += 1
        elif status == SYSEX_END:
            pass
        elif status > SYSEX:
            dropped[_system_kind(status, len(data))] += 1
        else:
            _parse_channel(status, data, time, events, dropped)
        at = end
    return events


def _end_of_data(packet: Sequence[int], at: int) -> int:
    while at < len(packet) and packet[at] < 0x80:
        at += 1
    return at


def _system_kind(status: int, data_bytes: int) -> str:
    if data_bytes < _SYSTEM_DATA_BYTES.get(status, 0):
        return "partial"
    return _REALTIME.get(status, "system")


def _parse_channel(
    status: int, data: Sequence[int], time: float, events: list[MidiEvent], dropped: Counter[str]
) -> None:
    kind, channel = status & 0xF0, status & 0x0F
    wanted = _DATA_BYTES[kind]
    if len(data) < wanted:
        dropped["partial"] += 1
        return
    if len(data) > wanted:
        dropped["stray data"] += 1
    if kind == 0x90 and data[1] > 0:
        events.append(NoteOn(time, channel, data[0], data[1]))
    elif kind in (0x80, 0x90):
        events.append(NoteOff(time, channel, data[0]))
    elif kind == 0xB0:
        events.append(Control(time, channel, data[0], data[1]))
    else:
        dropped[_IGNORED[kind]] += 1


def to_bytes(event: MidiEvent) -> tuple[int, int, int]:
    """Return `event` as the three bytes of its MIDI message."""
    match event:
        case NoteOn(_, channel, pitch, velocity):
            return 0x90 | channel, pitch, velocity
        case NoteOff(_, channel, pitch):
            return 0x80 | channel, pitch, 0
        case Control(_, channel, number, value):
            return 0xB0 | channel, number, value
