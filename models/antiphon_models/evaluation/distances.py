"""How far one stretch of music is from another: ten distances from 0 to 1, and divergences.

Knows portraits; does not know who played what.
"""

import math

import numpy as np

from antiphon_models.evaluation.portrait import Counts, Portrait

DISTRIBUTIONS = ("pitch_class", "interval", "ioi", "duration")
# The ten distances, of which the headline is the plain mean. Fixed before any result was seen.
DISTANCES = (*DISTRIBUTIONS, "key", "rhythm", "register", "range", "variety", "loop")
SEMITONES = 12.0


def distances(one: Portrait, other: Portrait) -> dict[str, float]:
    """Return the ten DISTANCES, each 0 (alike) to 1.

    The distributions' is 1 less their overlapping area; key, rhythm, variety and loop are
    differences of shares; register and range are differences of mean pitch and of range in
    octaves, at most one octave.
    """
    apart = {
        name: 1.0 - overlap(getattr(one, name), getattr(other, name)) for name in DISTRIBUTIONS
    }
    apart["key"] = abs(one.in_key - other.in_key)
    apart["rhythm"] = abs(one.alignment - other.alignment)
    apart["register"] = min(abs(one.mean_pitch - other.mean_pitch) / SEMITONES, 1.0)
    apart["range"] = min(abs(one.pitch_range - other.pitch_range) / SEMITONES, 1.0)
    apart["variety"] = abs(one.distinct - other.distinct)
    apart["loop"] = abs(one.loop - other.loop)
    return apart


def mean_distance(apart: dict[str, float]) -> float:
    """Return the plain mean of the ten distances."""
    return sum(apart[name] for name in DISTANCES) / len(DISTANCES)


def overlap(one: Counts, other: Counts) -> float:
    """Return the overlapping area of two histograms of any sizes, 0..1; of two empty ones 1."""
    if not one.sum() or not other.sum():
        return float(one.sum() == other.sum())
    return float(np.minimum(one / one.sum(), other / other.sum()).sum())


def divergence(real: Counts, answer: Counts) -> float:
    """Return the Kullback-Leibler divergence of `answer` from `real`, in bits.

    Each histogram is smoothed by one more count, spread evenly over the bins.
    """
    p, q = _smoothed(real), _smoothed(answer)
    return float((p * np.log2(p / q)).sum())


def divergences(real: Portrait, answer: Portrait) -> dict[str, float]:
    """Return the divergence of each distribution, in bits."""
    return {name: divergence(getattr(real, name), getattr(answer, name)) for name in DISTRIBUTIONS}


def _smoothed(counts: Counts) -> Counts:
    smooth: Counts = (counts + 1.0 / len(counts)) / (counts.sum() + 1.0)
    assert math.isclose(smooth.sum(), 1.0)
    return smooth
