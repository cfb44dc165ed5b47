"""Papers/002's study in a few lines for the terminal.

Knows what was found; measures nothing.
"""

from collections.abc import Mapping
from typing import Any


def summary(found: Mapping[str, Any]) -> str:
    """Return the tables of the study as text."""
    lines = ["foretelling          accuracy  perplexity  MSE step  MSE duration"]
    for where in ("training", "held out"):
        for name, values in found["foretelling"][where].items():
            lines.append(
                f"{where:9} {name:9} {values['accuracy']:9.1%} {values['perplexity']:11.2f} "
                f"{values['step_mse']:9.4f} {values['duration_mse']:13.4f}"
            )
    lines.append("tracks       temperature  likeness  pitches 50-70  chords  change of step")
    for row in found["judged"]:
        lines.append(
            f"{row['by']:12} {row['temperature']:11.1f} {row['similarity']:9.3f} "
            f"{row['mid_range']:14.0%} {row['chords']:7.0%} {row['step_change']:15.3f}"
        )
    return "\n".join(lines)
