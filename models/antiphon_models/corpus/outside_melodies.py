"""Melodies from outside the benchmark's sets, none of them a variant of one that is tested.

Knows music21's tune collections and the shared 13-note-run rule; knows no network.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from antiphon_models.corpus.melody_sets import MelodySet, songs_of_sets
from antiphon_models.corpus.score_tunes import ESSEN, FIDDLE_COLLECTIONS, abc_tunes
from antiphon_models.corpus.split import LONGEST_SHARED_RUN
from antiphon_models.corpus.tune import Tune

# The shortest and the longest melody to learn from, in notes; longer ones are cut.
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
    """Return the Essen songs and fiddle tunes of music21 that are in none of `sets`.

    Raises CorpusError as `abc_tunes`, which takes minutes for the first time on a machine.
    """
    return apart_from(sets, abc_tunes(ESSEN), itertools.chain(*map(abc_tunes, FIDDLE_COLLECTIONS)))


def apart_from(
    sets: Sequence[MelodySet], essen: Iterable[Tune], others: Iterable[Tune]
) -> OutsideMelodies:
    """Return the tunes that are no variants of the sets' songs.

    A variant is listed in the sets by its Essen catalogue number, or shares 13 notes in a row, in
    any key, with one of their melodies: 12 equal intervals.
    """
    numbers = {song.catalogue for songs in songs_of_sets().values() for song in songs}
    tested = {run for one in sets for melody in one.melodies for run in _runs(melody)}
    listed = [(tune, tune.catalogue in numbers) for tune in essen]
    tunes = [*listed, *((tune, False) for tune in others)]
    apart = [
        tune
        for tune, is_listed in tunes
        if not (is_listed or any(run in tested for run in _runs(tune.pitch)))
    ]
    melodies = tuple(
        piece for tune in apart if _is_in_range(tune.pitch) for piece in _cut(tune.pitch)
    )
    return OutsideMelodies(melodies, len(tunes), len(tunes) - len(apart))


def _runs(pitches: Sequence[int]) -> Iterator[bytes]:
    intervals = bytes((after - before) % 256 for before, after in pairwise(pitches))
    for start in range(len(intervals) - LONGEST_SHARED_RUN + 1):
        yield intervals[start : start + LONGEST_SHARED_RUN]


def _is_in_range(pitches: Iterable[int]) -> bool:
    return all(LOWEST <= pitch <= HIGHEST for pitch in pitches)


def _cut(pitches: tuple[int, ...]) -> list[tuple[int, ...]]:
    pieces = [pitches[start : start + MOST] for start in range(0, len(pitches), MOST)]
    return [piece for piece in pieces if len(piece) >= FEWEST]
