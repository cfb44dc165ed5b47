"""Piano arrangements of pop songs, from MIDI files with a MELODY, a BRIDGE and a PIANO track.

Knows these tracks' names; knows nothing of codecs or training.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from antiphon_models.corpus.midi_tracks import read_midi_tracks
from antiphon_models.corpus.piece import Piece
from antiphon_models.music.notes import Note

ARRANGEMENT = ("MELODY", "BRIDGE", "PIANO")


def read_pop_song(path: Path) -> Iterator[Piece]:
    """Yield the song's melody (style pop) and the whole arrangement (style piano).

    Raises ValueError or OSError for a file that is no such song.
    """
    tracks: dict[str, list[Note]] = defaultdict(list)
    for track in read_midi_tracks(path):
        tracks[track.name] += track.notes
    if not tracks["MELODY"]:
        raise ValueError("no track MELODY with notes in it")
    yield Piece(path.stem, "pop", _in_order(tracks["MELODY"]), True)
    together = [note for name in ARRANGEMENT for note in tracks[name]]
    yield Piece(path.stem, "piano", _in_order(together), True)


def _in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: (note.onset, note.pitch)))
