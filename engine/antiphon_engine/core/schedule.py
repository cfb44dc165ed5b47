"""What the machine is going to send: a heap of due note-ons and note-offs.

Knows who owns each sounding key; does not know why a note is played.
"""

import heapq
import math
from dataclasses import dataclass, replace

from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_models.improviser import Source
from antiphon_models.music.notes import Note

# A note shorter than this would reach some instruments as nothing at all.
SHORTEST_NOTE = 0.005


@dataclass(frozen=True, slots=True)
class Planned:
    """A note to be sent on `channel`, and where it came from.

    `thought` is the note as the mind means it, before transposition and output offset.
    """

    note: Note
    channel: int
    source: Source
    thought: Note


Key = tuple[int, int]
Due = tuple[NoteOn | NoteOff, Planned]


class Schedule:
    """Note-ons and note-offs in order of their due times; each note-on owns its note-off.

    A sounding (channel, pitch) has one owner: a second note on it first ends the one before.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, int]] = []
        self._planned: dict[int, Planned] = {}
        self._owner: dict[Key, int] = {}
        self._onset: dict[Key, float] = {}
        self._count = 0
        self._horizon = -math.inf

    def add(self, planned: Planned, now: float) -> Planned:
        """Plan a note and return it as it will sound: not before `now` or what was taken."""
        note = planned.note
        onset = max(note.onset, now, self._horizon)
        duration = max(note.duration, SHORTEST_NOTE)
        kept = replace(planned, note=replace(note, onset=onset, duration=duration))
        self._count += 1
        self._planned[self._count] = kept
        heapq.heappush(self._heap, (onset, 1, self._count))
        return kept

    def next_due(self) -> float:
        """The due time of the next note-on or note-off, math.inf when there is none."""
        self._drop_stale()
        return self._heap[0][0] if self._heap else math.inf

    def take_due(self, until: float) -> list[Due]:
        """Return and forget everything due up to `until`, in order; offs before ons."""
        taken: list[Due] = []
        while self.next_due() <= until:
            due, is_on, number = heapq.heappop(self._heap)
            taken += self._begin(due, number) if is_on else self._end(due, number)
        self._horizon = max(self._horizon, until)
        return taken

    def cancel_planned(self) -> None:
        """Forget every note that has not begun."""
        self._heap = [entry for entry in self._heap if not entry[1]]
        heapq.heapify(self._heap)
        sounding = set(self._owner.values())
        self._planned = {n: p for n, p in self._planned.items() if n in sounding}

    def release_all(self, now: float) -> list[NoteOff]:
        """Forget all plans and return the note-offs of all that sounds, due at once."""
        self.cancel_planned()
        released = [
            # A note-on taken ahead of its time has to sound before it can end.
            NoteOff(max(now, self._onset[key] + SHORTEST_NOTE), *key)
            for key in sorted(self._owner)
        ]
        for key in list(self._owner):
            self._disown(key)
        # A note that began before such an end would be ended by it.
        self._horizon = max([self._horizon, *(off.time for off in released)])
        return released

    @property
    def sounding(self) -> list[Key]:
        """The (channel, pitch) pairs begun and not ended, in order."""
        return sorted(self._owner)

    @property
    def planned(self) -> list[Planned]:
        """The notes that have not begun, in order of onset."""
        sounding = set(self._owner.values())
        waiting = [p for n, p in self._planned.items() if n not in sounding]
        return sorted(waiting, key=lambda planned: planned.note.onset)

    @property
    def last_offset(self) -> float:
        """When the last planned or sounding note ends; -math.inf when there is none."""
        return max((p.note.offset for p in self._planned.values()), default=-math.inf)

    def _begin(self, due: float, number: int) -> list[Due]:
        planned = self._planned[number]
        key = (planned.channel, planned.note.pitch)
        events: list[Due] = []
        if key in self._owner:
            events += self._end(due, self._owner[key])
        self._owner[key] = number
        self._onset[key] = due
        heapq.heappush(self._heap, (planned.note.offset, 0, number))
        events.append((NoteOn(due, *key, planned.note.velocity, planned.source), planned))
        return events

    def _end(self, due: float, number: int) -> list[Due]:
        planned = self._planned[number]
        key = (planned.channel, planned.note.pitch)
        self._disown(key)
        return [(NoteOff(due, *key), planned)]

    def _disown(self, key: Key) -> None:
        del self._planned[self._owner.pop(key)]
        del self._onset[key]

    def _drop_stale(self) -> None:
        # The note-off of a note that was ended early stays in the heap until it comes up.
        while self._heap and self._heap[0][2] not in self._planned:
            heapq.heappop(self._heap)
