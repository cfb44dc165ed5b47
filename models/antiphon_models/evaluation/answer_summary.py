"""Means over all answers of each system, how sure they are, and whether the bars are met.

Knows measures by system and prompt; knows no music.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from antiphon_models.evaluation.answer_measures import Measures
from antiphon_models.evaluation.distances import DISTANCES, DISTRIBUTIONS
from antiphon_models.training_runs import LONGEST_COPY

Values = npt.NDArray[np.float64]

RESAMPLES = 2000
# What is told of each answer as a number, beside distances and divergences.
PLAIN = ("distinct", "distinct_long", "longest_loop", "notes")


def columns(measures: Sequence[Measures]) -> dict[str, Values]:
    """Return every number of a system's answers, one value a prompt, by name."""
    found = {"mean": [m.mean for m in measures]}
    found |= {name: [m.distances[name] for m in measures] for name in DISTANCES}
    found |= {f"{name} bits": [m.divergences[name] for m in measures] for name in DISTRIBUTIONS}
    found |= {name: [float(getattr(m, name)) for m in measures] for name in PLAIN}
    return {name: np.array(values, dtype=np.float64) for name, values in found.items()}


def with_interval(values: Values, seed: int) -> dict[str, float]:
    """Return the mean of `values` and its 95 % bootstrap interval over prompts."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1), [2.5, 97.5])
    return {"value": float(values.mean()), "low": float(low), "high": float(high)}


def summary_of(measures: Sequence[Measures], seed: int) -> dict[str, Any]:
    """Return a system's means with intervals, its copies and its loops."""
    means = {name: with_interval(values, seed) for name, values in columns(measures).items()}
    return {"means": means, "copies": copies(measures), "loops": sum(m.is_loop for m in measures)}


def copies(measures: Sequence[Measures]) -> dict[str, Any]:
    """Return the longest run of each kind and the share of answers with one over LONGEST_COPY."""
    found: dict[str, Any] = {}
    for name in ("run", "run_same_key", "run_not_own"):
        runs = [getattr(m, name) for m in measures]
        found[name] = {
            "longest": max(runs),
            "answers": sum(run > LONGEST_COPY for run in runs),
            "share": sum(run > LONGEST_COPY for run in runs) / len(runs),
        }
    return found


def margins(ours: Sequence[Measures], theirs: Sequence[Measures], seed: int) -> dict[str, Any]:
    """Return how much further off `theirs` are than `ours`, prompt by prompt, with intervals."""
    one, other = columns(ours), columns(theirs)
    names = ("mean", *DISTANCES)
    return {name: with_interval(other[name] - one[name], seed) for name in names}


def bars(systems: Mapping[str, Any], ours: str, baselines: Sequence[str]) -> dict[str, bool]:
    """Return whether the system `ours` beats each of `baselines`, loops never, and copies nothing.

    Beating is a mean distance that is lower by more than chance: the interval of the paired
    difference lies above zero.
    """
    met = {f"beats {name}": systems[name]["margin"]["mean"]["low"] > 0.0 for name in baselines}
    met["never loops"] = systems[ours]["loops"] == 0
    runs = systems[ours]["copies"]
    met["no run over 12 notes that only the training pieces hold"] = (
        runs["run_not_own"]["longest"] <= LONGEST_COPY
    )
    met["no run over 12 notes from the training pieces"] = runs["run"]["longest"] <= LONGEST_COPY
    return met
