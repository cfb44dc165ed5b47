"""Whatever comes in at a real port is played with, skipped and counted, or waited out."""

import time

import pytest

from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.journal import read_journal
from antiphon_engine.journal_entry import Heard
from antiphon_engine.messages import Heartbeat, RequestSnapshot, Snapshot, Trouble
from jack_server import JackServer
from peers import daw, playing, wait_until

pytestmark = pytest.mark.jack

SECONDS = 5
BURST = 10
BURSTS = SECONDS * 1000


def test_ten_thousand_messages_a_second_for_five_seconds_are_all_in_the_journal(
    jack: JackServer,
) -> None:
    with playing() as engine, daw() as peer:
        began = time.perf_counter()
        for number in range(BURSTS):
            pitch = number % 128
            for _ in range(BURST // 2):
                peer.send(0x90, pitch, 100)
                peer.send(0x80, pitch, 0)
            while time.perf_counter() < began + (number + 1) / 1000:
                time.sleep(0.0002)
        sent = BURSTS * BURST
        wait_until(lambda: engine.all(Heartbeat)[-1].health.notes_heard == sent // 2, 10)
        wait_until(lambda: engine.all(Heartbeat)[-1].health.inbox == 0, 5)
        assert engine.process.stop() == 0
        assert engine.all(Trouble) == []
    heard = [e.event for e in read_journal(engine.journal()).entries if isinstance(e, Heard)]
    assert len([event for event in heard if isinstance(event, NoteOn)]) == sent // 2
    assert len([event for event in heard if isinstance(event, NoteOff)]) == sent // 2
    wait_until(lambda: not peer.sounding(), 1)


def test_what_is_no_note_is_skipped_and_counted_and_the_playing_goes_on(jack: JackServer) -> None:
    with playing() as engine, daw() as peer:
        for junk in ([0xF8], [0xFE], [0xFA], [0x90, 60], [0x90], [62, 100], [0xC0, 5]):
            peer.send(*junk)
        peer.send(0xF0, *([1] * 8000), 0xF7)
        peer.send(0xF0, *([1] * 65534), 0xF7)
        peer.send(0x90, 200, 100)
        peer.send(0x80, 99, 0)
        # A sysex that is never ended swallows what follows in the driver; this brings it back.
        peer.send(0xF0, 1, 2)
        peer.send(0x90, 61, 90)
        peer.send(0x80, 61, 0)
        peer.send(0xF7)
        peer.play([60, 62, 64])
        wait_until(lambda: peer.note_ons() and not peer.sounding())
        engine.process.send(RequestSnapshot())
        dropped = dict(engine.wait_for(Snapshot).health.dropped)
        assert dropped == {
            "clock": 1,
            "active sensing": 1,
            "system": 1,
            "partial": 3,
            "stray data": 1,
            "program": 2,
            "sysex": 2,
            "note-off without note-on": 1,
        }
    heard = [e.event for e in read_journal(engine.journal()).entries if isinstance(e, Heard)]
    pitches = [event.pitch for event in heard if isinstance(event, NoteOn)]
    assert pitches == [61, 60, 62, 64]
