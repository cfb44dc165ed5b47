"""A whole live session over memory ports: all threads, real time, no driver."""

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from antiphon_engine.clock import Clock, ManualClock, SystemClock
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal import JournalWriter, read_journal
from antiphon_engine.journal_entry import Session, TookUpTaste
from antiphon_engine.live import LiveSession, Wishes
from antiphon_engine.loop import Item
from antiphon_engine.messages import (
    Heartbeat,
    RequestSnapshot,
    Snapshot,
    Stop,
    TasteChanged,
    Telemetry,
)
from antiphon_engine.midi_system import MemorySystem
from antiphon_engine.params import Params
from antiphon_engine.replay import first_difference, replay
from antiphon_engine.taste_file import KeptTaste, write_taste
from antiphon_models.learned_taste import LearnedTaste
from fakes import ScriptedMind
from peers import wait_until

SESSION = Session(1, "scripted", {"turn_gap": 0.1}, "2026-11-20T12:00:00+00:00", "0.1.0")


class Room:
    """A session with everything it says and plays."""

    def __init__(self, folder: Path, clock: Clock, taste: Path | None = None) -> None:
        self.dropped = 0
        self.told: list[Telemetry] = []
        self.inbox: SimpleQueue[Item] = SimpleQueue()
        self.system = MemorySystem()
        self.journal = JournalWriter(folder / "session.jsonl", SESSION)
        self.session = LiveSession(
            performer=Performer(ScriptedMind(), Params(turn_gap=0.1), 1),
            clock=clock,
            journal=self.journal,
            open_system=lambda: self.system,
            reports=self,
            inbox=self.inbox,
            wishes=Wishes(seed=1, taste=taste),
        )

    def post(self, message: Telemetry) -> None:
        self.told.append(message)

    def all(self, kind: type) -> list[Telemetry]:
        return [message for message in list(self.told) if isinstance(message, kind)]

    def finish(self) -> None:
        self.inbox.put(Stop())
        self.session.loop.ended.wait(5)
        self.session.finish()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path, SystemClock())
    room.session.start()
    yield room
    room.finish()


def play(room: Room, *pitches: int) -> None:
    port = room.system.opened_inputs[-1]
    for pitch in pitches:
        port.feed([0x90, pitch, 90])
        port.feed([0x80, pitch, 0], 0.05)


def sent(room: Room, status: int) -> Callable[[], list[int]]:
    return lambda: [m[1] for m in room.system.opened_outputs[-1].sent if m[0] & 0xF0 == status]


def test_a_phrase_is_answered_every_note_ended_and_the_journal_replays_to_the_note(
    room: Room,
) -> None:
    play(room, 60, 62, 64)
    wait_until(sent(room, 0x90))
    room.finish()
    assert sorted(sent(room, 0x80)()) == sorted(sent(room, 0x90)())
    journal = read_journal(room.journal.path)
    assert journal.state == "complete"
    assert first_difference(journal, replay(journal, ScriptedMind())) is None


def test_a_port_that_goes_in_mid_answer_ends_the_answer_and_comes_back(room: Room) -> None:
    play(room, 60, 62, 64)
    wait_until(sent(room, 0x90))
    room.system.opened_outputs[-1].is_gone = True
    wait_until(lambda: len(room.system.opened_outputs) == 2)
    wait_until(lambda: not room.session.sender.sounding)
    play(room, 60, 62, 64)
    wait_until(sent(room, 0x90))


def test_a_taste_on_disk_is_taken_up_and_the_journal_replays_to_the_note(tmp_path: Path) -> None:
    path = tmp_path / "taste.json"
    write_taste(path, KeptTaste(LearnedTaste({"height": 1.0}, 8, 6), 0.9))
    room = Room(tmp_path, SystemClock(), path)
    room.session.start()
    wait_until(lambda: room.all(TasteChanged))
    play(room, 60, 62, 64)
    wait_until(sent(room, 0x90))
    path.unlink()
    wait_until(lambda: len(room.all(TasteChanged)) == 2)
    room.finish()
    assert room.all(TasteChanged) == [TasteChanged(8, 6, True), TasteChanged()]
    journal = read_journal(room.journal.path)
    assert sum(isinstance(entry, TookUpTaste) for entry in journal.entries) == 2
    assert first_difference(journal, replay(journal, ScriptedMind())) is None


def test_the_heart_beats_and_a_snapshot_tells_all(room: Room) -> None:
    wait_until(lambda: room.all(Heartbeat))
    room.inbox.put(RequestSnapshot())
    wait_until(lambda: room.all(Snapshot))
    snapshot = room.all(Snapshot)[0]
    assert isinstance(snapshot, Snapshot)
    assert (snapshot.seed, snapshot.turn, snapshot.ports.input) == (1, "listening", "To Antiphon")


def test_a_session_whose_loop_has_stopped_is_not_well(tmp_path: Path) -> None:
    clock = ManualClock()
    room = Room(tmp_path, clock)
    assert room.session.is_well()
    clock.set(1.9)
    assert room.session.is_well()
    clock.set(2.1)
    assert not room.session.is_well()
    room.session.loop.wake_ups += 1
    assert room.session.is_well()
    room.journal.close(0.0)


def test_what_was_skipped_and_lost_is_counted_by_reason(tmp_path: Path) -> None:
    room = Room(tmp_path, ManualClock())
    room.session.midi_input.dropped["sysex"] = 2
    room.session.sender.unsent = 3
    room.dropped = 4
    assert room.session.counts() == {
        "sysex": 2,
        "unsent for lack of a port": 3,
        "telemetry dropped": 4,
    }
    room.journal.close(0.0)
