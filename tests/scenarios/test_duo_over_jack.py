"""The product itself: a phrase into one real port, an answer in kind out of the other, in time."""

import itertools

import mido
import pytest

from antiphon_app.engine_process import COMMAND
from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.journal import read_journal
from antiphon_engine.journal_entry import Heard, Sent
from antiphon_engine.messages import Start, TakeSaved
from jack_server import PERIOD, JackServer
from peers import daw, playing, wait_until

pytestmark = pytest.mark.jack

PHRASE = [62, 65, 69, 67, 65, 64, 62, 69]
EIGHTH = 0.15
TURN_GAP = 0.3
KNOBS = {"turn_gap": TURN_GAP, "turn_gap_adaptive": False, "register": 5}


def test_a_phrase_is_answered_in_its_register_and_rhythm_within_the_turn_gap(
    jack: JackServer,
) -> None:
    with playing(Start(seed=7, params=KNOBS), COMMAND) as engine:
        with daw() as peer:
            ended = peer.play(PHRASE, EIGHTH)
            wait_until(peer.note_ons)
            began = peer.received[0][0]
            # A period of the dummy driver passes in each direction.
            assert TURN_GAP - 0.010 <= began - ended <= TURN_GAP + 0.020 + 2 * PERIOD

            wait_until(lambda: len(engine.turns()) >= 2 and not peer.sounding(), 10)
            answer = peer.note_ons()
            assert len(answer) >= 2
            assert all(min(PHRASE) - 5 <= pitch <= max(PHRASE) + 5 for pitch in answer)
            onsets = [at for at, message in peer.received if message[0] & 0xF0 == 0x90]
            iois = sorted(b - a for a, b in itertools.pairwise(onsets) if b - a > 0.03)
            assert EIGHTH / 2.5 <= iois[len(iois) // 2] <= EIGHTH * 2.5
        assert engine.process.stop() == 0

    journal = read_journal(engine.journal())
    heard = [e.event.pitch for e in journal.entries if isinstance(e, Heard) and _on(e.event)]
    sent = [e.event.pitch for e in journal.entries if isinstance(e, Sent) and _on(e.event)]
    offs = [e for e in journal.entries if isinstance(e, Sent) and isinstance(e.event, NoteOff)]
    assert journal.state == "complete"
    assert heard == PHRASE
    assert sent == answer
    assert len(offs) == len(sent)

    take = mido.MidiFile(engine.wait_for(TakeSaved).path)
    tracks = {track.name: [m.note for m in track if m.type == "note_on"] for track in take.tracks}
    assert tracks["Player"] == PHRASE
    assert tracks["Antiphon"] == answer


def test_playing_into_an_answer_stops_it_at_once(jack: JackServer) -> None:
    knobs = {"turn_gap": 0.1, "turn_gap_adaptive": False}
    with playing(Start(seed=1, params=knobs)) as engine, daw() as peer:
        peer.play([60, 62, 64, 65, 67, 69], 0.1)
        wait_until(peer.sounding)
        at = peer.send(0x90, 60, 90)
        wait_until(lambda: not peer.sounding(), 1)
        assert peer.received[-1][0] - at < 0.03
        wait_until(lambda: engine.turns()[-1].turn == "yielding", 1)
        peer.send(0x80, 60, 0)


def _on(event: object) -> bool:
    return isinstance(event, NoteOn)
