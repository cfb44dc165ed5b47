"""An answer to a given phrase: the real performer hears a stretch of music and takes its turn.

Event time only, no clock. Knows the performer and notes; knows no corpus and no measure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from antiphon_engine.core.events import Happening, NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.core.taste import Taste, akin
from antiphon_engine.params import PARAMS, Number, Params
from antiphon_models.improviser import Improviser
from antiphon_models.music.notes import Note

# An answer that has not ended this many seconds after the phrase is not going to.
LONGEST_WAIT = 600.0


def answer_to(
    before: Sequence[Note],
    phrase: Sequence[Note],
    mind: Improviser,
    params: Params,
    seed: int,
    *,
    taste: Taste = akin,
) -> list[Note]:
    """Return what the machine plays when a player stops after `phrase`, in order of onset.

    A fresh `mind` hears `before`, unanswered, and then the phrase; notes are as in one
    performance, times in its seconds. The mode is taken to be answer; `taste` chooses among drafts.
    """
    performer = Performer(mind, replace(params, mode="duet"), seed, taste)
    start = phrase[0].onset
    last = phrase[-1].onset
    performer.mute(True, 0.0)
    # What sounded before the phrase is no part of it: a duet that ends leaves no phrase behind.
    events = events_of([*before, *phrase])
    for event in (event for event in events if event.time < start):
        performer.hear(event)
    longest = PARAMS["turn_gap"]
    assert isinstance(longest, Number)
    performer.set_params({"mode": "answer", "turn_gap": longest.high}, start)
    for event in (event for event in events if start <= event.time <= last):
        performer.hear(event)
    # From here on the performer may answer, and the last keys come up.
    performer.set_params({"turn_gap": params.turn_gap}, last)
    performer.mute(False, last)
    return notes_of(_waited_for(performer, [event for event in events if event.time > last]))


def _waited_for(performer: Performer, events: Iterable[NoteOn | NoteOff]) -> list[Happening]:
    came: list[Happening] = []
    for event in events:
        came += performer.hear(event)
    until = performer.now + LONGEST_WAIT
    while (due := performer.next_due()) < until:
        came += performer.advance(due)
    return came + performer.release(performer.now)


def events_of(notes: Iterable[Note]) -> list[NoteOn | NoteOff]:
    """Return the events that play `notes` on the first channel; an off goes before an on."""
    events: list[NoteOn | NoteOff] = []
    for note in notes:
        events.append(NoteOn(note.onset, 0, note.pitch, note.velocity))
        events.append(NoteOff(note.offset, 0, note.pitch))
    return sorted(events, key=lambda event: (event.time, isinstance(event, NoteOn)))


def notes_of(happenings: Iterable[Happening]) -> list[Note]:
    """Return the notes that were sent, in order of onset; what never ended is left out."""
    begun: dict[tuple[int, int], NoteOn] = {}
    notes = []
    for event in happenings:
        if isinstance(event, NoteOn):
            begun[event.channel, event.pitch] = event
        elif isinstance(event, NoteOff):
            on = begun.pop((event.channel, event.pitch), None)
            if on is not None:
                notes.append(Note(on.pitch, on.velocity, on.time, event.time - on.time))
    return sorted(notes, key=lambda note: (note.onset, note.pitch))
