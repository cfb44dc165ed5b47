"""Seconds, beats and ticks, and the tempo that a row of onsets suggests.

Knows steady tempo only; knows no bars, no time signatures and no clock.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, log2

SLOWEST_BPM = 60.0
FASTEST_BPM = 180.0

# Of two octaves of a tempo that the onsets speak for alike, the one nearer to this is felt.
_PREFERRED_BPM = 104.0
# Onsets closer than this share of the median interval, or than a millisecond, are one chord.
_CHORD = 0.12
_CLOSEST = 0.001
# Distances between onsets that differ by less than this ratio are one distance.
_ALIKE = 1.08
# How many onsets ahead distances are taken to: a beat of sixteenths, and the beat after it.
_AHEAD = 8
# What a distance of once, twice, three times and four times the beat says for it.
_MULTIPLES = ((1, 1.0), (2, 0.7), (3, 0.3), (4, 0.5))


def beats_to_seconds(beats: float, tempo_bpm: float) -> float:
    """Return how long `beats` last at `tempo_bpm`, in seconds."""
    return beats * 60.0 / tempo_bpm


def seconds_to_beats(seconds: float, tempo_bpm: float) -> float:
    """Return how many beats `seconds` are at `tempo_bpm`."""
    return seconds * tempo_bpm / 60.0


def seconds_to_ticks(seconds: float, tempo_bpm: float, ppqn: int) -> int:
    """Return the nearest tick to `seconds`, of `ppqn` a quarter note, one quarter to the beat."""
    return round(seconds_to_beats(seconds, tempo_bpm) * ppqn)


def ticks_to_seconds(ticks: int, tempo_bpm: float, ppqn: int) -> float:
    """Return how long `ticks`, of `ppqn` a quarter note, last at `tempo_bpm`, in seconds."""
    return beats_to_seconds(ticks / ppqn, tempo_bpm)


def estimate_tempo(onsets: Sequence[float]) -> float | None:
    """Return the tempo in beats a minute, 60..180, that ascending `onsets` in seconds suggest.

    The beat is the distance between onsets, near or further apart, that with its multiples
    occurs most; swing and ornaments only add distances that occur less. Octaves are resolved by
    what occurs, then by nearness to a moderate tempo. A chord counts as one onset; None for
    fewer than four.
    """
    strikes = _without_chords(onsets)
    if len(strikes) < 4:
        return None
    distances = _grouped(strikes)
    beat = max(distances, key=lambda distance: _support(distance[0], distances))[0]
    tempo = 60.0 / beat
    slowest = tempo * 2.0 ** ceil(log2(SLOWEST_BPM / tempo))
    octaves = [bpm for bpm in (slowest, slowest * 2) if SLOWEST_BPM <= bpm <= FASTEST_BPM]
    return max(octaves, key=lambda bpm: _octave_preference(bpm, distances))


def _without_chords(onsets: Sequence[float]) -> list[float]:
    """Return the onsets without those that only complete a chord."""
    apart = sorted(later - earlier for earlier, later in pairwise(onsets) if later > earlier)
    if not apart:
        return []
    least = max(apart[len(apart) // 2] * _CHORD, _CLOSEST)
    strikes = [onsets[0]]
    strikes += [later for earlier, later in pairwise(onsets) if later - earlier > least]
    return strikes


def _grouped(strikes: Sequence[float]) -> list[tuple[float, int]]:
    """Return the distances between onsets, alike ones as their mean, each with its count."""
    apart = sorted(
        later - earlier
        for number, earlier in enumerate(strikes)
        for later in strikes[number + 1 : number + 1 + _AHEAD]
    )
    groups: list[list[float]] = [[apart[0]]]
    for distance in apart[1:]:
        if distance < groups[-1][0] * _ALIKE:
            groups[-1].append(distance)
        else:
            groups.append([distance])
    return [(sum(group) / len(group), len(group)) for group in groups]


def _support(beat: float, distances: list[tuple[float, int]]) -> float:
    """Return how much the distances speak for `beat`, by how near they come to its multiples."""
    support = 0.0
    for distance, count in distances:
        for multiple, weight in _MULTIPLES:
            error = abs(log2(distance / (beat * multiple)))
            if error < log2(_ALIKE):
                support += weight * count * (1.0 - error / log2(_ALIKE))
    return support


def _octave_preference(tempo_bpm: float, distances: list[tuple[float, int]]) -> float:
    """Return how much speaks for one octave of a tempo: what occurs, and not being extreme."""
    support = _support(60.0 / tempo_bpm, distances) / sum(count for _, count in distances)
    return support - 0.1 * abs(log2(tempo_bpm / _PREFERRED_BPM))
