"""What the columns of papers/002's study are called, and how its rows are found.

Knows names and what was found; measures nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Found = Mapping[str, Any]
METRICS: Final = {
    "accuracy": "accuracy",
    "cross_entropy": "cross-entropy, nats",
    "perplexity": "perplexity",
    "step_mse": "MSE step, s²",
    "duration_mse": "MSE duration, s²",
    "step_spread": "spread of steps",
    "step_r_squared": "R² of steps",
}
TRAITS: Final = {
    "similarity": "likeness",
    "style_kept": "style kept",
    "longest_recited": "longest run recited",
    "mid_range": "pitches 50-70",
    "median_duration": "median duration, s",
    "mean_step": "mean step, s",
    "step_deviation": "deviation of steps, s",
    "step_change": "change of step, s",
    "chords": "chords",
    "pitch_entropy": "pitch entropy, bits",
    "distinct": "distinct 8-grams",
    "loop": "going round",
}


def row(found: Found, by: str, temperature: float) -> Mapping[str, Any]:
    """Return what the tracks of a system at a temperature are like, on average."""
    rows: Sequence[Mapping[str, Any]] = found["judged"]
    return next(one for one in rows if (one["by"], one["temperature"]) == (by, temperature))
