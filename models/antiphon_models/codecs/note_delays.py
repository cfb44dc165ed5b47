"""A line of single notes as pitches around the 4th octave and delays in median pauses (papers/003).

Knows the alphabet, and how a line is put into it and out of it; knows no file and no network.
"""

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import log2
from statistics import median
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.music.notes import Note
from antiphon_models.music.phrase import Phrase
from antiphon_models.recent import CHORD

LOWEST: Final = 24
OCTAVES: Final = 7
PITCHES: Final = 12 * OCTAVES
# The octave from middle C up is the fourth.
MIDDLE: Final = 60
# What a pause may be of the track's median pause, in rational numbers. The paper names 1/2 and
# 3/2; a score has no others than these, and they are where a written pause is not.
DELAYS: Final = tuple(
    Fraction(text)
    for text in (
        *("1/8", "1/6", "1/4", "1/3", "3/8", "1/2", "2/3", "3/4", "1", "4/3"),
        *("3/2", "2", "5/2", "3", "4", "5", "6", "8", "12", "16"),
    )
)
# The eleven of them that even performed time keeps apart: halves, doubles and their dotted ones.
PERFORMED: Final = tuple(
    DELAYS.index(Fraction(text))
    for text in ("1/4", "3/8", "1/2", "3/4", "1", "3/2", "2", "3", "4", "6", "8")
)
_OCTAVES_OF_TIME: Final = np.log2([float(delay) for delay in DELAYS])
VOCABULARY_HASH: Final = hashlib.sha256(
    json.dumps([LOWEST, PITCHES, [str(delay) for delay in DELAYS], STYLES]).encode()
).hexdigest()

Column = npt.NDArray[np.int64]


class NoteDelays(NamedTuple):
    """A line: for each note its pitch 0..83 and its delay, an index of DELAYS."""

    pitch: Column
    delay: Column


def upper_line(notes: Sequence[Note]) -> list[Note]:
    """Return the highest note of each onset; `notes` are in order of onset."""
    line: list[Note] = []
    for note in notes:
        if not line or note.onset - line[-1].onset >= CHORD:
            line.append(note)
        elif note.pitch > line[-1].pitch:
            line[-1] = Note(note.pitch, note.velocity, line[-1].onset, note.duration)
    return line


def pauses_of(line: Sequence[Note]) -> list[float]:
    """Return the time from each onset to the next, and for the last note its duration."""
    gaps = [later.onset - earlier.onset for earlier, later in pairwise(line)]
    return [*gaps, line[-1].duration or median(gaps)] if gaps else [n.duration for n in line]


def octave_shift(pitches: Sequence[int]) -> int:
    """Return the whole octaves, in semitones, that bring the median pitch into the 4th."""
    return 12 * -((int(median(pitches)) - MIDDLE) // 12)


def pitch_index(pitch: int, shift: int) -> int:
    """Return the index of a MIDI pitch moved by `shift`; what lies outside comes in by octaves."""
    moved = pitch + shift - LOWEST
    return moved if 0 <= moved < PITCHES else moved % 12 + (0 if moved < 0 else PITCHES - 12)


def nearest_delays(ratios: Sequence[float], among: Sequence[int] | None = None) -> Column:
    """Return for each pause, in median pauses, the nearest of DELAYS by ratio, or of `among`."""
    allowed = np.arange(len(DELAYS)) if among is None else np.asarray(among)
    found = np.log2(np.maximum(np.asarray(ratios, dtype=np.float64), 1e-9))
    distances = np.abs(found[:, None] - _OCTAVES_OF_TIME[allowed])
    nearest: Column = allowed[distances.argmin(axis=1)]
    return nearest


def nearest_delay(ratio: float) -> int:
    """Return the index of the delay nearest to `ratio`, a pause in median pauses."""
    octaves = log2(max(ratio, 1e-9))
    return int(np.abs(_OCTAVES_OF_TIME - octaves).argmin())


def misfits(ratios: Sequence[float], among: Sequence[int] | None = None) -> npt.NDArray[np.float64]:
    """Return how far, in octaves of time, each ratio is from the nearest delay; 0 if longer."""
    nearest = nearest_delays(ratios, among)
    found = np.log2(np.maximum(np.asarray(ratios, dtype=np.float64), 1e-9))
    away: npt.NDArray[np.float64] = np.abs(found - _OCTAVES_OF_TIME[nearest])
    # However long a rest is, it is the longest delay.
    away[found > _OCTAVES_OF_TIME[max(among) if among else -1]] = 0.0
    return away


def encode(line: Sequence[Note], among: Sequence[int] | None = None) -> NoteDelays:
    """Return a line of at least two single notes, moved to the 4th octave, in median pauses.

    With `among`, only these delays are used.
    """
    pauses = pauses_of(line)
    unit = median(pauses[:-1])
    shift = octave_shift([note.pitch for note in line])
    pitch = np.array([pitch_index(note.pitch, shift) for note in line], dtype=np.int64)
    return NoteDelays(pitch, nearest_delays([pause / unit for pause in pauses], among))


def decode(notes: NoteDelays, unit: float, shift: int = 0, velocity: int = 80) -> Phrase:
    """Return the line as notes that each last until the next begins.

    `unit` is the median pause in seconds, `shift` what had been added to the pitches.
    """
    made: list[Note] = []
    onset = 0.0
    for pitch, delay in zip(notes.pitch.tolist(), notes.delay.tolist(), strict=True):
        duration = float(DELAYS[delay]) * unit
        made.append(Note(pitch + LOWEST - shift, velocity, onset, duration))
        onset += duration
    return Phrase(tuple(made))
