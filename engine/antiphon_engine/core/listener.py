"""What the player is doing: held keys, the phrase being played, the rolling window.

Knows the sustain pedal and broken input; does not know whose turn it is.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_models.music.notes import Note

SUSTAIN_PEDAL = 64
ALL_SOUND_OFF, RESET_CONTROLLERS, ALL_NOTES_OFF = 120, 121, 123
# A key held longer than this is a drone, or its note-off was lost: it no longer counts as playing.
DRONE = 8.0
# Onsets closer than this are one chord.
CHORD = 0.025
# However long a phrase gets, so many of its last notes say how it goes now: what asks about all
# of them before every note would be late after some minutes.
LATEST = 256

_WIDE = (ALL_SOUND_OFF, RESET_CONTROLLERS, ALL_NOTES_OFF)

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """What an event meant: the note that began, if one did, and the notes that ended."""

    began: Note | None = None
    ended: tuple[Note, ...] = ()


@dataclass(slots=True)
class Oddities:
    """Input that was heard but fits no note, counted."""

    stray_offs: int = 0
    restruck: int = 0


@dataclass(slots=True)
class _Phrase:
    notes: list[Note] = field(default_factory=list)
    places: dict[Key, int] = field(default_factory=dict)


class Listener:
    """The player's side of the duet, fed event by event.

    `window` keeps that many of the latest finished notes; the phrase is everything since
    `take_phrase` was last called.
    """

    def __init__(self, window: int) -> None:
        self.window: deque[Note] = deque(maxlen=window)
        self.oddities = Oddities()
        self.recent_onsets: deque[float] = deque(maxlen=9)
        self.last_offset = -math.inf
        self._held: dict[Key, Note] = {}
        self._pedalled: dict[Key, Note] = {}
        self._pedals: set[int] = set()
        self._phrase = _Phrase()

    def hear(self, event: MidiEvent) -> Heard:
        """Take in one event of the player's and return what it meant."""
        match event:
            case NoteOn():
                return self._note_on(event)
            case NoteOff():
                return self._note_off(event)
            case Control(number=number) if number == SUSTAIN_PEDAL:
                return self._pedal(event)
            case Control(number=number) if number in _WIDE:
                return self._wide(event)
            case _:
                return Heard()

    def resize(self, window: int) -> None:
        """Keep `window` notes from now on, the latest ones first."""
        self.window = deque(self.window, maxlen=window)

    def latest(self, count: int) -> list[Note]:
        """Return the latest `count` finished notes of the window, in order of onset."""
        recent = islice(reversed(self.window), count)
        return sorted(recent, key=lambda note: (note.onset, note.pitch))

    @property
    def phrase(self) -> Sequence[Note]:
        """The notes of the phrase so far, in order of onset; duration 0.0 while one sounds."""
        return self._phrase.notes

    @property
    def held(self) -> list[Key]:
        """The (channel, pitch) pairs physically down, in order."""
        return sorted(self._held)

    def playing_until(self) -> float:
        """The time up to which the player counts as playing, were nothing more to come.

        The last key movement, or for a key still down its onset plus DRONE.
        """
        drones = [note.onset + DRONE for note in self._held.values()]
        return max([*self.recent_onsets, self.last_offset, *drones], default=-math.inf)

    def phrase_by(self, now: float) -> list[Note]:
        """Return the phrase, what still sounds cut at `now`.

        Or where the last key came up, if nothing but the pedal has held it since.
        """
        end = min(now, self.playing_until())
        return [
            note if note.duration else replace(note, duration=max(end - note.onset, 0.001))
            for note in self._phrase.notes
        ]

    def take_phrase(self, now: float) -> list[Note]:
        """Return the phrase by `now`, and begin a new one."""
        notes = self.phrase_by(now)
        self._phrase = _Phrase()
        return notes

    def let_go(self, now: float) -> tuple[Note, ...]:
        """End every held and pedalled note at `now` (a port vanished); return them."""
        keys = [*self._held, *self._pedalled]
        ended = tuple(self._finish(key, now) for key in keys)
        self._pedals.clear()
        return ended

    def forget(self) -> None:
        """Forget the window and the phrase; keys that are down stay down."""
        self.window.clear()
        self._phrase = _Phrase()

    def _note_on(self, event: NoteOn) -> Heard:
        key = (event.channel, event.pitch)
        ended: tuple[Note, ...] = ()
        if key in self._held or key in self._pedalled:
            self.oddities.restruck += key in self._held
            ended = (self._finish(key, event.time),)
        note = Note(event.pitch, event.velocity, event.time)
        self._held[key] = note
        self._phrase.places[key] = len(self._phrase.notes)
        self._phrase.notes.append(note)
        self.recent_onsets.append(event.time)
        return Heard(note, ended)

    def _note_off(self, event: NoteOff) -> Heard:
        key = (event.channel, event.pitch)
        if key not in self._held:
            self.oddities.stray_offs += 1
            return Heard()
        self.last_offset = event.time
        if event.channel in self._pedals:
            self._pedalled[key] = self._held.pop(key)
            return Heard()
        return Heard(None, (self._finish(key, event.time),))

    def _pedal(self, event: Control) -> Heard:
        if event.value >= 64:
            self._pedals.add(event.channel)
            return Heard()
        self._pedals.discard(event.channel)
        keys = [key for key in self._pedalled if key[0] == event.channel]
        return Heard(None, tuple(self._finish(key, event.time) for key in keys))

    def _wide(self, event: Control) -> Heard:
        """Return what a controller ended that speaks for its whole channel."""
        meant: list[MidiEvent] = []
        if event.number != RESET_CONTROLLERS:
            keys = [key for key in self._held if key[0] == event.channel]
            meant += [NoteOff(event.time, *key) for key in keys]
        if event.number != ALL_NOTES_OFF:
            meant.append(Control(event.time, event.channel, SUSTAIN_PEDAL, 0))
        return Heard(None, tuple(note for each in meant for note in self.hear(each).ended))

    def _finish(self, key: Key, now: float) -> Note:
        begun = self._held.pop(key, None) or self._pedalled.pop(key)
        note = replace(begun, duration=max(now - begun.onset, 0.001))
        self.window.append(note)
        place = self._phrase.places.pop(key, None)
        if place is not None:
            self._phrase.notes[place] = note
        return note
