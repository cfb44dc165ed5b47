"""A performance without a clock: a performer is told everything in order of time.

What comes out is the session's entries, as the live engine would have written them. Knows the
performer and the journal's entries; knows no file.
"""

from collections.abc import Iterable
from dataclasses import replace

from antiphon_engine.core.events import MidiEvent
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Command, Entry, Heard, Sent, TookUpTaste
from antiphon_engine.lesson import Lesson, learned, teach
from antiphon_engine.obedience import obey

Input = MidiEvent | Command | Lesson | TookUpTaste
# An answer that has not ended after this many seconds is not going to.
LONGEST_ANSWER = 600.0


def perform(performer: Performer, inputs: Iterable[Input], tail: float) -> list[Entry]:
    """Return what happens when `inputs`, ordered by time, are played to the end.

    In the modes that need no player to go on, the machine stops `tail` seconds after the
    last input; otherwise when its answer is over.
    """
    entries = tell(performer, inputs)
    limit = LONGEST_ANSWER if performer.params.mode == "answer" else tail
    entries += _carried_on(performer, performer.now + limit)
    return entries + tell(performer, [Command(performer.now, "release")])


def tell(performer: Performer, inputs: Iterable[Input]) -> list[Entry]:
    """Return what happens up to and with the last of `inputs`, and nothing of what follows."""
    entries: list[Entry] = []
    for told in inputs:
        entries += map(Sent, performer.advance(told.time))
        if isinstance(told, Command):
            entries.append(replace(told, time=performer.now))
            entries += map(Sent, obey(performer, told))
        elif isinstance(told, TookUpTaste):
            entries.append(replace(told, time=performer.now))
            entries += map(Sent, performer.take_up_taste(told.taste, told.time))
        elif isinstance(told, Lesson):
            entries.append(learned(told, performer.now))
            entries += map(Sent, teach(performer, told))
        else:
            entries.append(Heard(replace(told, time=performer.now)))
            entries += map(Sent, performer.hear(told))
    return entries


def _carried_on(performer: Performer, until: float) -> list[Entry]:
    entries: list[Entry] = []
    # Step by step, so as to stop where nothing more comes of its own accord.
    while (due := performer.next_due()) <= until:
        entries += map(Sent, performer.advance(due))
    return entries
