"""Novelty as papers/002 measures it: cosine similarity to the nearest piece of the training music.

The paper does not say what its vectors hold; here it is how common pitch classes, intervals,
steps and durations are. Knows triples; does not know who played them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_triples import Rows, pitches_of

Vector = npt.NDArray[np.float64]
# Semitones up or down; what leaps further counts as this.
WIDEST: Final = 13
# Seconds at which bins of time part: steps and durations are compared on a logarithmic scale.
TIME_EDGES: Final = np.geomspace(0.025, 4.0, 16)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The nearest piece of some music: the cosine similarity to it, 0..1, its name and style."""

    similarity: float
    name: str
    style: str


def features(rows: Rows) -> Vector:
    """Return the vector of a piece: four histograms side by side, each of length one."""
    pitches = pitches_of(rows)
    intervals = np.clip(np.diff(pitches), -WIDEST, WIDEST) + WIDEST
    parts = (
        np.bincount(pitches % 12, minlength=12),
        np.bincount(intervals, minlength=2 * WIDEST + 1),
        np.bincount(np.digitize(rows[:, 1], TIME_EDGES), minlength=len(TIME_EDGES) + 1),
        np.bincount(np.digitize(rows[:, 2], TIME_EDGES), minlength=len(TIME_EDGES) + 1),
    )
    return np.concatenate([part / max(float(np.linalg.norm(part)), 1e-12) for part in parts])


class Repertory:
    """Pieces that others are compared with."""

    def __init__(self, names: Sequence[str], styles: Sequence[str], pieces: Sequence[Rows]) -> None:
        self._names, self._styles = list(names), list(styles)
        vectors = np.array([features(rows) for rows in pieces])
        self._unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def nearest(self, rows: Rows, but_not: str = "") -> Likeness:
        """Return the piece that is most like `rows`, passing over those named `but_not`."""
        vector = features(rows)
        alike = self._unit @ (vector / np.linalg.norm(vector))
        for place, name in enumerate(self._names):
            if name == but_not:
                alike[place] = -1.0
        best = int(alike.argmax())
        return Likeness(float(alike[best]), self._names[best], self._styles[best])
