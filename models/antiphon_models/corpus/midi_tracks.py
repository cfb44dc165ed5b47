"""MIDI files as tracks of notes in seconds.

Knows ticks, tempo and mido; knows nothing of what a track means.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import mido

from antiphon_models.music.notes import Note

DRUMS: Final = 9
# Far more than any performance needs; a larger file is something else under this name.
MOST_BYTES: Final = 32_000_000


@dataclass(frozen=True, slots=True)
class MidiTrack:
    """The notes of one channel (0..15) of a track, in order of onset and of pitch."""

    name: str
    channel: int
    notes: tuple[Note, ...]


def read_midi_tracks(path: Path) -> list[MidiTrack]:
    """Return the tracks of the file that hold notes, one for each channel of a track.

    Note-offs end the oldest note of their key; notes without an end are left out. Raises
    ValueError, saying why, for whatever is no whole MIDI file, and OSError.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"larger than {MOST_BYTES // 1_000_000} MB")
    return _tracks(_tempo_map, filename=path)


def midi_tracks_in_quarters(content: bytes) -> list[MidiTrack]:
    """Return the tracks as `read_midi_tracks`, times in quarter lengths whatever the tempo."""
    return _tracks(_quarters, file=BytesIO(content))


def _tracks(times: Callable[[Any], Callable[[int], float]], **source: Any) -> list[MidiTrack]:
    try:
        song = mido.MidiFile(**source, clip=True)
        time_at = times(song)
        return [found for track in song.tracks for found in _by_channel(track, time_at)]
    except OSError as error:
        # mido says so of bytes that are no MIDI file, too, and then without a number.
        if error.errno is not None:
            raise
        raise ValueError(f"not a MIDI file ({error})") from None
    except Exception as error:  # mido raises what its parsers raise: EOFError, KeyError, ...
        raise ValueError(f"not a whole MIDI file ({error!r})") from None


def _quarters(song: Any) -> Callable[[int], float]:
    ticks_per_beat = song.ticks_per_beat
    if ticks_per_beat <= 0:
        raise ValueError("counts film frames, not beats")
    return lambda tick: float(tick / ticks_per_beat)


def _tempo_map(song: Any) -> Callable[[int], float]:
    changes = []
    for track in song.tracks:
        tick = 0
        for message in track:
            tick += message.time
            if message.type == "set_tempo":
                changes.append((tick, message.tempo))
    changes.sort(key=lambda change: change[0])
    anchors = [(0, 0.0, 500_000)]
    for tick, tempo in changes:
        before, seconds, old = anchors[-1]
        seconds += (tick - before) * old / 1e6 / song.ticks_per_beat
        anchors.append((tick, seconds, tempo))
    ticks = [anchor[0] for anchor in anchors]

    def seconds_at(tick: int) -> float:
        start, seconds, tempo = anchors[bisect_right(ticks, tick) - 1]
        return float(seconds + (tick - start) * tempo / 1e6 / song.ticks_per_beat)

    return seconds_at


def _by_channel(track: Any, seconds_at: Callable[[int], float]) -> list[MidiTrack]:
    sounding: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    notes: dict[int, list[Note]] = defaultdict(list)
    tick = 0
    for message in track:
        tick += message.time
        if message.type not in ("note_on", "note_off"):
            continue
        begun = sounding[message.channel, message.note]
        if message.type == "note_on" and message.velocity > 0:
            begun.append((seconds_at(tick), message.velocity))
        elif begun:
            onset, velocity = begun.pop(0)
            duration = seconds_at(tick) - onset
            if duration > 0.0:
                notes[message.channel].append(Note(message.note, velocity, onset, duration))
    return [
        MidiTrack(track.name, channel, tuple(sorted(found, key=_place)))
        for channel, found in sorted(notes.items())
    ]


def _place(note: Note) -> tuple[float, int]:
    return note.onset, note.pitch
