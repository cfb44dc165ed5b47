import pytest

from antiphon_engine.clock import ManualClock
from antiphon_engine.core.events import Control, NoteOff, NoteOn
from antiphon_engine.midi_system import MemoryOutput, OutputPort
from antiphon_engine.sender import Sender


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1.0)


@pytest.fixture
def lost() -> list[OutputPort]:
    return []


@pytest.fixture
def sender(clock: ManualClock, lost: list[OutputPort]) -> Sender:
    return Sender(clock, lost.append)


def attached(sender: Sender, is_lost: bool = False) -> MemoryOutput:
    port = MemoryOutput()
    sender.attach(port, is_lost)
    sender.take_in(0)
    return port


def played(sender: Sender, *events: NoteOn | NoteOff | Control) -> None:
    for event in events:
        sender.send(event)
    sender.take_in(0)
    sender.play_due()


def test_what_is_due_is_played_in_order_of_time_and_what_is_not_waits(
    sender: Sender, clock: ManualClock
) -> None:
    port = attached(sender)
    played(sender, NoteOff(0.9, 1, 60), NoteOn(0.5, 1, 60, 90), NoteOn(1.5, 1, 62, 90))
    assert port.sent == [(0x91, 60, 90), (0x81, 60, 0)]
    clock.set(1.5)
    sender.play_due()
    assert port.sent[2:] == [(0x91, 62, 90)]
    assert sender.notes_sent == 2
    assert sender.sounding == [(1, 62)]


def test_events_due_together_keep_the_order_they_were_handed_over_in(sender: Sender) -> None:
    port = attached(sender)
    played(sender, NoteOff(1.0, 1, 60), NoteOn(1.0, 1, 60, 90), Control(1.0, 1, 64, 0))
    assert port.sent == [(0x81, 60, 0), (0x91, 60, 90), (0xB1, 64, 0)]


def test_what_is_late_is_still_played_and_its_lateness_kept(sender: Sender) -> None:
    port = attached(sender)
    played(sender, NoteOn(0.75, 1, 60, 90))
    assert port.sent == [(0x91, 60, 90)]
    assert sender.lateness.worst == 0.25


def test_the_lateness_of_an_answers_first_note_is_kept_apart(
    sender: Sender, clock: ManualClock
) -> None:
    attached(sender)
    sender.expect_entrance(1.0)
    clock.set(1.25)
    played(sender, NoteOn(0.75, 0, 60, 80), NoteOn(1.0, 0, 62, 80), NoteOn(1.0, 0, 64, 80))
    assert (sender.entrance_lateness.count, sender.entrance_lateness.worst) == (1, 0.25)


def test_without_a_port_nothing_waits_and_everything_is_counted(sender: Sender) -> None:
    played(sender, NoteOn(0.5, 1, 60, 90), NoteOff(0.6, 1, 60))
    assert sender.unsent == 2
    assert sender.sounding == []


def test_a_port_that_comes_back_gets_the_note_offs_it_missed(
    sender: Sender, lost: list[OutputPort]
) -> None:
    port = attached(sender)
    played(sender, NoteOn(0.5, 1, 60, 90), NoteOn(0.5, 1, 64, 90), NoteOff(0.9, 1, 64))
    port.is_gone = True
    played(sender, NoteOff(0.9, 1, 60))
    assert lost == [port]
    sender.attach(None, is_lost=True)
    sender.take_in(0)
    # Nobody knows whether the last note-off before the loss was heard: it is sent again.
    assert attached(sender).sent == [(0x81, 64, 0), (0x81, 60, 0)]
    assert sender.sounding == []


def test_a_port_that_is_left_gets_its_note_offs_first(sender: Sender) -> None:
    first = attached(sender)
    played(sender, NoteOn(0.5, 1, 60, 90))
    second = attached(sender)
    assert first.sent == [(0x91, 60, 90), (0x81, 60, 0)]
    assert second.sent == []


def test_what_is_owed_from_before_comes_first_of_all(sender: Sender) -> None:
    sender.owe([NoteOff(0.0, 1, 60), Control(0.0, 1, 123, 0)])
    port = attached(sender)
    played(sender, NoteOn(0.5, 1, 60, 90))
    assert port.sent == [(0x81, 60, 0), (0xB1, 123, 0), (0x91, 60, 90)]


def test_a_burst_is_held_back_before_the_drivers_ring_is_full(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[tuple[int, float]] = []
    port = attached(sender)
    monkeypatch.setattr(
        "antiphon_engine.sender.sleep", lambda pause: pauses.append((len(port.sent), pause))
    )
    played(sender, *(Control(1.0, 1, 1, 0) for _ in range(2500)))
    assert pauses == [(1000, 0.02), (2000, 0.02)]
    assert len(port.sent) == 2500


def test_stopping_plays_what_is_left_and_ends_every_note(sender: Sender) -> None:
    port = MemoryOutput()
    sender.attach(port)
    sender.send(NoteOn(1.0, 1, 60, 90))
    sender.send(NoteOff(1.0, 1, 60))
    sender.send(NoteOn(1.0, 1, 72, 90))
    sender.stop()
    sender.thread.start()
    sender.thread.join(5)
    assert not sender.thread.is_alive()
    assert port.sent == [(0x91, 60, 90), (0x81, 60, 0), (0x91, 72, 90), (0x81, 72, 0)]
