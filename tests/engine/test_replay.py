from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.errors import UserError
from antiphon_engine.journal import Journal, JournalWriter, read_journal
from antiphon_engine.journal_entry import Command, CommandName, Entry, Sent, Session, TookUpTaste
from antiphon_engine.offline import Input, tell
from antiphon_engine.params import Params, changed, differences
from antiphon_engine.replay import first_difference, refuse_other_tastes, replay
from antiphon_models.learned_taste import LearnedTaste
from fakes import ScriptedMind

PARAMS = Params(temperature=1.5, answer_length="8 notes")
INPUTS: list[Input] = [
    NoteOn(0.1, 0, 60, 80),
    NoteOff(0.3, 0, 60),
    NoteOn(0.3, 0, 64, 80),
    NoteOff(0.5, 0, 64),
    Command(1.6, "set_params", {"register": 3}),
    NoteOn(1.7, 0, 67, 80),
    Control(1.8, 0, 64, 127),
    NoteOff(2.0, 0, 67),
    Control(2.1, 0, 64, 0),
]


def mind() -> ScriptedMind:
    return ScriptedMind(wander=5)


def session(params: Params = PARAMS, seed: int = 3) -> Session:
    return Session(seed, "scripted", differences(params), "", "0.1.0")


def live(
    params: Params, inputs: list[Input], pulse: float, end: float, is_late: bool = False
) -> list[Entry]:
    """What a live loop would journal that wakes every `pulse` seconds, and may hear late."""
    performer = Performer(mind(), params, 3)
    entries: list[Entry] = []
    told, now = sorted(inputs, key=lambda told: told.time), 0.0
    while now < end:
        now += pulse
        due = [each for each in told if each.time <= now]
        told = told[len(due) :]
        if is_late:
            entries += map(Sent, performer.advance(now))
        entries += tell(performer, due)
        entries += map(Sent, performer.advance(now))
    return entries


def test_a_session_that_was_ended_comes_out_the_same(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.jsonl", session())
    entries = live(PARAMS, [*INPUTS, Command(4.0, "release")], pulse=0.013, end=4.0)
    for entry in entries:
        writer.append(entry)
    writer.close(4.1)
    journal = read_journal(tmp_path / "a.jsonl")
    again = replay(journal, mind())
    assert sum(isinstance(e, Sent) and isinstance(e.event, NoteOn) for e in again) > 4
    assert again == entries
    assert first_difference(journal, again) is None


@pytest.mark.parametrize("kept", [0, 1, 4, 9, 12, 20])
def test_a_session_that_broke_off_comes_out_the_same_as_far_as_it_goes(kept: int) -> None:
    entries = live(PARAMS, INPUTS, pulse=0.05, end=4.0)[:kept]
    journal = Journal(Path("a.jsonl"), session(), tuple(entries))
    assert first_difference(journal, replay(journal, mind())) is None


def test_another_seed_is_noticed() -> None:
    entries = live(PARAMS, INPUTS, pulse=0.05, end=4.0)
    journal = Journal(Path("a.jsonl"), session(seed=6), tuple(entries))
    difference = first_difference(journal, replay(journal, mind()))
    assert difference is not None
    assert difference.startswith("event 2 was {")


def test_a_taste_that_was_taken_up_chooses_in_the_replay_too() -> None:
    params = Params(answer_length="8 notes", turn_gap=0.5, turn_gap_adaptive=False)
    told = [*INPUTS, TookUpTaste(1.2, LearnedTaste({"height": 1.0}, 5, 5))]
    with_it, without = (live(params, inputs, 0.013, 5.0) for inputs in (told, INPUTS))
    assert [each for each in with_it if not isinstance(each, TookUpTaste)] != without
    journal = Journal(Path("a.jsonl"), session(params), tuple(with_it))
    assert replay(journal, mind()) == with_it


def test_a_taste_of_another_version_is_refused_in_one_line() -> None:
    entries = (TookUpTaste(0.0, LearnedTaste({"leap": 1.0, "swing": 1.0}, 5, 5)),)
    with pytest.raises(UserError) as refused:
        refuse_other_tastes(Journal(Path("a.jsonl"), session(), entries))
    assert str(refused.value) == (
        "a.jsonl: was played with a taste for 'swing', which this version does not know; "
        "use the version of Antiphon that wrote it"
    )


times = st.floats(min_value=0.0, max_value=6.0)
pitches = st.integers(58, 64)
changes = st.sampled_from(
    [
        {"mode": "duet"},
        {"mode": "solo"},
        {"mode": "answer"},
        {"turn_gap": 0.1},
        {"barge_in": "overlap"},
        {"output_offset_ms": -30.0},
        {"answer_length": "1 bar"},
        {"answer_at": "beat"},
        {"trade": "2 bars"},
        {"tempo_bpm": 90.0},
    ]
)
midi_events: st.SearchStrategy[MidiEvent] = (
    st.builds(NoteOn, times, st.just(0), pitches, st.integers(1, 127))
    | st.builds(NoteOff, times, st.just(0), pitches)
    | st.builds(Control, times, st.just(0), st.just(64), st.sampled_from([0, 127]))
)
commands = st.builds(Command, times, st.just("set_params"), changes) | st.builds(
    Command, times, st.sampled_from(sorted(set(get_args(CommandName)) - {"set_params"}))
)


tastes = st.builds(
    TookUpTaste,
    times,
    st.sampled_from([LearnedTaste(), LearnedTaste({"height": 1.0, "leap": -0.3}, 5, 5)]),
)


@given(
    st.lists(midi_events | commands | tastes, max_size=20),
    changes,
    st.floats(0.01, 0.5),
    st.booleans(),
)
def test_any_session_comes_out_the_same(
    inputs: list[Input], knobs: dict[str, object], pulse: float, is_late: bool
) -> None:
    params = changed(PARAMS, knobs)
    entries = live(params, inputs, pulse, 7.0, is_late)
    journal = Journal(Path("a.jsonl"), session(params), tuple(entries))
    assert first_difference(journal, replay(journal, mind())) is None
