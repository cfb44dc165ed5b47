"""Tunes in C major or A minor: in which key a tune is, and how far it moves.

Knows what files say of keys and how long each pitch class sounds; knows no music21. As
papers/001, 2.1.2.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from antiphon_models.corpus.tune import Tune
from antiphon_models.music.key import Key, estimate_key
from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH, Note
from antiphon_models.music.pitch import pitch_class_histogram

C_MAJOR, A_MINOR = 0, 9
_TONIC: Final = re.compile(r"([A-H])(#|b|s(?=$|\s))?")
_NATURALS: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11, "H": 11}
# Highland pipes have a scale on A, and no sharps or flats that are written.
_PIPES: Final = re.compile(r"H[Pp]\b")
_MINOR: Final = re.compile(r"[A-H][#bs]?\s*(m(?!ix|aj)|dor|phr|aeo|loc)", re.IGNORECASE)


def stated_tonic(key: str) -> int | None:
    """Return the pitch class of the tonic that ABC's words for a key name; None without one.

    German names are taken as they are meant: H is B, Es is E flat.
    """
    if _PIPES.match(key):
        return _NATURALS["A"]
    found = _TONIC.match(key)
    if found is None:
        return None
    letter, accidental = found.groups()
    return (_NATURALS[letter] + {"#": 1, "b": -1, "s": -1}.get(accidental, 0)) % 12


def third_rule(tune: Tune) -> Key | None:
    """Return the key by the tonic that the file states and the third that sounds longer.

    Collections write nearly every key as major, so that only the thirds tell; where neither sounds
    longer, the word stands. None where no tonic is stated. `clarity` is how far one third outdoes
    the other, 0..1.
    """
    tonic = stated_tonic(tune.key)
    if tonic is None:
        return None
    shares = pitch_class_histogram(tune.pitch, tune.duration)
    minor, major = shares[(tonic + 3) % 12], shares[(tonic + 4) % 12]
    is_major = major > minor if major != minor else _MINOR.match(tune.key) is None
    return Key(tonic, is_major, abs(major - minor) / ((major + minor) or 1.0))


def krumhansl(tune: Tune) -> Key | None:
    """Return the key whose profile the tune's pitches fit best, by Krumhansl and Kessler."""
    notes = zip(tune.pitch, tune.onset, tune.duration, strict=True)
    return estimate_key([Note(pitch, 64, onset, duration) for pitch, onset, duration in notes])


def semitones_to_c(key: Key) -> int:
    """Return the shorter way, -5..6 semitones, from the tonic to C, or to A from a minor key."""
    return ((C_MAJOR if key.is_major else A_MINOR) - key.tonic + 5) % 12 - 5


def to_c(tune: Tune, key: Key) -> Tune:
    """Return the tune, which is in `key`, in C major or A minor.

    Pitches that would leave 0..127 take the whole tune an octave back.
    """
    pitch = _within([pitch + semitones_to_c(key) for pitch in tune.pitch])
    return replace(tune, pitch=pitch, key="C" if key.is_major else "Am")


def _within(pitches: Iterable[int]) -> tuple[int, ...]:
    moved = tuple(pitches)
    octave = 12 * (min(moved, default=0) < LOWEST_PITCH) - 12 * (
        max(moved, default=0) > HIGHEST_PITCH
    )
    return tuple(pitch + octave for pitch in moved)
