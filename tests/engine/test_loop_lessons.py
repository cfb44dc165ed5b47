from queue import SimpleQueue

from antiphon_engine.clock import ManualClock
from antiphon_engine.control import Controllers
from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Command, Entry, Learned, Sent, TookUpTaste
from antiphon_engine.lesson import Lesson, Syllabus, Unlearn
from antiphon_engine.loop import Item, Loop, Outlets
from antiphon_engine.messages import TasteChanged, Taught, Telemetry
from antiphon_engine.params import Params
from antiphon_models.learned_taste import LearnedTaste
from antiphon_models.music.stretch import Stretch
from builders import phrase
from fakes import ScriptedMind, proposals

STRETCH = Stretch("Blue.mid", tuple(phrase("C4 E4 G4")), True)
LESSONS = [Lesson(0.0, "blue", part, STRETCH) for part in range(3)]


class Classroom:
    """A loop on a manual clock that is taught."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.inbox: SimpleQueue[Item] = SimpleQueue()
        self.written: list[Entry] = []
        self.told: list[Telemetry] = []
        self.mind = ScriptedMind(proposals(72, 74))
        params = Params(turn_gap=0.3, turn_gap_adaptive=False)
        self.performer = Performer(self.mind, params, 1)
        outlets = Outlets(
            send=lambda _event: None,
            write=self.written.append,
            tell=self.told.append,
            choose_ports=lambda _ports: None,
            snapshot=lambda _performer, _controllers: None,  # type: ignore[arg-type, return-value]
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


def test_one_lesson_is_learned_each_time_round_and_journalled_with_its_time() -> None:
    room = Classroom()
    room.at(1.0, *LESSONS)
    assert len(room.mind.taught) == 1
    room.at(1.5)
    room.at(2.0)
    assert room.mind.taught == [STRETCH] * 3
    assert room.written == [
        Learned(1.0, "blue", 0, "Blue.mid"),
        Learned(1.5, "blue", 1, "Blue.mid"),
        Learned(2.0, "blue", 2, "Blue.mid"),
    ]


def test_no_lesson_is_begun_while_a_note_is_about_to_be_due() -> None:
    room = Classroom()
    room.at(0.0, NoteOn(0.0, 0, 60, 80))
    room.at(0.1, NoteOff(0.1, 0, 60))
    due = room.performer.next_due()
    room.at(due - 0.003, *LESSONS)
    assert room.mind.taught == []
    room.at(due)
    assert len(room.mind.taught) == 1


def test_what_comes_in_goes_before_what_is_to_be_learned() -> None:
    room = Classroom()
    room.at(0.0, *LESSONS, NoteOn(0.0, 0, 60, 80))
    assert [note.pitch for note in room.mind.heard] == [60]
    assert type(room.written[0]).__name__ == "Heard"


def test_a_wish_to_forget_is_journalled_and_obeyed() -> None:
    room = Classroom()
    room.at(0.0, LESSONS[0])
    room.at(1.0, Unlearn())
    assert room.mind.taught == []
    assert room.written[-1] == Command(1.0, "unlearn")


def test_how_much_is_known_is_told() -> None:
    room = Classroom()
    room.at(0.0, Syllabus(9), *LESSONS)
    for time in (0.3, 0.6, 0.9):
        room.at(time)
    taught = [message for message in room.told if isinstance(message, Taught)]
    assert taught[-1] == Taught(1, 9, 9)
    assert [message.notes for message in taught] == sorted({message.notes for message in taught})


def test_an_answer_goes_on_while_it_learns() -> None:
    room = Classroom()
    room.at(0.0, NoteOn(0.0, 0, 60, 80))
    room.at(0.1, NoteOff(0.1, 0, 60), *LESSONS * 40)
    while room.loop.study.has_more:
        # Woken for the next lesson, or where a note is too near for one, for that note.
        due = room.performer.next_due()
        room.at(due if due - room.clock.now() < 0.005 else room.clock.now() + 0.01)
    kinds = [type(entry).__name__ for entry in room.written]
    first, last = kinds.index("Learned"), len(kinds) - kinds[::-1].index("Learned")
    during = [entry.event for entry in room.written[first:last] if isinstance(entry, Sent)]
    assert [event.pitch for event in during if isinstance(event, NoteOn)] == [72]
    assert [event.pitch for event in during if isinstance(event, NoteOff)] == [72]
    assert len(room.mind.taught) == 120


TASTE = LearnedTaste({"leap": 0.5}, 9, 5)


def test_a_taste_is_taken_up_journalled_and_told() -> None:
    room = Classroom()
    room.at(1.0, TASTE)
    assert room.written == [TookUpTaste(1.0, TASTE)]
    assert TasteChanged(9, 5, True) in room.told
    assert room.loop.taste == TasteChanged(9, 5, True)


def test_one_that_teaches_nothing_is_told_as_such() -> None:
    room = Classroom()
    room.at(1.0, LearnedTaste({}, 2, 1))
    assert room.loop.taste == TasteChanged(2, 1, False)


def test_it_is_taken_up_in_the_middle_of_an_answer_without_a_trace_in_it() -> None:
    def pitches(*items: LearnedTaste) -> list[int]:
        room = Classroom()
        room.at(0.0, NoteOn(0.0, 0, 60, 80))
        room.at(0.1, NoteOff(0.1, 0, 60))
        room.at(0.45, *items)
        while (due := room.performer.next_due()) < 4.0:
            room.at(due)
        events = [getattr(entry, "event", None) for entry in room.written]
        return [event.pitch for event in events if isinstance(event, NoteOn)]

    assert pitches(TASTE) == pitches()
    assert len(pitches()) > 1
