"""Each of the papers' systems on stage: a phrase into a real port, its answer out of another."""

from functools import partial

import mido
import pytest

from antiphon_app.engine_process import COMMAND
from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.journal import read_journal
from antiphon_engine.journal_entry import Sent
from antiphon_engine.messages import (
    ParamsChanged,
    Ready,
    Scalar,
    SetParams,
    Start,
    TakeSaved,
    Trouble,
)
from antiphon_engine.replay import first_difference, replay, voices_used
from antiphon_engine.session_start import load_mind
from antiphon_models.systems.catalogue import NAMES, OWN
from jack_server import JackServer
from peers import Daw, Watched, daw, playing, wait_until

pytestmark = pytest.mark.jack

PHRASE = [62, 65, 69, 67, 65, 64, 62, 69]
KNOBS: dict[str, Scalar] = {
    "turn_gap": 0.3,
    "turn_gap_adaptive": False,
    "register": 5,
    "answer_length": "8 notes",
}
OTHERS = NAMES[1:]


def _is_chosen(engine: Watched, model: str) -> bool:
    return engine.all(ParamsChanged)[-1].params.get("model", OWN) == model


def heard_out(engine: Watched, peer: Daw, exchanges: int) -> None:
    wait_until(lambda: len(engine.turns()) >= 2 * exchanges and not peer.sounding(), 20)


@pytest.mark.parametrize("model", OTHERS)
def test_a_phrase_is_answered_by_the_system_that_was_chosen(jack: JackServer, model: str) -> None:
    with playing(Start(seed=7, params=KNOBS | {"model": model}), COMMAND) as engine:
        with daw() as peer:
            peer.play(PHRASE, 0.15)
            heard_out(engine, peer, 1)
            answer = peer.note_ons()
            assert len(answer) == 8
            assert all(min(PHRASE) - 5 <= pitch <= max(PHRASE) + 5 for pitch in answer)
        assert engine.process.stop() == 0
    assert model in engine.all(Ready)[0].models
    assert engine.all(Trouble) == []

    journal = read_journal(engine.journal())
    sent = [entry.event for entry in journal.entries if isinstance(entry, Sent)]
    assert [event.pitch for event in sent if isinstance(event, NoteOn)] == answer
    assert sum(isinstance(event, NoteOff) for event in sent) == len(answer)
    take = mido.MidiFile(engine.wait_for(TakeSaved).path)
    tracks = {track.name: [m.note for m in track if m.type == "note_on"] for track in take.tracks}
    assert tracks["Player"] == PHRASE
    assert tracks["Antiphon"] == answer
    again = replay(journal, load_mind(None, voices_used(journal)))
    assert first_difference(journal, again) is None


def test_the_system_is_changed_between_two_phrases_and_the_session_goes_on(
    jack: JackServer,
) -> None:
    with playing(Start(seed=7, params=KNOBS), COMMAND) as engine:
        with daw() as peer:
            for number, model in enumerate((*OTHERS, OWN), start=1):
                engine.process.send(SetParams({"model": model}))
                wait_until(partial(_is_chosen, engine, model))
                peer.play(PHRASE, 0.12)
                heard_out(engine, peer, number)
        assert engine.process.stop() == 0
    assert engine.all(Trouble) == []
    journal = read_journal(engine.journal())
    again = replay(journal, load_mind(None, voices_used(journal)))
    assert first_difference(journal, again) is None
