"""The key that a handful of notes suggests, and the scale that fits what was played in it.

Knows how often each pitch class sounds; knows no chords and no modulation within the notes.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from antiphon_models.music.notes import Note
from antiphon_models.music.pitch import PITCH_CLASS_NAMES, pitch_class_histogram
from antiphon_models.music.scale import scale_pitch_classes

# How well each degree above the tonic was found to fit its key (Krumhansl and Kessler, 1982).
_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
# The scales tried in a key, the usual one first: the first of those that hold the most wins.
_IN_MAJOR = ("major", "mixolydian", "lydian")
_IN_MINOR = ("minor", "harmonic minor", "melodic minor", "dorian", "phrygian")
# A note of no known length, still sounding, counts as this long, in seconds; no note counts more
# than LONGEST, or a drone would be the key.
_UNKNOWN, _LONGEST = 0.25, 2.0
# A scale is certain enough from this correlation on, if it holds this much of what was played,
# and that is of so many different pitch classes.
CLEAR = 0.6
HELD = 0.95
FEWEST_PITCH_CLASSES = 4


class Key(NamedTuple):
    """A key: the pitch class of its tonic, major or minor, and how well it fits, -1..1."""

    tonic: int
    is_major: bool
    clarity: float

    def stability(self, pitch: int) -> float:
        """Return how much `pitch` rests in this key, 0..1: 1 for the tonic."""
        profile = _MAJOR if self.is_major else _MINOR
        return profile[(pitch - self.tonic) % 12] / profile[0]


def estimate_key(notes: Sequence[Note]) -> Key | None:
    """Return the key that `notes` fit best, longer ones counting more; None without notes.

    By correlation with the profiles of the 24 keys (Krumhansl, 1990, chapter 4).
    """
    shares = _shares(notes)
    if not any(shares):
        return None
    keys = [
        Key(tonic, profile is _MAJOR, _correlation(shares[tonic:] + shares[:tonic], profile))
        for tonic in range(12)
        for profile in (_MAJOR, _MINOR)
    ]
    return max(keys, key=lambda key: key.clarity)


def fitting_scale(notes: Sequence[Note]) -> tuple[str, str] | None:
    """Return root and name of the scale that `notes` are in, or None where that is not certain."""
    key = estimate_key(notes)
    shares = _shares(notes)
    if key is None or key.clarity < CLEAR or sum(map(bool, shares)) < FEWEST_PITCH_CLASSES:
        return None
    root = PITCH_CLASS_NAMES[key.tonic]

    def held(scale: str) -> float:
        return sum(shares[pitch_class] for pitch_class in scale_pitch_classes(root, scale))

    scale = max(_IN_MAJOR if key.is_major else _IN_MINOR, key=held)
    return (root, scale) if held(scale) >= HELD else None


def transposed_root(root: str, semitones: int) -> str:
    """Return the root that lies `semitones` above another."""
    return PITCH_CLASS_NAMES[(PITCH_CLASS_NAMES.index(root) + semitones) % 12]


def _shares(notes: Sequence[Note]) -> tuple[float, ...]:
    lengths = [min(note.duration or _UNKNOWN, _LONGEST) for note in notes]
    return pitch_class_histogram([note.pitch for note in notes], lengths)


def _correlation(shares: Sequence[float], profile: Sequence[float]) -> float:
    mean, level = sum(shares) / 12, sum(profile) / 12
    apart = [share - mean for share in shares]
    fit = [value - level for value in profile]
    product = sum(a * b for a, b in zip(apart, fit, strict=True))
    spread = sqrt(sum(a * a for a in apart) * sum(b * b for b in fit))
    return product / spread if spread else 0.0
