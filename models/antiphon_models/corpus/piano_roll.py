"""Notes as a piano roll, which maps them over time, as papers/002 prepares its MIDI files.

Knows notes and frames; knows no file and no network.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from antiphon_models.music.notes import Note

PITCHES: Final = 128
# The paper gives no rate; a frame of 10 ms is finer than what is heard as one onset.
FRAME_RATE: Final = 100.0


@dataclass(frozen=True, slots=True)
class PianoRoll:
    """What sounds in each frame: `velocity`, uint8 (128, frames), 0 for silence.

    `is_onset`, bool of the same shape, tells a note that is struck anew from one that is held.
    `frame_rate` is in frames a second.
    """

    velocity: npt.NDArray[np.uint8]
    is_onset: npt.NDArray[np.bool_]
    frame_rate: float = FRAME_RATE


def piano_roll(notes: Iterable[Note], frame_rate: float = FRAME_RATE) -> PianoRoll:
    """Return the notes, from 0 s on, as a roll; each lasts at least a frame.

    Onsets and lengths are moved by up to half a frame. A pitch that is struck while it sounds
    ends what sounded; of two strokes of a pitch in one frame the longer note is kept.
    """
    cells = sorted((*_cell(note, frame_rate), note.pitch, note.velocity) for note in notes)
    frames = max((end for _, end, _, _ in cells), default=0)
    velocity = np.zeros((PITCHES, frames), dtype=np.uint8)
    is_onset = np.zeros((PITCHES, frames), dtype=np.bool_)
    for begin, end, pitch, loudness in cells:
        sounding = velocity[pitch, begin:]
        sounding[: _until_silence(sounding)] = 0
        sounding[: end - begin] = loudness
        is_onset[pitch, begin] = True
    return PianoRoll(velocity, is_onset, frame_rate)


def notes_of(roll: PianoRoll) -> list[Note]:
    """Return the notes of a roll, in order of onset, and of pitch within a chord."""
    cells = sorted(
        (int(begin), pitch, int(end))
        for pitch in np.flatnonzero(roll.is_onset.any(axis=1)).tolist()
        for begin, end in zip(*_struck(roll.velocity[pitch], roll.is_onset[pitch]), strict=True)
    )
    rate = roll.frame_rate
    return [
        Note(pitch, int(roll.velocity[pitch, begin]), begin / rate, (end - begin) / rate)
        for begin, pitch, end in cells
    ]


def _cell(note: Note, frame_rate: float) -> tuple[int, int]:
    begin = round(note.onset * frame_rate)
    return begin, begin + max(round(note.duration * frame_rate), 1)


def _until_silence(sounding: npt.NDArray[np.uint8]) -> int:
    if not sounding[0]:
        return 0
    is_silent = sounding == 0
    return int(is_silent.argmax()) if is_silent.any() else len(sounding)


def _struck(
    velocity: npt.NDArray[np.uint8], is_onset: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the frames in which the notes of one pitch begin, and those before which they end."""
    begins = np.flatnonzero(is_onset)
    breaks = np.append(np.flatnonzero(is_onset | (velocity == 0)), len(velocity))
    return begins, breaks[np.searchsorted(breaks, begins, side="right")]
