"""The end of a take: its last seconds, or the last call with its answer.

Knows takes and where a session's answers began; knows no file.
"""

import math
from collections.abc import Iterable
from dataclasses import replace

from antiphon_engine.core.events import MidiEvent, NoteOn, TurnChange
from antiphon_engine.journal_entry import Entry, Heard, Sent
from antiphon_engine.recorder import Take


def last_seconds(take: Take, seconds: float) -> Take:
    """Return what was played in the last `seconds` of playing, from its first note on.

    Silence at the end of the session does not count.
    """
    events = [*take.player, *take.antiphon]
    end = max((event.time for event in events), default=0.0)
    return _from(take, end - seconds)


def last_exchange(take: Take, entries: Iterable[Entry]) -> Take:
    """Return the last phrase that was answered, its answer, and what followed."""
    return _from(take, _last_call(entries))


def _last_call(entries: Iterable[Entry]) -> float:
    """Return when the last phrase began that was answered; -math.inf if none was."""
    call: float | None = None
    answered = -math.inf
    for entry in entries:
        match entry:
            case Heard(NoteOn(time=time)) if call is None:
                call = time
            case Sent(TurnChange(turn="answering")) if call is not None:
                answered, call = call, None
            case Sent(TurnChange(time=time, turn="yielding")):
                # It yields because a new phrase has begun.
                call = time
    return answered


def _from(take: Take, start: float) -> Take:
    """Return the take from the first note at or after `start`, which becomes its beginning."""
    onsets = [e.time for e in (*take.player, *take.antiphon) if isinstance(e, NoteOn)]
    begin = min((onset for onset in onsets if onset >= start), default=max(start, 0.0))
    return replace(
        take,
        player=[_earlier(event, begin) for event in take.player if event.time >= begin],
        antiphon=[_earlier(event, begin) for event in take.antiphon if event.time >= begin],
        markers=[
            replace(mark, time=mark.time - begin) for mark in take.markers if mark.time >= begin
        ],
        end=max(take.end - begin, 0.0),
    )


def _earlier(event: MidiEvent, by: float) -> MidiEvent:
    return replace(event, time=event.time - by)
