"""Options that are numbers, for the commands that train and measure.

Knows argparse's ways; knows no command.
"""

import argparse
import math
from collections.abc import Callable


def whole_from(least: int) -> Callable[[str], int]:
    """Return what reads an option that must be a whole number from `least`."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least}, not {text}")
        return int(text)

    return number


def above_zero(text: str) -> float:
    """Return the number that an option says, which must be above 0."""
    number = _number(text)
    if not 0.0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"must be a number above 0, not {text}")
    return number


def from_zero(text: str) -> float:
    """Return the number that an option says, which must not be below 0."""
    number = _number(text)
    if not 0.0 <= number < math.inf:
        raise argparse.ArgumentTypeError(f"must be a number from 0, not {text}")
    return number


def share(text: str) -> float:
    """Return the number that an option says, from 0 to below 1."""
    number = _number(text)
    if not 0.0 <= number < 1.0:
        raise argparse.ArgumentTypeError(f"must be from 0 to below 1, not {text}")
    return number


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
