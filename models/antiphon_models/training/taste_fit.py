"""A listener's taste out of marks: a logistic regression that is held back towards nothing.

Knows rows of numbers and whether each was liked; does not know what the numbers mean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

# How far a weight may be expected to be from nought, in log odds for one typical difference.
EXPECTED_WEIGHT = 0.4
# Parts that marks are split into to see how well one part is told by the others, and how often.
PARTS, ROUNDS = 5, 4
STEPS, ENOUGH = 50, 1e-10


@dataclass(frozen=True, slots=True)
class FittedTaste:
    """Log odds of a good mark for one of each column, and how well held-out marks were told.

    `skill` is the cross-validated area under the curve: 0.5 is chance, 1.0 all told apart.
    """

    weights: tuple[float, ...]
    skill: float


def fit_taste(rows: Sequence[Sequence[float]], are_good: Sequence[bool]) -> FittedTaste:
    """Return what tells rows that were liked from those that were not.

    Columns are in units of which one matters; a mark of each kind is needed, else ValueError.
    The same marks in the same order give the same weights.
    """
    table, marks = np.array(rows, dtype=np.float64), np.array(are_good, dtype=bool)
    if marks.all() or not marks.any():
        raise ValueError("marks of one kind alone tell nothing")
    weights = _fitted(table, marks)[:-1]
    return FittedTaste(tuple(map(float, weights)), _skill(table, marks))


def _fitted(table: Rows, marks: Marks) -> Rows:
    """The weights of largest posterior probability, the intercept last, by Newton's method."""
    inputs = np.column_stack([table - table.mean(axis=0), np.ones(len(table))])
    # How many are good in all is no matter of taste, and is hardly held back.
    penalty = np.full(inputs.shape[1], EXPECTED_WEIGHT**-2)
    penalty[-1] = 1e-6
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(inputs @ weights, -30.0, 30.0)))
        slope = inputs.T @ (marks - chances) - penalty * weights
        bend = (inputs.T * (chances * (1.0 - chances))) @ inputs + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        # Held in, as a whole step can leap over the top where classes are far apart.
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        weights = weights + step
        if float(np.abs(step).max()) < ENOUGH:
            break
    return weights


def _skill(table: Rows, marks: Marks) -> float:
    areas = [
        _area(table[test] @ _fitted(table[~test], marks[~test])[:-1], marks[test])
        for test in _parts(marks)
    ]
    return float(np.mean(areas)) if areas else 0.5


def _parts(marks: Marks) -> Iterator[Marks]:
    """Which marks are held out, part after part, as many of each kind in each as can be."""
    parts = min(PARTS, int(marks.sum()), int((~marks).sum()))
    for number in range(ROUNDS if parts > 1 else 0):
        rng = np.random.default_rng(number)
        part_of = np.empty(len(marks), dtype=np.int64)
        for kind in (marks, ~marks):
            part_of[kind] = rng.permutation(int(kind.sum())) % parts
        yield from (part_of == part for part in range(parts))


def _area(scores: Rows, marks: Marks) -> float:
    """The chance that a good one scores above a bad one; a tie is half."""
    above = scores[marks][:, None] - scores[~marks][None, :]
    return float(np.mean((above > 0) + 0.5 * (above == 0)))
