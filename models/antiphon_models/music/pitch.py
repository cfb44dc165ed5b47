"""Pitches by name and by number, and how often each pitch class sounds.

Knows equal temperament with middle C at 60 = C4; knows nothing of keys, tunings or time.
"""

import re
from collections.abc import Iterable

from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH

PITCH_CLASS_NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_PITCH_NAME = re.compile(r"([A-Ga-g])(#{0,2}|b{0,2})(-?[0-9]{1,2})", re.ASCII)


def pitch_named(name: str) -> int:
    """Return the pitch that `name` means: "C4" is 60, "F#3" 54, "Bb-1" 10.

    Raises ValueError for what is no pitch name or lies outside 0..127.
    """
    match = _PITCH_NAME.fullmatch(name)
    if not match:
        raise ValueError(f"'{name}' is not a pitch name; write one like C4, F#3 or Bb5")
    letter, accidentals, octave = match.groups()
    altered = accidentals.count("#") - accidentals.count("b")
    pitch = 12 * (int(octave) + 1) + _NATURALS[letter.upper()] + altered
    if not LOWEST_PITCH <= pitch <= HIGHEST_PITCH:
        raise ValueError(f"'{name}' is outside C-1 to G9")
    return pitch


def pitch_name(pitch: int) -> str:
    """Return the usual name of `pitch`: 60 is "C4", 61 "C#4", 63 "Eb4"."""
    return f"{PITCH_CLASS_NAMES[pitch % 12]}{pitch // 12 - 1}"


def pitch_class(pitch: int) -> int:
    """Return the pitch without its octave: 0 for C, 11 for B."""
    return pitch % 12


def interval(before: int, after: int) -> int:
    """Return the semitones from one pitch up to the next, negative downwards."""
    return after - before


def pitch_class_histogram(
    pitches: Iterable[int], weights: Iterable[float] | None = None
) -> tuple[float, ...]:
    """Return the share of each of the twelve pitch classes, C first; they sum to 1.

    `weights`, such as durations, says how much each pitch counts; all alike without. Twelve
    zeros if nothing counts. Raises ValueError if there are not as many weights as pitches.
    """
    counted = list(pitches)
    shares = [0.0] * 12
    weighed = [1.0] * len(counted) if weights is None else list(weights)
    for pitch, weight in zip(counted, weighed, strict=True):
        shares[pitch % 12] += weight
    total = sum(shares)
    return tuple(share / total for share in shares) if total else (0.0,) * 12
