from pathlib import Path
from queue import SimpleQueue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine import journal_entry as journal
from antiphon_engine.clock import ManualClock
from antiphon_engine.control import Controllers
from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal import Journal
from antiphon_engine.loop import Item, Loop, Outlets, PortsLost
from antiphon_engine.loop_report import grid_of, state_of
from antiphon_engine.messages import (
    ChoosePorts,
    ControlMap,
    ControlsChanged,
    Expecting,
    Forget,
    Freeze,
    Health,
    Learn,
    MapControls,
    Message,
    Mute,
    Panic,
    ParamsChanged,
    PlanChanged,
    PlayNote,
    PortsChanged,
    Rate,
    RequestSnapshot,
    Retry,
    SetParams,
    Snapshot,
    Stop,
    Tap,
    Trouble,
    TurnChanged,
    Undo,
)
from antiphon_engine.params import Params, differences
from antiphon_engine.replay import first_difference, replay
from fakes import ScriptedMind

PHRASE: list[MidiEvent] = [
    NoteOn(0.1, 0, 60, 90),
    NoteOff(0.3, 0, 60),
    NoteOn(0.35, 0, 64, 90),
    NoteOff(0.5, 0, 64),
]


class Desk:
    """A loop without its thread, and all that it hands out, in order."""

    def __init__(self, params: Params | None = None, controls: tuple[ControlMap, ...] = ()) -> None:
        self.params = params or Params(answer_length="4 notes")
        self.clock = ManualClock()
        self.sent: list[MidiEvent] = []
        self.written: list[journal.Entry] = []
        self.told: list[Message] = []
        self.order: list[str] = []
        self.chosen: list[ChoosePorts] = []
        self.echoes = 0
        self.entrances: list[float] = []
        self._inbox: SimpleQueue[Item] = SimpleQueue()
        self.performer = Performer(ScriptedMind(wander=3), self.params, seed=3)
        outlets = Outlets(
            send=self._send,
            write=self.written.append,
            tell=self._tell,
            choose_ports=self.chosen.append,
            snapshot=_snapshot,
            echo=self._echo,
            entrance=self.entrances.append,
        )
        self.loop = Loop(self.performer, Controllers(controls), self.clock, outlets, self._inbox)

    def _send(self, event: MidiEvent) -> None:
        self.sent.append(event)
        self.order.append("sent")

    def _tell(self, message: Message) -> None:
        self.told.append(message)
        self.order.append("told")

    def _echo(self) -> None:
        self.echoes += 1

    def take(self, *items: Item, at: float | None = None) -> None:
        """Let the loop wake up to these."""
        if at is not None:
            self.clock.set(at)
        for item in items:
            self._inbox.put(item)
        self.loop.wait_and_work()

    def play(self, events: list[MidiEvent], until: float) -> None:
        """Let the loop hear events at their times, and go on as long as something is due."""
        for event in events:
            self.take(event, at=max(event.time, self.clock.now()))
        while (due := self.performer.next_due()) <= until:
            self.clock.set(max(due, self.clock.now()))
            self.loop.wait_and_work()
        self.clock.set(max(until, self.clock.now()))

    def all(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.told if isinstance(message, kind)]

    def commands(self) -> list[str]:
        return [entry.name for entry in self.written if isinstance(entry, journal.Command)]

    def journal(self) -> Journal:
        session = journal.Session(3, "scripted", differences(self.params), "", "0.1.0")
        return Journal(Path("a.jsonl"), session, tuple(self.written))


def _snapshot(performer: Performer, controllers: Controllers) -> Snapshot:
    return Snapshot(
        time=performer.now,
        seed=3,
        journal="a.jsonl",
        turn=performer.turn,
        answer=performer.answer,
        params=differences(performer.params),
        ports=PortsChanged(None, None, None),
        health=Health(),
        grid=grid_of(performer),
        state=state_of(performer),
        controls=controllers.state,
    )


