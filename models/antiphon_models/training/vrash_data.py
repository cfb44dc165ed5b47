"""Windows of normalised tracks as batches for the networks of papers/003.

Knows tracks, windows and styles; knows no network.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from antiphon_models.codecs.note_delays import PITCHES
from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.corpus.tracks import Track
from antiphon_models.networks.vrash import Lines

Rows = npt.NDArray[np.int64]
# A player's phrase may be short: how long a window is, in notes, and how often.
LENGTHS: Final = {64: 0.6, 32: 0.25, 16: 0.15}
LONGEST: Final = max(LENGTHS)
NOTES_A_BATCH: Final = 128 * LONGEST
FREE: Final = STYLES.index("any")
# So many windows go without their style, so that the network can do without one.
UNSTYLED: Final = 0.2
FURTHEST: Final = 6
# How often an epoch reads a style's tracks; Bach has the fewest notes by far.
TIMES: Final = {"bach": 3, "jazz": 2}


def training_batches(tracks: Sequence[Track], rng: np.random.Generator) -> Iterator[Lines]:
    """Yield one epoch: windows drawn anew, each in some key, in random order."""
    by_length: dict[int, list[Rows]] = {length: [] for length in LENGTHS}
    for track in tracks:
        for _ in range(TIMES.get(track.style, 1)):
            length = _length(len(track.notes.pitch), rng)
            by_length[length] += _windows(track, length, rng)
    batches = [batch for windows in by_length.values() for batch in _batched(windows, rng)]
    for number in rng.permutation(len(batches)):
        yield lines_of(batches[number])


def held_out_batches(tracks: Sequence[Track], length: int = LONGEST) -> list[Lines]:
    """Return each track's whole windows from its first note on, in its own key, style named."""
    windows = [row for track in tracks for row in _cut(_columns(track), length, 0)]
    size = NOTES_A_BATCH // length
    return [lines_of(windows[at : at + size]) for at in range(0, len(windows), size)]


def lines_of(windows: Sequence[Rows]) -> Lines:
    """Return windows, each (3, notes) of pitch, delay and style, as one batch."""
    stacked = torch.from_numpy(np.stack(windows))
    return Lines(stacked[:, 0], stacked[:, 1], stacked[:, 2, 0])


def _length(notes: int, rng: np.random.Generator) -> int:
    drawn = int(rng.choice(list(LENGTHS), p=list(LENGTHS.values())))
    return next(length for length in LENGTHS if length <= min(drawn, max(notes, min(LENGTHS))))


def _windows(track: Track, length: int, rng: np.random.Generator) -> Iterator[Rows]:
    columns = _columns(track)
    first = int(rng.integers(columns.shape[1] % length + 1))
    for window in _cut(columns, length, first):
        yield _varied(window, rng)


def _varied(window: Rows, rng: np.random.Generator) -> Rows:
    """The window in another key, and sometimes without its style."""
    varied = window.copy()
    varied[0] += int(rng.integers(-FURTHEST, FURTHEST))
    varied[0] = np.where(varied[0] < 0, varied[0] + 12, varied[0])
    varied[0] = np.where(varied[0] >= PITCHES, varied[0] - 12, varied[0])
    if rng.random() < UNSTYLED:
        varied[2] = FREE
    return varied


def _columns(track: Track) -> Rows:
    style = np.full_like(track.notes.pitch, STYLES.index(track.style))
    return np.stack([track.notes.pitch, track.notes.delay, style])


def _cut(columns: Rows, length: int, first: int) -> Iterator[Rows]:
    for start in range(first, columns.shape[1] - length + 1, length):
        yield columns[:, start : start + length]


def _batched(windows: list[Rows], rng: np.random.Generator) -> Iterator[list[Rows]]:
    if not windows:
        return
    size = NOTES_A_BATCH // windows[0].shape[1]
    order = rng.permutation(len(windows))
    for at in range(0, len(order), size):
        yield [windows[index] for index in order[at : at + size]]
