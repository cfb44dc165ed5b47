"""Melodies from outside the benchmark's sets, none of them a variant of one that is tested.

Knows music21's tune collections and the shared 13-note-run rule; knows no network.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from antiphon_models.corpus.melody_sets import MelodySet, songs_of_sets
from antiphon_models.corpus.score_tunes import ESSEN, FIDDLE_COLLECTIONS, abc_tunes
from antiphon_models.corpus.split import LONGEST_SHARED_RUN

# The shortest and longest melody that a network learns from, in notes; longer ones are cut.
FEWEST, MOST = 8, 256
# So that a melody can be moved by six semitones and more and still be MIDI.
LOWEST, HIGHEST = 24, 103


@dataclass(frozen=True, slots=True)
class OutsideMelodies:
    """The pitches of each melody, and how many tunes were left out as variants."""

    melodies: tuple[tuple[int, ...], ...]
    tunes: int
    variants: int


def outside_melodies(sets: Sequence[MelodySet]) -> OutsideMelodies:
    """Return the Essen songs and fiddle tunes that are in none of `sets`, and no variants.

    A variant has a catalogue number of the sets, or shares 13 notes in a row, in any key, with
    one of their melodies: 12 equal intervals. Raises CorpusError as `abc_tunes`.
    """
    numbers = {song.catalogue for songs in songs_of_sets().values() for song in songs}
    tested = {run for one in sets for melody in one.melodies for run in _runs(melody)}
    melodies: list[tuple[int, ...]] = []
    tunes = variants = 0
    for collection in (ESSEN, *FIDDLE_COLLECTIONS):
        for tune in abc_tunes(collection):
            tunes += 1
            is_listed = collection == ESSEN and tune.catalogue in numbers
            if is_listed or any(run in tested for run in _runs(tune.pitch)):
                variants += 1
            elif len(tune.pitch) >= FEWEST and _is_in_range(tune.pitch):
                melodies += _cut(tune.pitch)
    return OutsideMelodies(tuple(melodies), tunes, variants)


def _runs(pitches: Sequence[int]) -> Iterator[bytes]:
    intervals = bytes((after - before) % 256 for before, after in pairwise(pitches))
    for start in range(len(intervals) - LONGEST_SHARED_RUN + 1):
        yield intervals[start : start + LONGEST_SHARED_RUN]


def _is_in_range(pitches: Iterable[int]) -> bool:
    return all(LOWEST <= pitch <= HIGHEST for pitch in pitches)


def _cut(pitches: tuple[int, ...]) -> list[tuple[int, ...]]:
    pieces = [pitches[start : start + MOST] for start in range(0, len(pitches), MOST)]
    return [piece for piece in pieces if len(piece) >= FEWEST]