def test_a_phrase_is_answered_and_the_window_is_told_after_the_port() -> None:
    desk = Desk()
    desk.play(PHRASE, until=3.0)
    assert sum(isinstance(event, NoteOn) for event in desk.sent) == 4
    turns = [message.turn for message in desk.told if isinstance(message, TurnChanged)]
    assert turns == ["answering", "listening"]
    assert desk.entrances == [desk.sent[0].time]
    assert [message for message in desk.all(PlanChanged) if message.notes]  # type: ignore[union-attr]
    # Whatever is due goes out before any word about it.
    first = desk.order.index("sent")
    assert desk.order[first : first + 2] == ["sent", "told"]
    assert desk.order[:first].count("told") > 0


def test_expectations_are_told_when_a_note_was_heard_and_not_too_often() -> None:
    desk = Desk()
    desk.take(NoteOn(0.1, 0, 60, 90), at=0.1)
    assert len(desk.all(Expecting)) == 1
    desk.take(NoteOn(0.12, 0, 64, 90), at=0.12)
    assert len(desk.all(Expecting)) == 1
    desk.take(NoteOff(0.17, 0, 64), at=0.17)
    assert len(desk.all(Expecting)) == 2
    desk.take(NoteOff(0.3, 0, 60), at=0.3)
    assert len(desk.all(Expecting)) == 2


def test_every_wish_of_the_window_is_journalled() -> None:
    desk = Desk()
    desk.play(PHRASE, until=1.0)
    wishes: list[Item] = [
        Retry("again"),
        Retry("more"),
        Retry("else"),
        Undo(),
        Freeze(True),
        Freeze(False),
        Mute(True),
        Mute(False),
        Tap(),
        SetParams({"temperature": 2.0}),
        Panic(),
        Forget(),
        PortsLost(),
    ]
    for number, wish in enumerate(wishes):
        desk.take(wish, at=1.0 + 0.1 * number)
    assert desk.commands() == [
        *("again", "more", "else", "undo", "freeze", "thaw", "mute", "unmute", "tap"),
        *("set_params", "panic", "forget", "release"),
    ]


def test_tapped_tempo_is_told_as_a_knob() -> None:
    desk = Desk(Params())
    for number in range(4):
        desk.take(Tap(), at=1.0 + 0.75 * number)
    assert desk.all(ParamsChanged)[-1] == ParamsChanged({"tempo_bpm": 80.0})


def test_a_wrong_knob_is_refused_in_one_line() -> None:
    desk = Desk()
    desk.take(SetParams({"temperature": 99.0}), at=1.0)
    (trouble,) = desk.all(Trouble)
    assert isinstance(trouble, Trouble)
    assert "temperature must be from 0.1 to 10, not 99" in trouble.text
    assert desk.commands() == []


def test_an_answer_is_rated_if_there_is_one() -> None:
    desk = Desk()
    desk.take(Rate(1, True), at=0.05)
    assert desk.all(Trouble) == [Trouble("there is no answer 1 to rate")]
    desk.play(PHRASE, until=2.0)
    desk.take(Rate(1, False), at=2.5)
    assert desk.written[-1] == journal.Rated(2.5, 1, is_good=False)


def test_a_controller_is_learnt_and_turns_its_knob_and_is_no_longer_music() -> None:
    desk = Desk(Params())
    desk.take(Control(0.1, 0, 21, 5), at=0.1)
    assert desk.written == [journal.Heard(Control(0.1, 0, 21, 5))]
    desk.take(Learn("rest_weight"), at=0.2)
    assert desk.all(ControlsChanged)[-1] == ControlsChanged((), "rest_weight")
    # The knob stands at 0.9, which is position 57.15.
    for position in (40, 50, 60):
        desk.take(Control(0.3, 0, 21, position), at=0.3)
    assert desk.all(ControlsChanged)[-1] == ControlsChanged((ControlMap("rest_weight", 0, 21),))
    assert desk.written[1:] == [
        journal.Command(0.3, "set_params", {"rest_weight": 0.9449}),
    ]
    assert desk.all(ParamsChanged)[-1] == ParamsChanged({"rest_weight": 0.9449})


