from queue import SimpleQueue
from typing import TypeVar

import pytest

from antiphon_engine.clock import ManualClock
from antiphon_engine.control import Controllers
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Command, CommandName, Entry, Heard, Sent
from antiphon_engine.loop import Item, Loop, Outlets, PortsLost
from antiphon_engine.messages import (
    ChoosePorts,
    Health,
    Panic,
    ParamsChanged,
    Played,
    PlayNote,
    PortsChanged,
    RequestSnapshot,
    SetParams,
    Snapshot,
    Stop,
    Telemetry,
    Trouble,
    TurnChanged,
)
from antiphon_engine.params import Params
from fakes import ScriptedMind, proposals

Kind = TypeVar("Kind")


class Stage:
    """A loop on a manual clock, and all that comes out of it."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.inbox: SimpleQueue[Item] = SimpleQueue()
        self.sent: list[MidiEvent] = []
        self.written: list[Entry] = []
        self.told: list[Telemetry] = []
        self.chosen: list[ChoosePorts] = []
        params = Params(turn_gap=0.3, turn_gap_adaptive=False)
        self.performer = Performer(ScriptedMind(proposals(72, 74)), params, 1)
        outlets = Outlets(
            send=self.sent.append,
            write=self.written.append,
            tell=self.told.append,
            choose_ports=self.chosen.append,
            snapshot=lambda performer, _controllers: _snapshot(performer),
            echo=lambda: None,
            entrance=lambda _due: None,
        )
        self.loop = Loop(self.performer, Controllers(()), self.clock, outlets, self.inbox)

    def at(self, time: float, *items: Item) -> None:
        """Let the loop wake at `time` and find these."""
        self.clock.set(time)
        for item in items:
            self.inbox.put(item)
        self.loop.wait_and_work()

    def run_until(self, end: float) -> None:
        """Let the loop wake whenever something is due, up to `end`."""
        while (due := self.performer.next_due()) <= end:
            self.at(max(due, self.clock.now()))
        self.clock.set(end)

    def all(self, kind: type[Kind]) -> list[Kind]:
        return [message for message in self.told if isinstance(message, kind)]


def _snapshot(performer: Performer) -> Snapshot:
    return Snapshot(
        performer.now, 1, "", performer.turn, 0, {}, PortsChanged(None, None, None), Health()
    )


@pytest.fixture
def stage() -> Stage:
    return Stage()


def phrase(stage: Stage) -> None:
    for number, pitch in enumerate((60, 62, 64)):
        onset = 0.2 * number
        stage.at(onset + 0.001, NoteOn(onset, 0, pitch, 90))
        stage.at(onset + 0.151, NoteOff(onset + 0.15, 0, pitch))


def test_a_phrase_is_answered_and_everything_is_written_and_told(stage: Stage) -> None:
    phrase(stage)
    stage.run_until(3.0)
    assert [event.pitch for event in stage.sent if isinstance(event, NoteOn)][:2] == [72, 74]
    assert len([e for e in stage.written if isinstance(e, Heard)]) == 6
    assert [
        e.event for e in stage.written if isinstance(e, Sent) and e.event in stage.sent
    ] == stage.sent
    assert [message.turn for message in stage.all(TurnChanged)] == ["answering", "listening"]
    assert [m.pitch for m in stage.all(Played) if m.velocity][:2] == [72, 74]


def test_notes_are_heard_at_their_own_time_even_when_the_loop_wakes_late(stage: Stage) -> None:
    stage.at(0.5, NoteOn(0.1, 0, 60, 90), NoteOff(0.2, 0, 60), NoteOn(0.3, 0, 62, 90))
    heard = [entry.event.time for entry in stage.written if isinstance(entry, Heard)]
    assert heard == [0.1, 0.2, 0.3]


def test_a_note_from_the_past_is_written_as_it_was_taken(stage: Stage) -> None:
    stage.at(1.0, NoteOn(0.9, 0, 60, 90))
    stage.at(1.1, NoteOff(0.95, 0, 60))
    assert [entry.event.time for entry in stage.written if isinstance(entry, Heard)] == [0.9, 1.0]


def test_playing_into_an_answer_ends_it(stage: Stage) -> None:
    phrase(stage)
    stage.run_until(0.86)
    stage.at(0.861, NoteOn(0.86, 0, 67, 90))
    assert [(type(e), round(e.time, 3)) for e in stage.sent] == [(NoteOn, 0.85), (NoteOff, 0.86)]
    assert [message.turn for message in stage.all(TurnChanged)] == ["answering", "yielding"]


def test_turned_knobs_are_written_told_and_obeyed(stage: Stage) -> None:
    stage.at(0.5, SetParams({"temperature": 2.0}))
    assert stage.performer.params.temperature == 2.0
    assert stage.written == [Command(0.5, "set_params", {"temperature": 2.0})]
    turned = ParamsChanged({"temperature": 2.0, "turn_gap": 0.3, "turn_gap_adaptive": False})
    assert stage.all(ParamsChanged)[-1] == turned


def test_a_knob_that_does_not_fit_is_one_line_and_changes_nothing(stage: Stage) -> None:
    stage.at(0.5, SetParams({"temperature": 99.0}))
    assert stage.all(Trouble) == [Trouble("temperature must be from 0.1 to 10, not 99.0")]
    assert stage.written == []


@pytest.mark.parametrize(("item", "name"), [(Panic(), "panic"), (PortsLost(), "release")])
def test_what_ends_an_answer_sends_its_note_offs(
    stage: Stage, item: Item, name: CommandName
) -> None:
    phrase(stage)
    stage.run_until(0.95)
    assert stage.performer.sounding
    stage.at(1.0, item)
    ons = [event.pitch for event in stage.sent if isinstance(event, NoteOn)]
    offs = [event.pitch for event in stage.sent if isinstance(event, NoteOff)]
    assert sorted(ons) == sorted(offs)
    assert Command(1.0, name) in stage.written


def test_keys_on_the_screen_are_heard_like_any_other(stage: Stage) -> None:
    stage.at(0.5, PlayNote(60, 90))
    stage.at(0.75, PlayNote(60, 0))
    assert stage.written == [Heard(NoteOn(0.5, 0, 60, 90)), Heard(NoteOff(0.75, 0, 60))]


def test_a_snapshot_is_told_and_ports_are_passed_on(stage: Stage) -> None:
    stage.at(0.5, RequestSnapshot(), ChoosePorts("Keys", None))
    assert isinstance(stage.told[0], Snapshot)
    assert stage.chosen == [ChoosePorts("Keys", None)]


def test_stopping_releases_everything_and_ends_the_thread(stage: Stage) -> None:
    phrase(stage)
    stage.run_until(0.95)
    stage.inbox.put(Stop())
    stage.loop.thread.start()
    assert stage.loop.ended.wait(5)
    assert stage.performer.sounding == []
    assert isinstance(stage.written[-1], Command | Sent)


def test_a_loop_that_fails_says_that_it_has_ended(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_now: float) -> list[MidiEvent]:
        raise RuntimeError("broken")

    monkeypatch.setattr("threading.excepthook", lambda _args: None)
    monkeypatch.setattr(stage.performer, "advance", fail)
    stage.inbox.put(Stop())
    stage.loop.thread.start()
    assert stage.loop.ended.wait(5)
