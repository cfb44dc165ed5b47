from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antiphon_engine.core.cue import Cue
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import akin, kinship
from antiphon_engine.core.traits import traits
from antiphon_engine.journal import Journal, JournalWriter
from antiphon_engine.journal_entry import Command, Entry, Rated, Sent, Session
from antiphon_engine.offline import Input, tell
from antiphon_engine.params import Params, changed, differences
from antiphon_engine.taste_examples import Example, collect, examples_of
from fakes import ScriptedMind, proposals

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SCRIPT = proposals(72, 74, 76, 77, 79, 76)


def call(*pitches: int, at: float = 1.0) -> list[MidiEvent]:
    return [
        event
        for number, pitch in enumerate(pitches)
        for event in (
            NoteOn(at + number / 4, 0, pitch, 80),
            NoteOff(at + number / 4 + 0.2, 0, pitch),
        )
    ]


class Stage:
    """A session that is told things; what its drafts were rated for is kept."""

    def __init__(self, **knobs: object) -> None:
        self.params = changed(Params(), {"turn_gap_adaptive": False, **knobs})
        self.rated: list[tuple[Cue, list[Planned]]] = []
        self.performer = Performer(ScriptedMind(SCRIPT, wander=5), self.params, 1, self.rate)
        self.entries: list[Entry] = []

    def rate(self, cue: Cue, answer: list[Planned]) -> float:
        self.rated.append((cue, answer))
        return akin(cue, answer)

    def tell(self, *told: Input) -> None:
        self.entries += tell(self.performer, told)

    def wait(self, until: float) -> None:
        self.entries += map(Sent, self.performer.advance(until))

    def mark(self, answer: int, is_good: bool = True) -> None:
        self.entries.append(Rated(self.performer.now, answer, is_good))

    def journal(self) -> Journal:
        session = Session(1, "scripted", differences(self.params), NOON.isoformat(), "0.1.0")
        return Journal(Path("a.jsonl"), session, tuple(self.entries))

    def examples(self) -> list[Example]:
        return examples_of(self.journal())[0]


def pitches(example: Example) -> list[int]:
    return [planned.thought.pitch for planned in example.answer]


def told(cue: Cue, answer: tuple[Planned, ...]) -> dict[str, float]:
    return traits(cue, answer, kinship(cue, answer))


@pytest.mark.parametrize("knobs", [{}, {"transpose": 7}, {"output_offset_ms": 20.0}])
def test_what_is_learned_from_has_the_traits_that_the_draft_was_rated_by(
    knobs: dict[str, object],
) -> None:
    stage = Stage(**knobs)
    stage.tell(*call(60, 64, 67, 65))
    stage.wait(12.0)
    stage.mark(1)
    (example,) = stage.examples()
    # All eight drafts to the whole phrase were rated, and the best is the one that sounded.
    whole = [(cue, answer) for cue, answer in stage.rated if len(cue.phrase) == 4]
    cue, answer = max(whole, key=lambda each: akin(*each))
    assert pitches(example) == [planned.thought.pitch for planned in answer]
    assert [note.pitch for note in example.cue.phrase] == [60, 64, 67, 65]
    assert told(example.cue, example.answer) == pytest.approx(told(cue, tuple(answer)), abs=1e-6)


def test_of_several_marks_on_one_answer_the_last_counts() -> None:
    stage = Stage()
    stage.tell(*call(60, 64, 67, 65))
    stage.wait(8.0)
    stage.mark(1)
    stage.mark(1, is_good=False)
    assert [example.is_good for example in stage.examples()] == [False]


def test_each_answer_is_to_its_own_phrase_and_one_unmarked_teaches_nothing() -> None:
    stage = Stage()
    for number, first in enumerate((60, 50, 70)):
        stage.tell(*call(first, first + 4, first + 7, at=1.0 + 10 * number))
        stage.wait(9.0 + 10 * number)
    stage.mark(3, is_good=False)
    stage.mark(1)
    first, third = stage.examples()
    assert [note.pitch for note in first.cue.phrase] == [60, 64, 67]
    assert [note.pitch for note in third.cue.phrase] == [70, 74, 77]
    # Lately is longer than a phrase.
    assert [note.pitch for note in third.cue.lately] == [60, 64, 67, 50, 54, 57, 70, 74, 77]
    assert (first.is_good, third.is_good) == (True, False)


def test_another_answer_to_the_same_phrase_is_an_answer_to_it() -> None:
    stage = Stage()
    stage.tell(*call(60, 64, 67))
    stage.wait(8.0)
    stage.tell(Command(8.0, "again"))
    stage.wait(16.0)
    stage.mark(2)
    (example,) = stage.examples()
    assert [note.pitch for note in example.cue.phrase] == [60, 64, 67]


def test_an_answer_that_was_cut_off_counts_as_far_as_it_sounded() -> None:
    stage = Stage(answer_length="16 notes", turn_gap=0.5)
    stage.tell(*call(60, 64, 67))
    stage.wait(2.9)
    stage.tell(NoteOn(2.9, 0, 60, 80))
    stage.mark(1)
    (example,) = stage.examples()
    sent = [e.event for e in stage.entries if isinstance(e, Sent) and isinstance(e.event, NoteOn)]
    assert 2 <= len(sent) < 16
    assert len(example.answer) == len(sent)


def test_what_is_no_answer_to_a_phrase_is_passed_over_and_counted() -> None:
    stage = Stage(mode="duet")
    stage.tell(*call(60, 64, 67))
    stage.wait(8.0)
    stage.mark(1)
    stage.mark(77)
    assert examples_of(stage.journal()) == ([], 2)


def written(folder: Path, name: str, started: datetime, is_good: bool | None = True) -> Path:
    stage = Stage()
    stage.tell(*call(60, 64, 67))
    stage.wait(8.0)
    if is_good is not None:
        stage.mark(1, is_good)
    session = Session(1, "scripted", differences(stage.params), started.isoformat(), "0.1.0")
    writer = JournalWriter(folder / name, session)
    for entry in stage.entries:
        writer.append(entry)
    writer.close(9.0)
    return folder / name


def test_all_sessions_of_this_machine_are_collected_in_order(tmp_path: Path) -> None:
    written(tmp_path, "b.jsonl", NOON, is_good=False)
    written(tmp_path, "a.jsonl", NOON - timedelta(days=1))
    written(tmp_path, "c.jsonl", NOON, is_good=None)
    collected = collect(tmp_path)
    assert [example.is_good for example in collected.examples] == [True, False]
    assert (collected.damaged, collected.skipped) == ([], 0)
    assert collect(tmp_path / "nowhere").examples == []


def test_marks_from_before_a_time_do_not_count(tmp_path: Path) -> None:
    written(tmp_path, "a.jsonl", NOON - timedelta(seconds=20))
    written(tmp_path, "b.jsonl", NOON - timedelta(seconds=5), is_good=False)
    # The mark is made at the eighth second.
    assert [each.is_good for each in collect(tmp_path, NOON).examples] == [False]
    assert len(collect(tmp_path, NOON - timedelta(minutes=1)).examples) == 2


def test_a_damaged_journal_is_named_and_the_rest_is_learned_from(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", NOON)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b"nonsense\n", *lines[1:]]))
    written(tmp_path, "b.jsonl", NOON)
    collected = collect(tmp_path)
    assert len(collected.examples) == 1
    assert collected.damaged == [f"{path}: line 2: this is not JSON; its marks are lost"]
