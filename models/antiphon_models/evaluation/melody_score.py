"""How well chances foretold melodies: bits a pitch and first guesses that were right.

Knows tables and columns; does not know which model or set they are of.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from antiphon_models.evaluation.mixing import Table


@dataclass(frozen=True, slots=True)
class Score:
    """Mean cross-entropy in bits a pitch, and the share of notes that were held the likeliest.

    Where several are as likely, each is a part of a first guess.
    """

    bits: float
    top1: float


def score_of(tables: Sequence[Table], melodies: Sequence[bytes]) -> Score:
    """Return the mean over all notes; `tables` hold a row for each note, `melodies` its column.

    Raises ValueError if a row is no chances: not of sum 1, or the note was held impossible.
    """
    chances = np.concatenate([np.asarray(table, np.float64) for table in tables])
    columns = np.frombuffer(b"".join(melodies), np.uint8)
    if len(chances) != len(columns):
        raise ValueError(f"{len(chances)} rows of chances for {len(columns)} notes")
    of_note = chances[np.arange(len(columns)), columns]
    if not (np.allclose(chances.sum(1), 1.0, atol=1e-4) and (of_note > 0).all()):
        raise ValueError("chances must sum to 1 and leave none to no note")
    likeliest = chances == chances.max(1, keepdims=True)
    hits = likeliest[np.arange(len(columns)), columns] / likeliest.sum(1)
    return Score(float(-np.log2(of_note).mean()), float(hits.mean()))


def mean_score(scores: Sequence[Score]) -> Score:
    """Return the plain mean: of a set's folds, or of the sets."""
    return Score(
        float(np.mean([score.bits for score in scores])),
        float(np.mean([score.top1 for score in scores])),
    )
