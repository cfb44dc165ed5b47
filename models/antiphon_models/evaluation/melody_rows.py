"""The rows of the melody benchmark: which model each is, and in which class it may be ranked.

Knows how evidence becomes chances; knows no file and no mean over folds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from antiphon_models.evaluation.melody_evidence import (
    LONG_INTERVAL,
    LONG_PITCH,
    NETWORK,
    NETWORKS,
    ON_INTERVAL,
    ON_PITCH,
    SHORT_INTERVAL,
    SHORT_PITCH,
    Evidence,
    FoldEvidence,
)
from antiphon_models.evaluation.mixing import Table, mixed_by_entropy
from antiphon_models.evaluation.ppm_tables import LEARNING_ON, LONG_TERM, SHORT_TERM
from antiphon_models.mixture import Mixture, Start
from antiphon_models.music.motif import CONTOUR, INTERVAL, PITCH

# Offline only; with memory of the current melody; learning on across test melodies.
OFFLINE, WITHIN, ACROSS = "a", "b", "c"
CLASSES = {
    OFFLINE: "offline model only",
    WITHIN: "plus memory of the current melody",
    ACROSS: "plus learning across test melodies",
}
ALL_VIEWS = (PITCH, INTERVAL, CONTOUR)
# How often a mixture hears the melodies that set it.
PASSES = 2
_FIRST_WEIGHT, _FURTHER_WEIGHT, _VIEW_WEIGHT = 1.0, 0.1, 0.3


@dataclass(frozen=True, slots=True)
class Row:
    """A model: its experts and, where it has a memory, the views of it that vote.

    Experts are mixed by entropy, as the ruler's are, unless `is_learned`: then by the online
    mixture. It goes on learning as the class allows, unless `is_weighing` is False: then every
    weight stays 1 and only hit rates are learned.
    """

    name: str
    kind: str
    experts: tuple[str, ...]
    views: tuple[int, ...] = ()
    is_learned: bool = False
    is_weighing: bool = True

    @property
    def uses_network(self) -> bool:
        """Whether the figures are those of a network of ours."""
        return NETWORK in self.experts or NETWORKS in self.experts


_SHORT = (SHORT_PITCH, SHORT_INTERVAL)
_LONG = (LONG_PITCH, LONG_INTERVAL)
_ON = (ON_PITCH, ON_INTERVAL)


def _mixture(name: str, kind: str, *experts: str, views: tuple[int, ...] = ALL_VIEWS) -> Row:
    return Row(name, kind, experts, views, is_learned=True)


ROWS = (
    Row("uniform", OFFLINE, ()),
    Row("PPM LTM", OFFLINE, (LONG_TERM,)),
    Row("network", OFFLINE, (NETWORK,)),
    Row("networks", OFFLINE, (NETWORKS,)),
    _mixture("networks + long-term", OFFLINE, NETWORKS, *_LONG, views=()),
    Row("PPM STM", WITHIN, (SHORT_TERM,)),
    Row("PPM LTM & STM", WITHIN, (LONG_TERM, SHORT_TERM)),
    Row("network + memory, weights 1", WITHIN, (NETWORK,), ALL_VIEWS, True, is_weighing=False),
    _mixture("network + memory, no pitch view", WITHIN, NETWORK, views=(INTERVAL, CONTOUR)),
    _mixture("network + memory, no interval view", WITHIN, NETWORK, views=(PITCH, CONTOUR)),
    _mixture("network + memory, no contour view", WITHIN, NETWORK, views=(PITCH, INTERVAL)),
    _mixture("network + memory", WITHIN, NETWORK),
    _mixture("networks + memory", WITHIN, NETWORKS),
    _mixture("networks + memory + short-term pitch", WITHIN, NETWORKS, SHORT_PITCH),
    _mixture("networks + memory + short-term", WITHIN, NETWORKS, *_SHORT),
    _mixture("networks + memory + short-term + long-term", WITHIN, NETWORKS, *_SHORT, *_LONG),
    Row("PPM LTM+", ACROSS, (LEARNING_ON,)),
    Row("PPM LTM+ & STM", ACROSS, (LEARNING_ON, SHORT_TERM)),
    _mixture("network + memory", ACROSS, NETWORK),
    _mixture("networks + memory", ACROSS, NETWORKS),
    _mixture("networks + memory + short-term + LTM+", ACROSS, NETWORKS, *_SHORT, *_ON),
)


def rows_of(members: int) -> tuple[Row, ...]:
    """Return the rows of a study with so many networks in each fold."""
    if members > 1:
        return tuple(replace(row, name=_named(row.name, f"{members} networks")) for row in ROWS)
    alone = [
        replace(
            row,
            name=_named(row.name, "network"),
            experts=tuple(NETWORK if name == NETWORKS else name for name in row.experts),
        )
        for row in ROWS
    ]
    return tuple(dict.fromkeys(alone))


def _named(name: str, networks: str) -> str:
    return name.replace("networks", networks)


def row_tables(row: Row, fold: FoldEvidence) -> list[Table]:
    """Return the row's chances for each test melody of the fold."""
    if row.is_learned:
        return list(_learned(row, fold))
    if row.experts:
        return [mixed_by_entropy([one.tables[name] for name in row.experts]) for one in fold.test]
    return [np.full_like(one.tables[LONG_TERM], 1.0 / _width(one)) for one in fold.test]


def _width(evidence: Evidence) -> int:
    return int(evidence.tables[LONG_TERM].shape[1])


def _learned(row: Row, fold: FoldEvidence) -> Iterator[Table]:
    mixture = _set_mixture(row, fold)
    start = mixture.state()
    for evidence in fold.test:
        if row.kind != ACROSS:
            mixture = _mixture_of(row, start)
        yield _heard(row, mixture, evidence, learns=row.kind != OFFLINE)


def _set_mixture(row: Row, fold: FoldEvidence) -> Mixture:
    """Return the mixture once it has heard the melodies that no network of it trained on."""
    settings = fold.settings if NETWORKS in row.experts else fold.settings[:1]
    mixture = _mixture_of(row, _first_start(row))
    for _ in range(PASSES):
        for evidence in (one for setting in settings for one in setting):
            _heard(row, mixture, evidence, learns=True)
    return mixture


def _mixture_of(row: Row, start: Start) -> Mixture:
    return Mixture(len(row.experts), len(ALL_VIEWS), start)


def _first_start(row: Row) -> Start:
    further = len(row.experts) - 1
    if not row.is_weighing:
        return Start((1.0,) * (1 + further + len(ALL_VIEWS)))
    return Start((_FIRST_WEIGHT, *[_FURTHER_WEIGHT] * further, *[_VIEW_WEIGHT] * len(ALL_VIEWS)))


def _heard(row: Row, mixture: Mixture, evidence: Evidence, learns: bool) -> Table:
    """Return the mixture's chances of each note, learning it once they are given."""
    experts = np.stack([np.asarray(evidence.tables[name], np.float64) for name in row.experts], 1)
    rows = []
    for said, votes, truth in zip(experts, evidence.votes, evidence.columns, strict=True):
        heard = [vote for vote in votes if vote.voter in row.views]
        rows.append(mixture.blended(said, heard))
        if learns:
            weights = mixture.weights.copy()
            mixture.learn(said, heard, truth)
            if not row.is_weighing:
                mixture.weights = weights
    return np.array(rows)
