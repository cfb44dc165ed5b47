"""MIDI files split into tracks, and tracks normalised and filtered as papers/003 has it.

Knows medians, pauses and entropies; knows no network and no training.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from math import log2
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_delays import (
    PERFORMED,
    NoteDelays,
    encode,
    misfits,
    pauses_of,
    upper_line,
)
from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.midi_tracks import DRUMS, read_midi_tracks
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.piece import CorpusError, Piece

log = logging.getLogger(__name__)
FEWEST_NOTES: Final = 16
# papers/003: a track with more different pauses than this is no track of rhythm.
MOST_PAUSES: Final = 11
# The paper gives no bound; below this, in bits, a line is little more than a note repeated.
LOWEST_ENTROPY: Final = 1.5
# A pause is a multiple of the median if it is within so many octaves of time of it: 11 %. In
# performed time, with fewer multiples to tell apart, within 23 %.
TOLERANCE: Final = 0.15
PERFORMED_TOLERANCE: Final = 0.3
# So many pauses of a track may be no multiple: they are taken for the nearest.
STRAY: Final = 0.05
TOO_SHORT = "fewer than 16 notes"
TOO_MANY_PAUSES = "more than eleven different pauses"
NO_MULTIPLES = "pauses that are no multiples of the median"
TOO_UNIFORM = "pitch entropy below 1.5 bits"
NOT_READABLE = "files that cannot be read"
TRACK_STYLES = {"MELODY": "pop", "BRIDGE": "pop", "PIANO": "piano"}
TRACK_CORPORA = ("bach", "jazz", "pop", "piano", "fiddle")


@dataclass(frozen=True, slots=True)
class Track:
    """A line that passed the filters; `is_performed` where its time had to be made even."""

    name: str
    style: str
    notes: NoteDelays
    is_performed: bool


@dataclass(slots=True)
class Survey:
    """What became of the tracks of each style: how many were kept, or why they were not."""

    kept: Counter[str] = field(default_factory=Counter)
    performed: Counter[str] = field(default_factory=Counter)
    rejected: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def count(self, piece: Piece, outcome: "Track | str") -> None:
        """Count one track."""
        if isinstance(outcome, str):
            self.rejected[piece.style][outcome] += 1
        else:
            self.kept[piece.style] += 1
            self.performed[piece.style] += outcome.is_performed

    def lines(self) -> list[str]:
        """Return what became of each style's tracks, in a line."""
        styles = sorted({*self.kept, *self.rejected})
        return [self._line(style) for style in styles]

    def _line(self, style: str) -> str:
        refused = self.rejected.get(style, Counter[str]())
        reasons = "".join(f"; {count} refused: {why}" for why, count in refused.most_common())
        evened = self.performed[style]
        return f"{style}: {self.kept[style]} kept, {evened} of them with time made even{reasons}"


def normalised(piece: Piece) -> Track | str:
    """Return the highest line of `piece` in the 4th octave and in median pauses.

    Returns the reason, one of this module's, where the paper's filters refuse it.
    """
    line = upper_line(piece.notes)
    if len(line) < FEWEST_NOTES:
        return TOO_SHORT
    if pitch_entropy(note.pitch for note in line) < LOWEST_ENTROPY:
        return TOO_UNIFORM
    pauses = pauses_of(line)[:-1]
    unit = median(pauses)
    ratios = [pause / unit for pause in pauses]
    if _share_of_strays(misfits(ratios), TOLERANCE) <= STRAY:
        track = Track(piece.name, piece.style, encode(line), is_performed=False)
        return track if len(set(track.notes.delay.tolist())) <= MOST_PAUSES else TOO_MANY_PAUSES
    if _share_of_strays(misfits(ratios, PERFORMED), PERFORMED_TOLERANCE) > STRAY:
        return NO_MULTIPLES
    return Track(piece.name, piece.style, encode(line, PERFORMED), is_performed=True)


def normalised_all(pieces: Iterable[Piece], survey: Survey) -> list[Track]:
    """Return the tracks of `pieces` that pass the filters; `survey` counts them all."""
    tracks: list[Track] = []
    for piece in pieces:
        outcome = normalised(piece)
        survey.count(piece, outcome)
        if not isinstance(outcome, str):
            tracks.append(outcome)
    return tracks


def pitch_entropy(pitches: Iterable[int]) -> float:
    """Return the Shannon entropy, in bits, of how common each pitch is."""
    counts = Counter(pitches)
    total = sum(counts.values())
    return -sum(count / total * log2(count / total) for count in counts.values())


def read_track_pieces(
    folder: Path, seed: int = 0, styles: Collection[str] = TRACK_CORPORA
) -> Iterator[Piece]:
    """Yield every track of the corpora in `folder`, and music21's fiddle tunes, as they are.

    Of the pop songs melody and bridge are two tracks of the style pop, the piano one of its own.
    Raises CorpusError for a corpus that is missing.
    """
    yield from read_collection(folder, seed, [s for s in styles if s not in ("pop", "piano")])
    if {"pop", "piano"} & {*styles}:
        songs = folder / "pop-songs"
        if not songs.is_dir():
            raise CorpusError(f"{songs} is missing; name the data's folder with --data")
        for found in read_midi_folder(songs, Survey()):
            style = TRACK_STYLES.get(found.style, "pop")
            if style in styles:
                yield Piece(found.name, style, found.notes, found.has_velocity)


def read_midi_folder(folder: Path, survey: Survey) -> Iterator[Piece]:
    """Yield each track of each MIDI file in `folder`, drums left out; its style is its name.

    A file that cannot be read is counted in `survey` and skipped.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".mid", ".midi"))
    for found in in_processes(_tracks_in_file, paths, "songs"):
        if isinstance(found, str):
            log.warning("%s", found)
            survey.rejected["midi"][NOT_READABLE] += 1
        else:
            yield from found


def _tracks_in_file(path: Path) -> list[Piece] | str:
    try:
        tracks = read_midi_tracks(path)
    except (OSError, ValueError) as error:
        return f"{path.name}: skipped: {error}"
    return [
        Piece(path.stem, track.name, track.notes, has_velocity=True)
        for track in tracks
        if track.channel != DRUMS
    ]


def _share_of_strays(away: npt.NDArray[np.float64], most: float) -> float:
    return float((away > most).mean())
