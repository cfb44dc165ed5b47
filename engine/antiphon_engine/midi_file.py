"""The player's events from a MIDI file, all in one or track by track, in seconds.

Tracks of type 0 and 1 sound together; those of type 2, which are pieces of their own, one
after another. Knows paths, tempo and the choice of a track; knows nothing of answers.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.errors import UserError
from antiphon_engine.standard_midi_file import (
    ChannelMessage,
    Division,
    MidiFormatError,
    StandardMidiFile,
    TempoChange,
    Track,
    read_standard_midi_file,
)

# Beyond these a file is damaged or no music; the bounds keep time and memory within reason.
LARGEST_FILE = 4 * 2**20
LONGEST_MUSIC = 24 * 3600.0

_DEFAULT_TEMPO = TempoChange(0, 500_000)
_MIDDLE_KINDS = {0xA0: "aftertouch", 0xC0: "programs", 0xD0: "aftertouch", 0xE0: "pitch bends"}


class MidiFileError(UserError):
    """A file that is no MIDI, or of which nothing can be played."""


@dataclass(frozen=True, slots=True)
class PlayerPart:
    """What a player played: events ordered by time, and counts of what was passed over."""

    events: tuple[MidiEvent, ...]
    skipped: Mapping[str, int]


def read_player_part(path: Path, track: str | None = None) -> PlayerPart:
    """Return what is played in the file at `path`, all of it or the track of this name or number.

    Tracks count from 1. MidiFileError names the file, what is wrong, and the mend.
    """
    file, skipped = _file(path)
    whole = _whole_tracks(path, file, skipped)
    chosen = whole if track is None else [_chosen(path, whole, track)]
    events = _in_seconds(file, whole, chosen, skipped)
    _refuse_silence(path, events, "it holds" if track is None else f"track {track!r} holds")
    _refuse_endless(path, [events])
    return PlayerPart(tuple(events), {kind: n for kind, n in sorted(skipped.items()) if n})


def read_tracks(path: Path) -> list[list[MidiEvent]]:
    """Return what each track of the file at `path` plays, times counted from its beginning.

    MidiFileError names the file, what is wrong, and the mend.
    """
    file, skipped = _file(path)
    whole = _whole_tracks(path, file, skipped)
    shared = TempoMap(file.division, chain.from_iterable(track.tempos for track in whole))
    tracks = [
        _events(
            track.messages,
            TempoMap(file.division, track.tempos) if file.kind == 2 else shared,
            0.0,
            skipped,
        )
        for track in whole
        if track.messages
    ]
    _refuse_silence(path, chain.from_iterable(tracks), "it holds")
    _refuse_endless(path, tracks)
    return tracks


def _file(path: Path) -> tuple[StandardMidiFile, Counter[str]]:
    content = _content(path)
    try:
        file = read_standard_midi_file(content)
    except MidiFormatError as error:
        raise MidiFileError(f"{path}: is not a MIDI file: {error}; choose a .mid file") from None
    return file, Counter(file.skipped)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise MidiFileError(f"{path}: cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_FILE:
        limit = LARGEST_FILE // 2**20
        raise MidiFileError(f"{path}: is larger than {limit} MiB; choose a shorter piece")
    return content


def _whole_tracks(path: Path, file: StandardMidiFile, skipped: Counter[str]) -> list[Track]:
    whole = [read for read in file.tracks if read.is_whole]
    lost = len(file.tracks) - len(whole)
    if (lost or skipped["missing tracks"]) and not any(read.messages for read in whole):
        raise MidiFileError(f"{path}: is cut short within its first music; export it again")
    if lost:
        skipped["cut tracks"] = lost
    return whole


def _refuse_silence(path: Path, events: Iterable[MidiEvent], where: str) -> None:
    if not any(isinstance(event, NoteOn) for event in events):
        raise MidiFileError(f"{path}: {where} no notes; choose one in which somebody plays")


def _refuse_endless(path: Path, tracks: Iterable[list[MidiEvent]]) -> None:
    if max((events[-1].time for events in tracks if events), default=0.0) > LONGEST_MUSIC:
        raise MidiFileError(
            f"{path}: lasts longer than a day, so its tempo or times are damaged; export it again"
        )


def _chosen(path: Path, tracks: list[Track], wanted: str) -> Track:
    for number, track in enumerate(tracks, start=1):
        if wanted in (str(number), track.name):
            return track
    shown = enumerate(tracks[:20], start=1)
    names = ", ".join(f"{number} {track.name!r:.40}" for number, track in shown)
    raise MidiFileError(f"{path}: has no track {wanted!r}; it has {names}")


def _in_seconds(
    file: StandardMidiFile, tracks: list[Track], chosen: list[Track], skipped: Counter[str]
) -> list[MidiEvent]:
    if file.kind != 2:
        tempo = TempoMap(file.division, chain.from_iterable(track.tempos for track in tracks))
        messages = chain.from_iterable(track.messages for track in chosen)
        return _events(messages, tempo, 0.0, skipped)
    events, start = [], 0.0
    for track in chosen:
        tempo = TempoMap(file.division, track.tempos)
        events += _events(track.messages, tempo, start, skipped)
        start += tempo.seconds(track.end)
    return events


def _events(
    messages: Iterable[ChannelMessage], tempo: "TempoMap", start: float, skipped: Counter[str]
) -> list[MidiEvent]:
    events = []
    # A stable sort: what a file says at one tick stays in the order in which it says it.
    for message in sorted(messages, key=lambda message: message.tick):
        kind, channel = message.status & 0xF0, message.status & 0x0F
        if kind in _MIDDLE_KINDS:
            skipped[_MIDDLE_KINDS[kind]] += 1
            continue
        events.append(_event(kind, channel, message.data, start + tempo.seconds(message.tick)))
    return events


def _event(kind: int, channel: int, data: tuple[int, int], time: float) -> MidiEvent:
    if kind == 0xB0:
        return Control(time, channel, *data)
    if kind == 0x90 and data[1] > 0:
        return NoteOn(time, channel, *data)
    return NoteOff(time, channel, data[0])


class TempoMap:
    """When each tick of a piece sounds. A division in frames knows no tempo."""

    def __init__(self, division: Division, tempos: Iterable[TempoChange]) -> None:
        self._ticks: list[int] = []
        self._seconds: list[float] = []
        self._tick_length: list[float] = []
        changes = [] if division.frame_rate else sorted(tempos, key=lambda change: change.tick)
        for change in [_DEFAULT_TEMPO, *changes]:
            at = self.seconds(change.tick) if self._ticks else 0.0
            self._ticks.append(change.tick)
            self._seconds.append(at)
            self._tick_length.append(_tick_length(division, change.microseconds))

    def seconds(self, tick: int) -> float:
        """Return the time of `tick` in seconds from the beginning."""
        index = bisect_right(self._ticks, tick) - 1
        return self._seconds[index] + (tick - self._ticks[index]) * self._tick_length[index]


def _tick_length(division: Division, microseconds: int) -> float:
    if division.frame_rate:
        return 1 / (division.frame_rate * division.ticks)
    return microseconds / 1e6 / division.ticks
