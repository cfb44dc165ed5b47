"""What there is to learn from for papers/000's system, in the figures that its program gives.

Knows pitches and motifs; knows no network.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from antiphon_models.codecs.pitch_sequence import PitchSequence
from antiphon_models.evaluation.motif_entropy import (
    LENGTH,
    SHORTEST,
    EntropyCurve,
    conditional_entropy,
    entropy_curve,
    noise_entropy,
    plain_entropy,
)
from antiphon_models.evaluation.motif_measures import (
    dissonance_ratio,
    distinct_grams,
    loop_period,
)
from antiphon_models.motif_dictionary import LONGEST
from antiphon_models.motif_dictionary import SHORTEST as SHORTEST_MOTIF


def corpus_facts(sequences: Sequence[PitchSequence], seed: int) -> dict[str, Any]:
    """Return how much music there is, its entropies at 1000 notes, and what its lines are like.

    Raises ValueError where the segments do not reach to both sides of 1000 notes.
    """
    long = [each for each in sequences if len(each.pitches) > SHORTEST]
    curve = entropy_curve(sequences)
    pitches = {pitch for each in sequences for pitch in each.pitches}
    return {
        "segments": len(sequences),
        "segments_over_256_notes": len(long),
        "notes": sum(len(each.pitches) for each in sequences),
        "pitches": len(pitches),
        "expected_entropy": curve.expected,
        "straight_line_entropy": curve.fitted,
        "mean_entropy": curve.mean,
        "spread_entropy": curve.spread,
        "weighted_entropy": _at_length(long, conditional_entropy),
        "plain_entropy": _at_length(long, plain_entropy),
        "noise_entropy": noise_entropy(len(pitches), LENGTH, np.random.default_rng(seed)),
        "dissonance": float(np.mean([dissonance_ratio(each.pitches) for each in long])),
        "distinct_8_grams": float(np.mean([distinct_grams(each.pitches) for each in long])),
        "looping": float(np.mean([loop_period(each.pitches) > 0 for each in long])),
        "curve": _points(curve),
    }


def motif_facts(sequences: Sequence[PitchSequence]) -> list[dict[str, Any]]:
    """Return a row for each length of motif: how many, where, and in how many segments.

    `share` is how many of the places in the corpus begin one; `shared` how many are in two
    segments or more.
    """
    stream = [pitch for each in sequences for pitch in each.pitches]
    return [_row(sequences, stream, size) for size in range(SHORTEST_MOTIF, LONGEST + 1)]


def _row(sequences: Sequence[PitchSequence], stream: Sequence[int], size: int) -> dict[str, Any]:
    counted = Counter(tuple(stream[at : at + size]) for at in range(len(stream) - size + 1))
    motifs = {gram for gram, count in counted.items() if count > 1 and len(set(gram)) > 1}
    homes: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for each in sequences:
        for at in range(len(each.pitches) - size + 1):
            homes[each.pitches[at : at + size]].add(each.name)
    return {
        "length": size,
        "motifs": len(motifs),
        "share": sum(counted[gram] for gram in motifs) / (len(stream) - size + 1),
        "shared": sum(len(homes[gram]) > 1 for gram in motifs),
    }


def _at_length(sequences: Sequence[PitchSequence], entropy: Any) -> float:
    found = sorted((len(each.pitches), entropy(each.pitches)) for each in sequences)
    lengths, entropies = zip(*found, strict=True)
    return float(np.interp(LENGTH, lengths, entropies))


def _points(curve: EntropyCurve) -> list[list[str | int | float]]:
    points = zip(curve.names, curve.lengths, curve.entropies, strict=True)
    return [[name, length, round(entropy, 4)] for name, length, entropy in points]
