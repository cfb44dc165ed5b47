"""How alike two sets of music are: distances within one against distances between the two.

After Yang and Lerch, "On the evaluation of generative models in music" (2020): the
distribution of all distances within the real set is compared with that of all distances
between the real and the answering set. Knows portraits; knows no prompt and no system.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from antiphon_models.evaluation.portrait import Portrait

Values = npt.NDArray[np.float64]

FEATURES = (
    "pitch_class", "interval", "ioi", "duration",
    "in_key", "alignment", "mean_pitch", "pitch_range", "distinct", "loop",
)  # fmt: skip
# More pieces of each set say no more, and take the square of the time.
MOST = 400
GRID = 512
REACH_IN_WIDTHS = 4.0


def set_likeness(
    real: Sequence[Portrait], answers: Sequence[Portrait]
) -> dict[str, dict[str, float]]:
    """Return for each of FEATURES the `overlap`, 0..1, and the `divergence` in bits.

    That is the overlapping area of the density of distances within `real` and that of
    distances from `real` to `answers`, and the Kullback-Leibler divergence of the second from
    the first. Densities are Gaussian kernel estimates, Scott's rule. Of larger sets than MOST,
    that many spread evenly are taken.
    """
    return {
        feature: _likeness(_values(real, feature), _values(answers, feature))
        for feature in FEATURES
    }


def _values(portraits: Sequence[Portrait], feature: str) -> Values:
    """One row a portrait; histograms as shares."""
    chosen = np.unique(np.linspace(0, len(portraits) - 1, min(len(portraits), MOST)).astype(int))
    rows = np.array([np.atleast_1d(getattr(portraits[at], feature)) for at in chosen])
    if rows.shape[1] > 1:
        rows = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1.0)
    return rows


def _likeness(real: Values, answers: Values) -> dict[str, float]:
    within = _distances(real, real)[np.triu_indices(len(real), k=1)]
    between = _distances(real, answers).ravel()
    widest = max(float(within.max(initial=0.0)), float(between.max(initial=0.0))) or 1.0
    p, q = _density(within, widest), _density(between, widest)
    tiny = np.finfo(float).tiny
    divergence = float((p * np.log2(np.maximum(p, tiny) / np.maximum(q, tiny))).sum())
    return {"overlap": float(np.minimum(p, q).sum()), "divergence": divergence}


def _distances(one: Values, other: Values) -> Values:
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2.0 * one @ other.T
    distances: Values = np.sqrt(np.maximum(squares, 0.0))
    return distances


def _density(values: Values, widest: float) -> Values:
    """A Gaussian kernel estimate on GRID points from below 0 to beyond `widest`, summing to 1."""
    margin = widest / REACH_IN_WIDTHS
    counts, edges = np.histogram(values, bins=GRID, range=(-margin, widest + margin))
    cell = edges[1] - edges[0]
    width = max(float(values.std()) * len(values) ** -0.2, cell)
    reach = int(REACH_IN_WIDTHS * width / cell) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * cell / width) ** 2)
    smooth: Values = np.convolve(counts, kernel, mode="full")[reach:-reach]
    smooth /= smooth.sum()
    return smooth
