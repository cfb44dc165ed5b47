"""The filter of papers/003: three classifiers over a track's entropies, and its Table 1 in full.

Knows tracks that are to be let through and tracks that are not; does not know who decided that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from antiphon_models.answer_features import entropies
from antiphon_models.music.notes import Note

Table = npt.NDArray[np.float64]
Tracks = Sequence[Sequence[Note]]

METHODS = ("logistic regression", "SVC, linear kernel", "SVC, RBF kernel")
TEST_SHARES = (0.5, 0.4, 0.3, 0.2)
# Splits of one share; the paper does not say how many it drew. Its figures rest on 9 to 64 good
# tracks, so that one split says little.
SPLITS = 20


@dataclass(frozen=True, slots=True)
class FilterRow:
    """How one method filters at one test share, each figure the mean over the splits.

    `bad` and `good` are tracks in a test set, `let_through` the bad ones that pass. `recall` is
    of the good tracks, as in the paper's Table 1, with its standard deviation over the splits;
    `precision` is nan where nothing passes. `chance` is the share of good tracks, which is the
    precision of letting everything or anything through.
    """

    method: str
    share: float
    bad: int
    good: int
    recall: float
    recall_deviation: float
    precision: float
    let_through: float
    auc: float
    chance: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What a feature tells: its coefficient in a logistic regression on standardised features."""

    feature: str
    weight: float


def filter_table(
    good: Tracks, bad: Tracks, seed: int, *, vectors: Sequence[Sequence[float]] = ()
) -> list[FilterRow]:
    """Return a row for each method and test share, in the order of the paper's Table 1.

    `vectors` are coordinates of the sampling vector, one for each track, good ones first; empty
    where there are none. The classes weigh as many tracks as they have, as in the paper. At
    least ten tracks of each kind are needed, so that each test set has two; ValueError if not.
    """
    if min(len(good), len(bad)) < 10:
        raise ValueError(f"{len(good)} good and {len(bad)} bad tracks; ten of each are the least")
    features = _table(good, bad, vectors)
    are_good = np.array([True] * len(good) + [False] * len(bad))
    return [
        _row(method, share, features, are_good, seed) for method in METHODS for share in TEST_SHARES
    ]


def telling_features(good: Tracks, bad: Tracks) -> list[Weight]:
    """Return what each feature tells good tracks by, the most telling first; above 0 is good."""
    features, are_good = _table(good, bad), [True] * len(good) + [False] * len(bad)
    fitted = _classifier(METHODS[0], 0).fit(features, are_good)
    weights = [
        Weight(name, float(weight))
        for name, weight in zip(entropies([]), fitted[-1].coef_[0], strict=True)
    ]
    return sorted(weights, key=lambda each: -abs(each.weight))


def in_windows(tracks: Tracks, width: int, most: int, seed: int) -> list[Sequence[Note]]:
    """Return up to `most` stretches of `width` notes, drawn alike from all tracks without overlap.

    Tracks of one length are told apart by their notes alone, never by how many there are.
    """
    stretches = list(_stretches(tracks, width))
    Random(f"{seed}/{width}").shuffle(stretches)
    return stretches[:most]


def _stretches(tracks: Tracks, width: int) -> Iterator[Sequence[Note]]:
    for track in tracks:
        yield from (
            track[start : start + width] for start in range(0, len(track) - width + 1, width)
        )


def _table(good: Tracks, bad: Tracks, vectors: Sequence[Sequence[float]] = ()) -> Table:
    rows = [list(entropies(track).values()) for track in (*good, *bad)]
    if vectors:
        rows = [[*row, *vector] for row, vector in zip(rows, vectors, strict=True)]
    return np.array(rows)


def _row(
    method: str, share: float, features: Table, are_good: npt.NDArray[np.bool_], seed: int
) -> FilterRow:
    trials = np.array([_trial(method, share, features, are_good, seed + n) for n in range(SPLITS)])
    good, bad, passed_good, passed_bad, auc = trials.T
    passed = passed_good.sum() + passed_bad.sum()
    recall = passed_good / good
    return FilterRow(
        method,
        share,
        bad=int(bad[0]),
        good=int(good[0]),
        recall=float(recall.mean()),
        recall_deviation=float(recall.std()),
        precision=float(passed_good.sum() / passed) if passed else float("nan"),
        let_through=float(passed_bad.mean()),
        auc=float(auc.mean()),
        chance=float(are_good.mean()),
    )


def _trial(
    method: str, share: float, features: Table, are_good: npt.NDArray[np.bool_], seed: int
) -> tuple[float, float, float, float, float]:
    """Good and bad tracks in one test set, how many of each pass, and the area under the curve."""
    train, test = train_test_split(
        np.arange(len(are_good)), test_size=share, random_state=seed, stratify=are_good
    )
    fitted = _classifier(method, seed).fit(features[train], are_good[train])
    is_good, passes = are_good[test], fitted.predict(features[test])
    auc = roc_auc_score(is_good, fitted.decision_function(features[test]))
    good, bad = is_good.sum(), (~is_good).sum()
    return good, bad, (passes & is_good).sum(), (passes & ~is_good).sum(), auc


def _classifier(method: str, seed: int) -> Any:
    made = {
        METHODS[0]: LogisticRegression(max_iter=1000, random_state=seed),
        METHODS[1]: SVC(kernel="linear", random_state=seed),
        METHODS[2]: SVC(kernel="rbf", random_state=seed),
    }
    return make_pipeline(StandardScaler(), made[method])
