"""The melody benchmark from sets to scores: networks, then every row, fold by fold.

Knows the order of things and what is kept on disk; knows no table on paper.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from antiphon_models.corpus.melody_sets import MelodySet
from antiphon_models.corpus.progress import progress
from antiphon_models.evaluation.folds import Fold, folds_of
from antiphon_models.evaluation.melody_evidence import fold_evidence
from antiphon_models.evaluation.melody_networks import (
    NetworkJob,
    kept_tables,
    train_networks,
)
from antiphon_models.evaluation.melody_rows import Row, row_tables
from antiphon_models.evaluation.melody_score import Score, mean_score, score_of
from antiphon_models.evaluation.melody_store import MelodyStore
from antiphon_models.evaluation.process_pool import process_pool
from antiphon_models.networks.melody import MelodyConfig
from antiphon_models.training.melody_network import MelodyPlan
from antiphon_models.training.melody_pretraining import Pretrained

# For each row its mean over the folds, by set.
Scores: TypeAlias = dict[Row, dict[str, Score]]


@dataclass(frozen=True, slots=True)
class Networks:
    """How the study's networks are made: their shape, plan, number, and what they begin from."""

    config: MelodyConfig
    plan: MelodyPlan
    members: int
    pretrained: Pretrained | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """The sets to score, in how many of their ten folds, by which rows and networks."""

    sets: tuple[MelodySet, ...]
    rows: tuple[Row, ...]
    networks: Networks
    folds: int
    seed: int

    def fold_jobs(self) -> Iterator[list[NetworkJob]]:
        """Yield the networks of each fold."""
        made = self.networks
        for one in self.sets:
            for fold in list(folds_of(one, self.seed))[: self.folds]:
                yield [
                    NetworkJob(fold, member, made.config, made.plan, made.pretrained)
                    for member in range(made.members)
                ]


def run_study(study: Study, store: MelodyStore, processes: int, label: str) -> Scores:
    """Return the scores; what the store holds is not trained again."""
    by_fold = list(study.fold_jobs())
    jobs = [job for fold in by_fold for job in fold]
    kept = sum(store.has(job.key) for job in jobs)
    trained = train_networks(jobs, store, processes)
    for _ in progress(trained, len(jobs), f"{label}: networks", done=kept):
        pass
    parts = [FoldPart(fold, study.rows, store) for fold in by_fold]
    scored: defaultdict[Row, defaultdict[str, list[Score]]]
    scored = defaultdict(lambda: defaultdict(list))
    for part, scores in progress(_scored(parts, processes), len(parts), f"{label}: folds"):
        for row, score in zip(study.rows, scores, strict=True):
            scored[row][part.fold.name].append(score)
    return {
        row: {name: mean_score(folds) for name, folds in by_set.items()}
        for row, by_set in scored.items()
    }


@dataclass(frozen=True, slots=True)
class FoldPart:
    """What is scored at a time: one fold by all rows."""

    jobs: Sequence[NetworkJob]
    rows: tuple[Row, ...]
    store: MelodyStore

    @property
    def fold(self) -> Fold:
        """The fold of all its networks."""
        return self.jobs[0].fold

    def scores(self) -> list[Score]:
        """Return the fold's score by each row."""
        evidence = fold_evidence(self.fold, [kept_tables(job, self.store) for job in self.jobs])
        columns = [one.columns for one in evidence.test]
        return [score_of(row_tables(row, evidence), columns) for row in self.rows]


def _scored(parts: Sequence[FoldPart], processes: int) -> Iterator[tuple[FoldPart, list[Score]]]:
    if processes == 1:
        for part in parts:
            yield part, part.scores()
        return
    with process_pool(processes) as pool:
        yield from zip(parts, pool.map(FoldPart.scores, parts), strict=True)
