"""The loop thread: the only owner of the performer, asleep until input comes or a note is due.

Knows what goes in and where what comes out goes; knows no port, no file and no socket.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue

from antiphon_engine import journal_entry as journal
from antiphon_engine.clock import Clock
from antiphon_engine.control import Controllers
from antiphon_engine.core.events import Control, Happening, MidiEvent, NoteOff, NoteOn, TurnChange
from antiphon_engine.core.performer import Performer
from antiphon_engine.echo import EchoWatch
from antiphon_engine.lesson import Lesson, Syllabus, Unlearn, learned, teach
from antiphon_engine.loop_report import LoopReport
from antiphon_engine.messages import (
    ChoosePorts,
    Command,
    Heard,
    Learn,
    MapControls,
    Played,
    PlayNote,
    Rate,
    RequestSnapshot,
    Snapshot,
    Start,
    Stop,
    TasteChanged,
    Telemetry,
    Trouble,
    TurnChanged,
)
from antiphon_engine.obedience import journalled, obey
from antiphon_engine.params import ParamError
from antiphon_engine.study import Study
from antiphon_models.learned_taste import LearnedTaste

# It wakes this often even when nothing is due, so that a stopped loop can be told from an idle one.
LONGEST_SLEEP = 0.25
# Under a torrent of input, what is due is looked after this often.
LONGEST_DRAIN = 0.005
# A lesson takes a millisecond or two; none is begun with less time than this before a note.
LESSON_TIME = 0.004


@dataclass(frozen=True, slots=True)
class PortsLost:
    """A port vanished: what sounds must be released."""


Item = MidiEvent | Command | PortsLost | Lesson | Unlearn | Syllabus | LearnedTaste


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where the loop hands things; none of these may block.

    `echo` is called when what is sent has been found to come back.
    """

    send: Callable[[MidiEvent], None]
    write: Callable[[journal.Entry], None]
    tell: Callable[[Telemetry], None]
    choose_ports: Callable[[ChoosePorts], None]
    snapshot: Callable[[Performer, Controllers], Snapshot]
    echo: Callable[[], None]
    entrance: Callable[[float], None]


