"""Notes in order of onset as the numbers that the note-stream network reads and predicts.

One step is one onset; a chord is notes whose inter-onset interval falls in bin 0. At the
onset of a note the network is fed its pitch, the ioi since the onset before, its velocity,
and how long the note before it has sounded *by now*: min(duration, ioi). Nothing of the
future is in it, so that what is fed live is exactly what was fed in training. The network
then predicts, of the next note and in this order: ioi, pitch, velocity, duration.
Knows no network and no file.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.log_bins import LogBins
from antiphon_models.music.notes import Note

PITCHES: Final = 128
VELOCITIES: Final = 16
UNKNOWN_VELOCITY: Final = VELOCITIES
# The last three are trained on the user's machine alone: their data may not be given on.
STYLES: Final = ("any", "bach", "jazz", "pop", "piano", "fiddle", "folk", "chorale", "mine")
IOI: Final = LogBins(low=0.025, high=8.0, count=40, has_zero=True)
DURATION: Final = LogBins(low=0.02, high=8.0, count=40, has_zero=False)
FIRST_IOI: Final = IOI.high  # the first note of all comes after a long silence


def vocabulary_hash(styles: Sequence[str] = STYLES) -> str:
    """Return the checksum of all that a weights file must agree on, for a file of `styles`."""
    constants = {
        "order": ["ioi", "pitch", "velocity", "duration"],
        "pitches": PITCHES,
        "velocities": VELOCITIES,
        "styles": styles,
        "ioi": [IOI.low, IOI.high, IOI.count, IOI.has_zero],
        "duration": [DURATION.low, DURATION.high, DURATION.count, DURATION.has_zero],
        "first_ioi": FIRST_IOI,
    }
    return hashlib.sha256(json.dumps(constants, sort_keys=True).encode()).hexdigest()


VOCABULARY_HASH: Final = vocabulary_hash()

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Seconds = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stream:
    """What is fed at each onset, and the note's own duration, which is only predicted.

    All of one length, the number of notes. `sounded_*` is of the note *before*, as far as
    it has sounded by this onset; `velocity` is a bin or UNKNOWN_VELOCITY.
    """

    pitch: Ints
    ioi_bin: Ints
    ioi_inside: Floats
    velocity: Ints
    sounded_bin: Ints
    sounded_inside: Floats
    duration_bin: Ints
    duration_inside: Floats

    def __len__(self) -> int:
        return len(self.pitch)


class Fed(NamedTuple):
    """What is fed at one onset, in the order that a stepper takes it; one column of Stream."""

    pitch: int
    ioi_bin: int
    ioi_inside: float
    velocity: int
    sounded_bin: int
    sounded_inside: float


def feed(note: Note, before: Note | None) -> Fed:
    """Return what is fed at the onset of `note`, which follows `before` (None: it is the first).

    Only the part of the note before that has sounded by now is looked at, so it may still
    be sounding (duration 0.0).
    """
    ioi = FIRST_IOI if before is None else note.onset - before.onset
    heard = 0.0 if before is None else sounded(before.duration, ioi)
    velocity = velocity_bin_of(note.velocity)
    return Fed(note.pitch, *IOI.bin_of(ioi), velocity, *DURATION.bin_of(heard))


def velocity_bin_of(velocity: int) -> int:
    """Return the bin, 0..15, of a MIDI velocity 1..127."""
    return velocity * VELOCITIES // 128


def velocity_of(velocity_bin: int) -> int:
    """Return the MIDI velocity in the middle of a bin 0..15."""
    return velocity_bin * (128 // VELOCITIES) + 64 // VELOCITIES


def sounded(duration: float, ioi: float) -> float:
    """Return how long a note has sounded when the next one begins `ioi` later, in seconds.

    A `duration` of 0.0 means that it is still sounding.
    """
    return min(duration, ioi) if duration > 0.0 else ioi


def encode(notes: Sequence[Note]) -> Stream:
    """Return `notes`, in order of onset, as the network's input; velocities all known."""
    return encode_arrays(
        np.array([note.pitch for note in notes], dtype=np.int64),
        np.array([velocity_bin_of(note.velocity) for note in notes], dtype=np.int64),
        np.array([note.onset for note in notes], dtype=np.float64),
        np.array([note.duration for note in notes], dtype=np.float64),
    )


def encode_arrays(pitch: Ints, velocity_bin: Ints, onset: Seconds, duration: Seconds) -> Stream:
    """Return notes given as columns, in order of onset, as the network's input."""
    ioi = np.diff(onset, prepend=onset[:1] - FIRST_IOI)
    before = np.concatenate([np.zeros(1), duration[:-1]])[: len(onset)]
    heard = np.where(before > 0.0, np.minimum(before, ioi), ioi)
    heard[:1] = 0.0
    return Stream(
        pitch,
        *IOI.bins_of(ioi),
        velocity_bin,
        *DURATION.bins_of(heard),
        *DURATION.bins_of(duration),
    )
