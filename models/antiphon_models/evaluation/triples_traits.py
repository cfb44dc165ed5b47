"""What a track is like: what papers/002 says of its own, and what it does not show.

Knows triples; does not know who played them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from antiphon_models.codecs.note_triples import Rows, pitches_of
from antiphon_models.music.repetition import longest_loop
from antiphon_models.recent import CHORD

GRAM: Final = 8


@dataclass(frozen=True, slots=True)
class Traits:
    """A track in numbers: shares 0..1, times in seconds, pitch entropy in bits.

    `mid_range` is the share of pitches in 50..70, `chords` that of steps that make a chord,
    `distinct` that of runs of 8 pitches that differ from all others in the track, `loop` that
    of notes which only go round. `step_change` is how far, on average, a step is from the one
    before.
    """

    mid_range: float
    median_duration: float
    mean_step: float
    step_deviation: float
    step_change: float
    chords: float
    pitch_entropy: float
    distinct: float
    loop: float


def traits(rows: Rows) -> Traits:
    """Return what the track `rows`, (notes, 3), is like."""
    pitches, steps = pitches_of(rows), rows[:, 1].astype(np.float64)
    line = pitches.tolist()
    grams = [tuple(line[at : at + GRAM]) for at in range(len(line) - GRAM + 1)]
    counts = np.bincount(pitches)
    common = counts[counts > 0] / len(pitches)
    return Traits(
        float(np.mean((pitches >= 50) & (pitches <= 70))),
        float(np.median(rows[:, 2])),
        float(steps.mean()),
        float(steps.std()),
        float(np.abs(np.diff(steps)).mean()),
        float(np.mean(steps < CHORD)),
        float(-(common * np.log2(common)).sum()),
        len(set(grams)) / max(len(grams), 1),
        longest_loop(line) / len(line),
    )


def mean_traits(many: Sequence[Traits]) -> dict[str, float]:
    """Return the mean of each trait over tracks, by name."""
    return {
        field.name: float(np.mean([getattr(one, field.name) for one in many]))
        for field in fields(Traits)
    }
