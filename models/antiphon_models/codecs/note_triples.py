"""Notes as the three numbers of papers/002: pitch, step and duration, in windows of 25.

The step is the time since the onset before, so a chord is notes of step 0; the first note of
all has step 0, too. Knows notes and arrays; knows no network and no file.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH, Note
from antiphon_models.music.phrase import phrase_of

# The input of papers/002, figure 2, is (25, 3).
WINDOW: Final = 25
PITCHES: Final = 128
# Longer times, in seconds, are fed and learned as this: one rest of a minute would outweigh a
# whole song in a squared error. The paper says nothing of rests.
LONGEST: Final = 4.0

Rows = npt.NDArray[np.float32]


class Triple(NamedTuple):
    """A note: pitch 0..127, the time since the onset before, and its length, in seconds."""

    pitch: int
    step: float
    duration: float


def vocabulary_hash() -> str:
    """Return the checksum of all that a weights file must agree on."""
    constants = {"order": Triple._fields, "pitches": PITCHES, "longest": LONGEST}
    return hashlib.sha256(json.dumps(constants, sort_keys=True).encode()).hexdigest()


VOCABULARY_HASH: Final = vocabulary_hash()


def encoded(notes: Iterable[Note]) -> list[Triple]:
    """Return the notes in order of onset, and of pitch within a chord, as triples."""
    ordered = phrase_of(notes)
    steps = [0.0, *ordered.inter_onset_intervals]
    return [
        Triple(note.pitch, step, note.duration)
        for note, step in zip(ordered.notes, steps, strict=False)
    ]


def decoded(triples: Iterable[Triple], *, onset: float = 0.0, velocity: int = 80) -> list[Note]:
    """Return the triples as notes, the first at `onset` plus its step.

    Raises ValueError for a pitch that is none, or for a step or duration below zero.
    """
    notes: list[Note] = []
    for pitch, step, duration in triples:
        if not step >= 0.0:
            raise ValueError(f"step {step} is negative or not a number")
        onset += step
        notes.append(Note(pitch, velocity, onset, duration))
    return notes


def fed(triples: Sequence[Triple]) -> Rows:
    """Return what a network is fed, (notes, 3): pitch in 0..1, and times in 0..LONGEST s."""
    rows = np.array(triples, dtype=np.float32).reshape(len(triples), 3)
    rows[:, 0] /= PITCHES
    np.clip(rows[:, 1:], 0.0, LONGEST, out=rows[:, 1:])
    return rows


def pitches_of(rows: Rows) -> npt.NDArray[np.int64]:
    """Return the pitches, 0..127, of what is fed."""
    pitches = np.rint(rows[..., 0] * PITCHES).astype(np.int64)
    return np.clip(pitches, LOWEST_PITCH, HIGHEST_PITCH)


def windows(rows: Rows, length: int = WINDOW) -> tuple[Rows, Rows]:
    """Return every window of a piece, (windows, length, 3), and what follows each, (windows, 3).

    A piece of up to `length` notes has none. The windows are views of `rows`.
    """
    count = max(len(rows) - length, 0)
    if not count:
        return np.empty((0, length, 3), np.float32), np.empty((0, 3), np.float32)
    seen = np.lib.stride_tricks.sliding_window_view(rows, length, axis=0)[:count]
    return seen.transpose(0, 2, 1), rows[length:]
