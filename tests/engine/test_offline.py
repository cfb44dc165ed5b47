import pytest

from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn, TurnChange
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Command, Entry, Heard, Sent
from antiphon_engine.offline import Input, perform, tell
from antiphon_engine.params import Params
from fakes import ScriptedMind

PHRASE: list[MidiEvent] = [
    NoteOn(0.0, 0, 60, 80),
    NoteOff(0.25, 0, 60),
    NoteOn(0.25, 0, 64, 80),
    NoteOff(0.5, 0, 64),
]


def performed(params: Params, tail: float = 5.0) -> list[Entry]:
    return perform(Performer(ScriptedMind(), params, seed=1), PHRASE, tail)


def times(entries: list[Entry], kind: type[NoteOn] | type[NoteOff]) -> list[float]:
    sent = [entry.event for entry in entries if isinstance(entry, Sent)]
    return [event.time for event in sent if isinstance(event, kind)]


def test_a_phrase_is_answered_to_the_end() -> None:
    entries = performed(Params())
    sent = [entry.event for entry in entries if isinstance(entry, Sent)]
    turns = [event.turn for event in sent if isinstance(event, TurnChange)]
    assert [entry.event for entry in entries if isinstance(entry, Heard)] == PHRASE
    assert turns == ["answering", "listening"]
    assert len(times(entries, NoteOn)) == len(times(entries, NoteOff)) > 0
    assert isinstance(entries[-1], Command)


@pytest.mark.parametrize("mode", ["duet", "solo"])
def test_a_mode_that_goes_on_alone_stops_after_the_tail(mode: str) -> None:
    entries = performed(Params(mode=mode), tail=6.0)
    assert len(times(entries, NoteOn)) == len(times(entries, NoteOff)) > 0
    assert max(times(entries, NoteOff)) < 6.6


def test_commands_are_obeyed_in_their_turn() -> None:
    performer = Performer(ScriptedMind(), Params(), seed=1)
    commands = [
        Command(0.1, "set_params", {"temperature": 2.0}),
        Command(0.6, "forget"),
        Command(0.7, "panic"),
        Command(0.8, "release"),
    ]
    told: list[Input] = sorted([*PHRASE, *commands], key=lambda told: told.time)
    entries = tell(performer, told)
    assert [entry for entry in entries if isinstance(entry, Command)] == commands
    assert performer.params.temperature == 2.0


def test_an_input_behind_its_time_happens_now() -> None:
    performer = Performer(ScriptedMind(), Params(), seed=1)
    performer.advance(2.0)
    assert tell(performer, PHRASE[:1]) == [Heard(NoteOn(2.0, 0, 60, 80))]