class Loop:
    """The performer's thread; any other may put input and commands into its inbox.

    `wake_ups` counts how often it woke; `idle_since` is when it last had anything to do;
    `study` is what of the library waits and what is known; `taste`, by whose marks it chooses.
    """

    def __init__(
        self,
        performer: Performer,
        controllers: Controllers,
        clock: Clock,
        outlets: Outlets,
        inbox: SimpleQueue[Item],
    ) -> None:
        self.wake_ups = 0
        self.idle_since = clock.now()
        self.notes_heard = 0
        self.ended = threading.Event()
        self._inbox = inbox
        self._performer = performer
        self._controllers = controllers
        self._clock = clock
        self._to = outlets
        self._echo = EchoWatch()
        self.study = Study()
        self.taste = TasteChanged()
        self._report = LoopReport()
        self._is_stopping = False
        self.thread = threading.Thread(target=self._run, name="loop", daemon=True)

    def _run(self) -> None:
        try:
            self._report_changes()
            while not self._is_stopping:
                self.wait_and_work()
            self._obey(journal.Command(self._clock.now(), "release"))
        finally:
            self.ended.set()

    def wait_and_work(self) -> None:
        """Sleep until there is something to do, and do it."""
        self.wake_ups += 1
        wait = self._time_to_sleep()
        try:
            self._take(self._inbox.get(timeout=wait) if wait > 0 else self._inbox.get_nowait())
            self._drain()
        except Empty:
            pass
        # Input first, at its own time: then a late wake-up does not bend the player's rhythm.
        self._hand_out(self._performer.advance(self._clock.now()))
        # And only then, with all that is due on its way, what is there to be looked at or learned.
        self._report_changes()
        if self._has_time_to_study() and self._inbox.empty():
            self._study()

    def _time_to_sleep(self) -> float:
        if self._has_time_to_study():
            return 0.0
        now, due = self._clock.now(), self._performer.next_due()
        return min(due - now, self._report.expecting_due(now, due) - now, LONGEST_SLEEP)

    def _drain(self) -> None:
        until = self._clock.now() + LONGEST_DRAIN
        while not self._is_stopping and self._clock.now() < until:
            self._take(self._inbox.get_nowait())

    def _take(self, item: Item) -> None:
        self.idle_since = self._clock.now()
        match item:
            case NoteOn() | NoteOff() | Control():
                self._take_midi(item)
            case PlayNote(pitch, velocity, channel):
                self._hear(self._key_event(pitch, velocity, channel))
            case PortsLost():
                self._obey(journal.Command(self._clock.now(), "release"))
            case Lesson() | Unlearn() | Syllabus():
                self.study.take(item)
            case LearnedTaste():
                self._take_up(item)
            case Rate():
                self._rate(item)
            case MapControls() | Learn():
                self._map(item)
            case RequestSnapshot():
                self._to.tell(self._to.snapshot(self._performer, self._controllers))
                self._report.forget()
            case ChoosePorts():
                self._to.choose_ports(item)
            case Stop():
                self._is_stopping = True
            case Start():
                # An engine is started once, before there is a loop.
                pass
            case _:
                self._obey(journalled(item, self._clock.now()))

    # What the player plays.

    def _key_event(self, pitch: int, velocity: int, channel: int) -> MidiEvent:
        now = self._clock.now()
        return NoteOn(now, channel, pitch, velocity) if velocity else NoteOff(now, channel, pitch)

    def _take_midi(self, event: MidiEvent) -> None:
        if isinstance(event, Control):
            changes = self._controllers.take(event, self._performer.params)
            if changes is not None:
                # A controller that turns a knob is no longer music.
                if changes:
                    self._obey(journal.Command(event.time, "set_params", changes))
                return
        elif isinstance(event, NoteOn) and self._echo.heard(event):
            self._to.echo()
        self._hear(event)

    def _hear(self, event: MidiEvent) -> None:
        # What was due before is written before: the order in which a replay makes it again.
        self._hand_out(self._performer.advance(event.time))
        happenings = self._performer.hear(event)
        now = self._performer.now
        match event:
            case NoteOn(_, channel, pitch, velocity):
                self.notes_heard += 1
                self._report.expect_anew()
                self._to.write(journal.Heard(NoteOn(now, channel, pitch, velocity)))
                self._to.tell(Heard(now, pitch, velocity, channel))
            case NoteOff(_, channel, pitch):
                self._to.write(journal.Heard(NoteOff(now, channel, pitch)))
                self._to.tell(Heard(now, pitch, 0, channel))
            case Control(_, channel, number, value):
                self._to.write(journal.Heard(Control(now, channel, number, value)))
        self._hand_out(happenings)

    # What it is told.

    def _obey(self, command: journal.Command) -> None:
        self._hand_out(self._performer.advance(command.time))
        try:
            happenings = obey(self._performer, command)
        except ParamError as error:
            self._to.tell(Trouble(str(error)))
            return
        self._to.write(replace(command, time=self._performer.now))
        self._report.expect_anew()
        self._hand_out(happenings)

    def _rate(self, rating: Rate) -> None:
        if 1 <= rating.answer <= self._performer.answer:
            self._to.write(journal.Rated(self._clock.now(), rating.answer, rating.is_good))
        else:
            self._to.tell(Trouble(f"there is no answer {rating.answer} to rate"))

    def _map(self, wish: MapControls | Learn) -> None:
        if isinstance(wish, MapControls):
            for name in self._controllers.map(wish.controls):
                self._to.tell(Trouble(f"no controller can turn '{name}', which is no parameter"))
            return
        try:
            self._controllers.learn(wish.param)
        except ParamError as error:
            self._to.tell(Trouble(str(error)))

    # What it is taught.

    def _has_time_to_study(self) -> bool:
        if not self.study.has_more:
            return False
        return self._performer.next_due() - self._clock.now() > LESSON_TIME

    def _study(self) -> None:
        item = self.study.next()
        if isinstance(item, Unlearn):
            self._obey(journal.Command(self._clock.now(), "unlearn"))
        else:
            lesson = replace(item, time=self._clock.now())
            self._hand_out(self._performer.advance(lesson.time))
            happenings = teach(self._performer, lesson)
            self._to.write(learned(lesson, self._performer.now))
            self._hand_out(happenings)

    def _take_up(self, taste: LearnedTaste) -> None:
        happenings = self._performer.take_up_taste(taste, self._clock.now())
        self._hand_out(happenings)
        self._to.write(journal.TookUpTaste(self._performer.now, taste))
        self.taste = TasteChanged(taste.good, taste.bad, bool(taste.weights))
        self._to.tell(self.taste)

    # What comes of it.

    def _hand_out(self, happenings: Sequence[Happening]) -> None:
        # Everything to the sender first: neither journal nor telemetry may make a note late.
        offset = self._performer.params.output_offset_ms / 1000
        for event in happenings:
            if not isinstance(event, TurnChange):
                self._to.send(event)
            elif event.turn == "answering":
                self._to.entrance(event.time + offset)
        for event in happenings:
            self.idle_since = self._clock.now()
            self._to.write(journal.Sent(event))
            self._report_event(event)

    def _report_event(self, event: Happening) -> None:
        match event:
            case NoteOn(time, channel, pitch, velocity, source):
                self._echo.sent(event)
                self._report.expect_anew()
                self._to.tell(Played(time, pitch, velocity, channel, source))
            case NoteOff(time, channel, pitch):
                self._to.tell(Played(time, pitch, 0, channel))
            case TurnChange(time, turn, answer):
                self._to.tell(TurnChanged(time, turn, answer))
            case Control():
                pass

    def _report_changes(self) -> None:
        for message in self._report.changes(self._performer, self._controllers.state):
            self._to.tell(message)
        now, due = self._clock.now(), self._performer.next_due()
        if (news := self.study.news(now)) is not None:
            self._to.tell(news)
        if self._inbox.empty() and self._report.expecting_due(now, due) <= now:
            self._to.tell(self._report.expecting(self._performer, now))
