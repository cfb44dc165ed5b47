"""Whether what the memory foretold came true as often as it said.

Knows votes; knows no piece, no mind and no picture.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from antiphon_models.evaluation.anticipation import Foretold

# The names of the views in results, by their numbers (PITCH, INTERVAL, CONTOUR).
VIEW_NAMES = ("pitch", "interval", "contour")
# Predictions are gathered by tenths.
TENTHS = 10


def judged(votes: Sequence[Foretold]) -> dict[str, Any]:
    """Return what came of the votes of each view, and of those of all as others thought of them.

    `voted_by_mind` and `voted_by_network` are how likely the whole mind and the network alone
    thought the pitches that were voted for.
    """
    by_view = [[vote for vote in votes if vote.view == view] for view in range(len(VIEW_NAMES))]
    return {
        "views": {
            name: {
                "by_rate": by_tenths([vote.rate for vote in those], those),
                "by_length": by_length(those),
            }
            for name, those in zip(VIEW_NAMES, by_view, strict=True)
        },
        "voted_by_mind": by_tenths([vote.mind for vote in votes], votes),
        "voted_by_network": by_tenths([vote.network for vote in votes], votes),
    }


def by_tenths(predicted: Sequence[float], votes: Sequence[Foretold]) -> list[dict[str, float]]:
    """Return, for each tenth that was predicted, the mean prediction and how many came true."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, vote in zip(predicted, votes, strict=True):
        tenths[min(int(chance * TENTHS), TENTHS - 1)].append((chance, vote.is_hit))
    return [
        {
            "predicted": round(float(np.mean([chance for chance, _ in found])), 4),
            "came_true": round(float(np.mean([is_hit for _, is_hit in found])), 4),
            "count": len(found),
        }
        for _, found in sorted(tenths.items())
    ]


def by_length(votes: Sequence[Foretold]) -> list[dict[str, float]]:
    """Return, for each length of match, how many came true and what the network gave them."""
    lengths: dict[int, list[Foretold]] = defaultdict(list)
    for vote in votes:
        lengths[vote.length].append(vote)
    return [
        {
            "length": length,
            "came_true": round(float(np.mean([vote.is_hit for vote in found])), 4),
            "network": round(float(np.mean([vote.network for vote in found])), 4),
            "mind": round(float(np.mean([vote.mind for vote in found])), 4),
            "count": len(found),
        }
        for length, found in sorted(lengths.items())
    ]
