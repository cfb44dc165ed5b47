"""Scales: the pitch classes that go together, by the names that musicians use.

Knows steps from a root; does not know which key is being played.
"""

from collections.abc import Mapping
from types import MappingProxyType

from antiphon_models.music.pitch import PITCH_CLASS_NAMES

# Semitones above the root, by the scale's name.
SCALES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "major": (0, 2, 4, 5, 7, 9, 11),
        "minor": (0, 2, 3, 5, 7, 8, 10),
        "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
        "melodic minor": (0, 2, 3, 5, 7, 9, 11),
        "dorian": (0, 2, 3, 5, 7, 9, 10),
        "phrygian": (0, 1, 3, 5, 7, 8, 10),
        "lydian": (0, 2, 4, 6, 7, 9, 11),
        "mixolydian": (0, 2, 4, 5, 7, 9, 10),
        "major pentatonic": (0, 2, 4, 7, 9),
        "minor pentatonic": (0, 3, 5, 7, 10),
        "blues": (0, 3, 5, 6, 7, 10),
    }
)


def scale_pitch_classes(root: str, scale: str) -> frozenset[int]:
    """Return the pitch classes of a scale on `root`, such as "Eb" and "dorian".

    KeyError or ValueError for a scale or a root that there is not.
    """
    first = PITCH_CLASS_NAMES.index(root)
    return frozenset((first + step) % 12 for step in SCALES[scale])
