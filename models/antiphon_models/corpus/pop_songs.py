"""Piano arrangements of pop songs, from MIDI files with a MELODY, a BRIDGE and a PIANO track.

Knows MIDI files and these tracks' names; knows nothing of codecs or training.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import mido

from antiphon_models.corpus.piece import Piece
from antiphon_models.music.notes import Note

ARRANGEMENT = ("MELODY", "BRIDGE", "PIANO")


def read_pop_song(path: Path) -> Iterator[Piece]:
    """Yield the song's melody (style pop) and the whole arrangement (style piano).

    Raises ValueError or OSError for a file that is no such song.
    """
    try:
        song = mido.MidiFile(path)
    except (EOFError, IndexError, KeyError) as error:
        raise ValueError(f"not a whole MIDI file ({error!r})") from None
    seconds_at = _tempo_map(song)
    tracks = {track.name: _notes(track, seconds_at) for track in song.tracks}
    if not tracks.get("MELODY"):
        raise ValueError("no track MELODY with notes in it")
    yield Piece(path.stem, "pop", _in_order(tracks["MELODY"]), True)
    together = [note for name in ARRANGEMENT for note in tracks.get(name, [])]
    yield Piece(path.stem, "piano", _in_order(together), True)


def _in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: (note.onset, note.pitch)))


def _tempo_map(song: Any) -> Callable[[int], float]:
    changes = [(0, 500_000)]
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

    def seconds_at(tick: int) -> float:
        start, seconds, tempo = next(a for a in reversed(anchors) if a[0] <= tick)
        return float(seconds + (tick - start) * tempo / 1e6 / song.ticks_per_beat)

    return seconds_at


def _notes(track: Any, seconds_at: Callable[[int], float]) -> list[Note]:
    sounding: dict[int, list[tuple[float, int]]] = defaultdict(list)
    notes: list[Note] = []
    tick = 0
    for message in track:
        tick += message.time
        if message.type not in ("note_on", "note_off"):
            continue
        begun = sounding[message.note]
        if message.type == "note_on" and message.velocity > 0:
            begun.append((seconds_at(tick), message.velocity))
        elif begun:
            onset, velocity = begun.pop(0)
            duration = seconds_at(tick) - onset
            if duration > 0.0:
                notes.append(Note(message.note, velocity, onset, duration))
    return notes