def test_controllers_that_turn_nothing_known_are_named() -> None:
    desk = Desk()
    desk.take(MapControls((ControlMap("loudness", 0, 7),)), at=0.1)
    desk.take(Learn("loudness"), at=0.2)
    texts = [message.text for message in desk.told if isinstance(message, Trouble)]
    assert texts[0] == "no controller can turn 'loudness', which is no parameter"
    assert texts[1].startswith("'loudness' is not a parameter; there are temperature,")


def test_a_snapshot_holds_everything_and_the_plan_follows() -> None:
    desk = Desk(controls=(ControlMap("temperature", 2, 3),))
    desk.take(Freeze(True), at=0.1)
    before = len(desk.all(PlanChanged))
    desk.take(RequestSnapshot(), at=0.2)
    (snapshot,) = desk.all(Snapshot)
    assert isinstance(snapshot, Snapshot)
    assert snapshot.state.is_frozen
    assert snapshot.controls.controls == (ControlMap("temperature", 2, 3),)
    assert len(desk.all(PlanChanged)) == before + 1


def test_what_comes_back_is_an_echo_but_what_is_clicked_is_not() -> None:
    desk = Desk(Params(answer_length="8 notes", barge_in="overlap"))
    desk.play(PHRASE, until=2.2)
    notes = [event for event in desk.sent if isinstance(event, NoteOn)][-4:]
    assert [note.time > 2.2 - 1.3 for note in notes] == [True] * 4
    for note in notes:
        desk.loop._take_midi(NoteOn(note.time + 0.01, 0, note.pitch, note.velocity))
    assert desk.echoes == 1
    clicked = Desk(Params(answer_length="8 notes", barge_in="overlap"))
    clicked.play(PHRASE, until=1.0)
    for note in [event for event in clicked.sent if isinstance(event, NoteOn)]:
        clicked.take(PlayNote(note.pitch, note.velocity), at=clicked.clock.now() + 0.001)
    assert clicked.echoes == 0


def test_ports_are_chosen_by_whoever_keeps_them() -> None:
    desk = Desk()
    desk.take(ChoosePorts("a", None), at=0.1)
    assert desk.chosen == [ChoosePorts("a", None)]


times = st.floats(min_value=0.0, max_value=5.0)
musical = (
    st.builds(NoteOn, times, st.just(0), st.integers(58, 64), st.integers(1, 127))
    | st.builds(NoteOff, times, st.just(0), st.integers(58, 64))
    | st.builds(Control, times, st.just(0), st.sampled_from([1, 64]), st.integers(0, 127))
)
wishes = st.one_of(
    st.builds(PlayNote, st.integers(58, 64), st.integers(0, 127)),
    st.builds(Retry, st.sampled_from(["again", "more", "else"])),
    st.builds(Freeze, st.booleans()),
    st.builds(Mute, st.booleans()),
    st.builds(
        SetParams,
        st.sampled_from(
            [{"mode": "duet"}, {"mode": "solo"}, {"answer_at": "beat"}, {"trade": "2 bars"}]
        ),
    ),
    st.builds(Rate, st.integers(0, 2), st.booleans()),
    st.sampled_from(
        [Undo(), Tap(), Tap(), Panic(), Forget(), PortsLost(), RequestSnapshot(), Learn("window")]
    ),
)


@pytest.mark.parametrize("controls", [(), (ControlMap("temperature", 0, 1),)])
@given(items=st.lists(st.tuples(times, musical | wishes), max_size=25))
def test_any_session_at_the_loop_is_replayed_to_the_note(
    controls: tuple[ControlMap, ...], items: list[tuple[float, Item]]
) -> None:
    desk = Desk(Params(answer_length="4 notes", turn_gap=0.2), controls)
    for time, item in sorted(items, key=lambda each: each[0]):
        desk.play([], until=time)
        desk.take(item)
    desk.play([], until=6.0)
    desk.take(Stop())
    desk.loop._obey(journal.Command(6.0, "release"))
    assert first_difference(desk.journal(), replay(desk.journal(), ScriptedMind(wander=3))) is None
    sounding = set()
    for event in desk.sent:
        if isinstance(event, NoteOn):
            sounding.add((event.channel, event.pitch))
        elif isinstance(event, NoteOff):
            sounding.discard((event.channel, event.pitch))
    assert sounding == set()
