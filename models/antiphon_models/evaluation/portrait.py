"""What a stretch of music is like, in numbers: its distributions, key, pulse, register, repeats.

Knows notes and histograms; compares nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.log_bins import LogBins
from antiphon_models.music.meter import estimate_tempo
from antiphon_models.music.notes import Note
from antiphon_models.music.pitch import pitch_class_histogram
from antiphon_models.music.repetition import longest_loop

Counts = npt.NDArray[np.float64]

# Half an octave of time to a bin: a dotted note is not a plain one, rubato is no new value.
TIMES = LogBins(low=0.025, high=8.0, count=18, has_zero=True)
WIDEST_INTERVAL = 12
STEPS_IN_BEAT = 4
GRAM, LONG_GRAM = 4, 8
MAJOR = (0, 2, 4, 5, 7, 9, 11)
# What was played before the phrase decides between keys that fit the phrase alike.
TIE_BREAK = 1e-3


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase sets: the `scale`, seven pitch classes, and the `step` of its grid in seconds.

    `step` is None where no tempo can be heard.
    """

    scale: frozenset[int]
    step: float | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """A stretch of music in numbers; the first four are counts, the others single values.

    `pitch_class` 12, `interval` 25 (semitones -12..12, wider ones in the outermost), `ioi` and
    `duration` 18 (bins of TIMES). `in_key` and `alignment` 0..1 are relative to a Frame.
    `mean_pitch` and `pitch_range` are in semitones; `distinct` and `distinct_long` are the
    shares of distinct 4-grams and 8-grams of pitches, `loop` the share of notes that only
    repeat a figure for the third time or more.
    """

    pitch_class: Counts
    interval: Counts
    ioi: Counts
    duration: Counts
    in_key: float
    alignment: float
    mean_pitch: float
    pitch_range: float
    distinct: float
    distinct_long: float
    loop: float


def frame_of(phrase: Sequence[Note], before: Sequence[Note] = ()) -> Frame:
    """Return the key and grid of `phrase`; what was played `before` it decides where it does not.

    The key is the diatonic collection that holds most of the notes, the grid a quarter of the
    beat that the onsets suggest.
    """
    near = pitch_class_histogram(note.pitch for note in phrase)
    far = pitch_class_histogram(note.pitch for note in before)
    scales = [frozenset((tonic + degree) % 12 for degree in MAJOR) for tonic in range(12)]
    scale = max(scales, key=lambda s: sum(near[c] + TIE_BREAK * far[c] for c in s))
    tempo = _tempo(phrase) or _tempo([*before, *phrase])
    return Frame(scale, 60.0 / tempo / STEPS_IN_BEAT if tempo else None)


def portrait_of(notes: Sequence[Note], frame: Frame) -> Portrait:
    """Return `notes`, at least one and in order of onset, in numbers."""
    pitches = [note.pitch for note in notes]
    intervals = [
        min(max(b - a, -WIDEST_INTERVAL), WIDEST_INTERVAL) + WIDEST_INTERVAL
        for a, b in pairwise(pitches)
    ]
    iois = [TIMES.bin_of(b.onset - a.onset)[0] for a, b in pairwise(notes)]
    durations = [TIMES.bin_of(note.duration)[0] for note in notes]
    return Portrait(
        _counts([pitch % 12 for pitch in pitches], 12),
        _counts(intervals, 2 * WIDEST_INTERVAL + 1),
        _counts(iois, TIMES.count),
        _counts(durations, TIMES.count),
        in_key=sum(pitch % 12 in frame.scale for pitch in pitches) / len(pitches),
        alignment=_alignment(notes, frame.step),
        mean_pitch=sum(pitches) / len(pitches),
        pitch_range=float(max(pitches) - min(pitches)),
        distinct=_distinct(pitches, GRAM),
        distinct_long=_distinct(pitches, LONG_GRAM),
        loop=longest_loop(pitches) / len(pitches),
    )


def times_played(pitches: Sequence[int], most_period: int) -> list[int]:
    """Return how often in a row a figure of 1, 2, ... `most_period` notes is played, at most."""
    return [_most_rounds(pitches, period) for period in range(1, most_period + 1)]


def _most_rounds(pitches: Sequence[int], period: int) -> int:
    longest = run = 0
    for now, before in zip(pitches[period:], pitches, strict=False):
        run = run + 1 if now == before else 0
        longest = max(longest, run)
    return longest // period + 1


def _tempo(notes: Sequence[Note]) -> float | None:
    return estimate_tempo([note.onset for note in notes])


def _counts(indices: Sequence[int], size: int) -> Counts:
    return np.bincount(np.array(indices, dtype=np.int64), minlength=size).astype(np.float64)


def _alignment(notes: Sequence[Note], step: float | None) -> float:
    """How well onsets keep to one grid of `step`, wherever it begins: 1 exactly, 0 not at all.

    The length of the mean of the onsets as angles, a step being a full turn.
    """
    if step is None:
        return 0.0
    angles = [2.0 * math.pi * ((note.onset - notes[0].onset) / step % 1.0) for note in notes]
    across = sum(map(math.cos, angles)), sum(map(math.sin, angles))
    return math.hypot(*across) / len(notes)


def _distinct(pitches: Sequence[int], size: int) -> float:
    grams = [tuple(pitches[at : at + size]) for at in range(len(pitches) - size + 1)]
    return len(set(grams)) / len(grams) if grams else 1.0
