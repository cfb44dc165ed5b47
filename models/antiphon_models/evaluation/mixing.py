"""Several models' chances made one by how sure each is.

Knows tables of chances; does not know where they come from.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# The chances of each note before it was shown, shape (notes, alphabet), rows of sum 1.
Table: TypeAlias = NDArray[np.floating]

# Of the weights; chosen in the source on the very data of the benchmark (DATA.md, disclosure).
BIAS = 2.0
_SUREST = 1e-9


def mixed_by_entropy(tables: Sequence[Table]) -> Table:
    """Return the mean of `tables`, weighted row by row: the lower the entropy, the more.

    The weight is the relative entropy to the power of -BIAS, as in Pearce (2005).
    """
    stacked = np.stack([np.asarray(table, np.float64) for table in tables])
    weights = relative_entropy(stacked) ** -BIAS
    mixed: Table = (weights[..., None] * stacked).sum(0) / weights.sum(0)[..., None]
    return mixed


def relative_entropy(chances: Table) -> NDArray[np.float64]:
    """Return the entropy of each row, 1 for a uniform one, never quite 0."""
    logs = np.log2(chances, out=np.zeros_like(chances), where=chances > 0)
    entropy = -(chances * logs).sum(-1) / np.log2(chances.shape[-1])
    kept: NDArray[np.float64] = np.maximum(entropy, _SUREST)
    return kept


def mean_of(tables: Sequence[Table]) -> Table:
    """Return the plain mean of `tables`, as of several networks of one kind."""
    mean: Table = np.mean(np.stack([np.asarray(table, np.float64) for table in tables]), axis=0)
    return mean
