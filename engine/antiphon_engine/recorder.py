"""A take: what both played, as a type-1 Standard MIDI File that any DAW opens.

Track 0 holds tempo, metre and markers; then "Player" and "Antiphon". Every note is closed, no
pitch overlaps itself and no pedal stays down. Free time is written at a fixed tempo. Knows
nothing of journals or paths.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import mido

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn

TICKS_PER_BEAT = 480
TEMPO_BPM = 120
TICKS_PER_SECOND = TICKS_PER_BEAT * TEMPO_BPM / 60

SUSTAIN = 64
# The largest delta time that a file can hold; a session of three days.
_LAST_TICK = 2**28 - 2

_Key = tuple[int, int]
_Timed = tuple[int, Any]


@dataclass(frozen=True, slots=True)
class Marker:
    """A remark that a DAW shows at `time` on its ruler."""

    time: float
    text: str


@dataclass(frozen=True, slots=True)
class Take:
    """What is kept of a session: both parts in engine seconds, remarks, and texts about it all.

    What sounds when the parts are over ends at `end`.
    """

    player: Sequence[MidiEvent]
    antiphon: Sequence[MidiEvent]
    markers: Sequence[Marker] = ()
    texts: Sequence[str] = ()
    end: float = 0.0


def take_bytes(take: Take) -> bytes:
    """Return the take as the bytes of a MIDI file: the same bytes for the same take."""
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT, charset="utf-8")
    file.tracks.append(_conductor(take))
    file.tracks.append(_part("Player", take.player, take.end))
    file.tracks.append(_part("Antiphon", take.antiphon, take.end))
    content = io.BytesIO()
    file.save(file=content)
    return content.getvalue()


def _conductor(take: Take) -> mido.MidiTrack:
    head = [
        mido.MetaMessage("track_name", name="Antiphon session"),
        mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(TEMPO_BPM)),
        mido.MetaMessage("time_signature", numerator=4, denominator=4),
        *(mido.MetaMessage("text", text=_sayable(text)) for text in take.texts),
    ]
    marks = [
        (_tick(marker.time), mido.MetaMessage("marker", text=_sayable(marker.text)))
        for marker in sorted(take.markers, key=lambda marker: marker.time)
    ]
    return _track([(0, message) for message in head] + marks)


def _sayable(text: str) -> str:
    # Half a surrogate pair, which a file name may hold, has no bytes in UTF-8.
    return text.encode("utf-8", "replace").decode("utf-8")


def _part(name: str, events: Iterable[MidiEvent], end: float) -> mido.MidiTrack:
    part = _Part()
    for event in sorted(events, key=lambda event: event.time):
        part.add(event)
    head = (0, mido.MetaMessage("track_name", name=name))
    return _track([head, *part.finished(_tick(end))])


def _tick(time: float) -> int:
    return min(max(round(time * TICKS_PER_SECOND), 0), _LAST_TICK)


def _track(timed: Iterable[_Timed]) -> mido.MidiTrack:
    track, now = mido.MidiTrack(), 0
    for tick, message in timed:
        message.time, now = tick - now, tick
        track.append(message)
    return track


class _Part:
    """Puts one part on ticks: every note closed, at least a tick long, none overlapping itself."""

    def __init__(self) -> None:
        self._timed: list[_Timed] = []
        self._sounding: dict[_Key, _Timed] = {}
        self._too_short: list[_Key] = []
        self._pedals: dict[int, int] = {}
        self._tick = 0

    def add(self, event: MidiEvent) -> None:
        """Take in the next event in order of time."""
        self._move_to(_tick(event.time))
        match event:
            case NoteOn(_, channel, pitch, velocity):
                self._begin((channel, pitch), velocity)
            case NoteOff(_, channel, pitch):
                self._end((channel, pitch))
            case Control(_, channel, number, value):
                self._control(channel, number, value)

    def finished(self, tick: int) -> list[_Timed]:
        """Return the part's messages in order, whatever still sounds ended at `tick` or later."""
        self._move_to(max(tick, self._tick))
        for key in list(self._sounding):
            self._end(key)
        for channel in sorted(self._pedals):
            if self._pedals[channel] > 0:
                self._control(channel, SUSTAIN, 0)
        self._move_to(self._tick + 1)
        return self._timed

    def _move_to(self, tick: int) -> None:
        if tick > self._tick:
            # A note that ended within its first tick is given the whole of it.
            self._tick += 1
            for key in self._too_short:
                self._end(key)
            self._too_short.clear()
            self._tick = tick

    def _begin(self, key: _Key, velocity: int) -> None:
        if key in self._sounding:
            onset, message = self._sounding[key]
            if onset == self._tick:
                # Two strokes within a tick are one to the file, and the louder is heard.
                message.velocity = max(message.velocity, velocity)
                if key in self._too_short:
                    self._too_short.remove(key)
                return
            self._end(key)
        channel, pitch = key
        message = mido.Message("note_on", channel=channel, note=pitch, velocity=velocity)
        self._sounding[key] = (self._tick, message)
        self._timed.append((self._tick, message))

    def _end(self, key: _Key) -> None:
        if key not in self._sounding:
            return
        if self._sounding[key][0] == self._tick:
            if key not in self._too_short:
                self._too_short.append(key)
            return
        del self._sounding[key]
        channel, pitch = key
        message = mido.Message("note_off", channel=channel, note=pitch, velocity=0)
        self._timed.append((self._tick, message))

    def _control(self, channel: int, number: int, value: int) -> None:
        if number == SUSTAIN:
            self._pedals[channel] = value
        message = mido.Message("control_change", channel=channel, control=number, value=value)
        self._timed.append((self._tick, message))
