"""The answers that the player has marked, out of journals: to what, how, and liked or not.

Knows journals' entries and what an answer is to; learns nothing from it.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from antiphon_engine.core.cue import Cue
from antiphon_engine.core.events import NoteOff, NoteOn, TurnChange
from antiphon_engine.core.listener import LATEST, Listener
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import LATELY
from antiphon_engine.journal import SUFFIX, Journal, JournalError, read_journal
from antiphon_engine.journal_entry import Command, Entry, Heard, Rated, Sent
from antiphon_engine.params import Params, changed
from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH, Note

# A note alone was no answer: the player played in, or it was undone.
FEWEST_NOTES = 2
# What a journal that holds a mark has in it; telling this takes a thousandth of reading it.
MARK = b'"type":"rated"'


@dataclass(frozen=True, slots=True)
class Example:
    """An `answer`, as far as it sounded, to what was played before it, and the verdict."""

    cue: Cue
    answer: tuple[Planned, ...]
    is_good: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """The examples of many journals, the oldest first; `damaged` says in a line each what is not.

    `skipped` counts marks on what was no answer to a phrase: duets, solos, single notes.
    """

    examples: list[Example]
    damaged: list[str]
    skipped: int


def collect(folder: Path, since: datetime | None = None) -> Collected:
    """Return what was marked in all journals in `folder`, which need not be there.

    With `since`, which has a time zone, only what was marked then or later.
    """
    collected = Collected([], [], 0)
    skipped = 0
    for path in sorted(folder.glob("*" + SUFFIX)):
        try:
            if MARK not in path.read_bytes():
                continue
            journal = read_journal(path)
        except OSError as error:
            collected.damaged.append(
                f"{path}: cannot be read: {error.strerror}; its marks are lost"
            )
            continue
        except JournalError as error:
            collected.damaged.append(f"{error}; its marks are lost")
            continue
        examples, marks = examples_of(journal, since)
        collected.examples.extend(examples)
        skipped += marks - len(examples)
    return replace(collected, skipped=skipped)


def began(journal: Journal) -> datetime:
    """Return when the session began; the year 1 where its journal does not say so."""
    try:
        started = datetime.fromisoformat(journal.session.started)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return started if started.tzinfo else started.replace(tzinfo=UTC)


def examples_of(journal: Journal, since: datetime | None = None) -> tuple[list[Example], int]:
    """Return the answers of a session that were marked, and how many marks there were.

    Of several marks on one answer the last counts. With `since` only what was marked after it.
    """
    passed = (since - began(journal)).total_seconds() if since else -math.inf
    marks = {
        each.answer: each.is_good
        for each in journal.entries
        if isinstance(each, Rated) and each.time >= passed
    }
    hearing = _Hearing(changed(Params(), journal.session.params), wanted=frozenset(marks))
    for entry in journal.entries:
        hearing.take_in(entry)
    found = [
        Example(cue, tuple(_planned(notes, cue.params)), marks[number])
        for number, (cue, notes) in hearing.answers.items()
        if len(notes) >= FEWEST_NOTES
    ]
    return found, len(marks)


@dataclass(slots=True)
class _Hearing:
    """A session heard again without a mind: what each of the `wanted` answers was to."""

    params: Params
    wanted: frozenset[int]
    answers: dict[int, tuple[Cue, list[tuple[NoteOn, float]]]] = field(default_factory=dict)
    listener: Listener = field(default_factory=lambda: Listener(LATEST))
    phrase: Sequence[Note] = ()
    sounding: dict[tuple[int, int], tuple[int, NoteOn]] = field(default_factory=dict)
    answer: int = 0
    is_frozen: bool = False

    def take_in(self, entry: Entry) -> None:
        match entry:
            case Heard(event):
                if not self.is_frozen and self.params.channel_in in (0, event.channel + 1):
                    self.listener.hear(event)
            case Sent(TurnChange(time, "answering", answer)):
                self._begin(time, answer)
            case Sent(NoteOn() as on):
                self.sounding[on.channel, on.pitch] = (self.answer, on)
            case Sent(NoteOff(time, channel, pitch)):
                self._end((channel, pitch), time)
            case Command():
                self._obey(entry)

    def _obey(self, command: Command) -> None:
        match command.name:
            case "set_params":
                self.params = changed(self.params, command.changes)
            case "freeze" | "thaw":
                self.is_frozen = command.name == "freeze"
                self.listener.let_go(command.time)
            case "panic":
                self.listener.take_phrase(command.time)
            case "forget":
                self.listener.forget()

    def _begin(self, time: float, answer: int) -> None:
        # Without anything new it is another answer to the same phrase.
        self.phrase = self.listener.take_phrase(time) or self.phrase
        self.answer = answer
        if answer in self.wanted and self.params.mode == "answer" and self.phrase:
            cue = Cue(self.params, self.phrase, time, self.listener.latest(LATELY))
            self.answers[answer] = (cue, [])

    def _end(self, key: tuple[int, int], time: float) -> None:
        answer, on = self.sounding.pop(key, (0, None))
        if on is not None and answer in self.answers:
            self.answers[answer][1].append((on, max(time - on.time, 0.0)))


def _planned(notes: Iterable[tuple[NoteOn, float]], params: Params) -> Iterator[Planned]:
    for on, duration in sorted(notes, key=lambda each: (each[0].time, each[0].pitch)):
        if on.source is None:
            continue
        note = Note(on.pitch, on.velocity, on.time, duration)
        thought = replace(note, pitch=_thought(on.pitch, params.transpose))
        yield Planned(note, on.channel, on.source, thought)


def _thought(pitch: int, transpose: int) -> int:
    """The pitch that was meant before it was transposed; what left the keyboard came back."""
    pitch -= transpose
    while not LOWEST_PITCH <= pitch <= HIGHEST_PITCH:
        pitch += 12 if pitch < LOWEST_PITCH else -12
    return pitch
