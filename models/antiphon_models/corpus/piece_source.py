"""Sources as pieces in seconds: MIDI as it was performed, scores at a tempo that is drawn.

Knows places and tempi; knows no format but MIDI's suffixes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from antiphon_models.corpus.midi_tracks import DRUMS, MidiTrack, read_midi_tracks
from antiphon_models.corpus.music_files import MusicFile, music_files, read_files
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.piece import Piece
from antiphon_models.corpus.reading import NO_MELODY, UNREADABLE, Rejection, in_one_line
from antiphon_models.corpus.score_formats import format_of
from antiphon_models.corpus.score_tunes import FOLK_BPM
from antiphon_models.corpus.tracks import read_track_pieces
from antiphon_models.corpus.tune import piece_of
from antiphon_models.corpus.tune_source import BACH, JAZZ, POP, place_of

SCORE_STYLE: Final = "folk"
MIDI_STYLE: Final = "mine"
_STYLES: Final = {BACH: ("bach",), JAZZ: ("jazz",), POP: ("pop", "piano")}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces that were found, and what was left out."""

    pieces: tuple[Piece, ...]
    rejections: tuple[Rejection, ...]


def read_pieces(source: str, data: Path | None = None, seed: int = 0) -> Pieces:
    """Return the pieces of a source that is named as `read_source` has it.

    Of MIDI files each track but the drums is one, of scores each part, which gets a tempo of its
    own, the same for the same seed. Raises CorpusError as `read_source`.
    """
    place = place_of(source, data)
    if source in _STYLES:
        return Pieces(tuple(read_track_pieces(place.parent, seed, _STYLES[source])), ())
    files, rejections = music_files(place)
    midi = [file for file in files if format_of(file.path) == "midi"]
    scores = [file for file in files if format_of(file.path) != "midi"]
    pieces: list[Piece] = []
    for found in in_processes(_performed, midi, source):
        pieces += found.pieces
        rejections += found.rejections
    for _, reading in read_files(scores, source):
        pieces += [piece_of(tune, SCORE_STYLE, FOLK_BPM, seed) for tune in reading.tunes]
        rejections += reading.rejections
    return Pieces(tuple(pieces), tuple(rejections))


def _performed(file: MusicFile) -> Pieces:
    try:
        tracks = read_midi_tracks(file.path)
    except (OSError, ValueError) as error:
        return Pieces((), (Rejection(file.name, UNREADABLE, in_one_line(error)),))
    found = tuple(_pieces(file, tracks))
    return Pieces(found, () if found else (Rejection(file.name, NO_MELODY),))


def _pieces(file: MusicFile, tracks: list[MidiTrack]) -> Iterator[Piece]:
    name = Path(file.name).with_suffix("").as_posix()
    for number, track in enumerate(track for track in tracks if track.channel != DRUMS):
        source = f"{name}#{number + 1}" if number else name
        yield Piece(source, MIDI_STYLE, track.notes, has_velocity=True)
