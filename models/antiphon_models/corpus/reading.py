"""What reading music gives: tunes, and for each thing that is none the reason.

Knows reasons in words; knows no file format.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from antiphon_models.corpus.tune import Tune

UNREADABLE: Final = "cannot be read"
NO_MELODY: Final = "holds no melody"
TOO_LARGE: Final = "too large for a score"
NO_MUSIC: Final = "no format of music that is known"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was left out: its name, why in words that can be counted, and what exactly."""

    source: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The tunes that were found, and what was left out."""

    tunes: tuple[Tune, ...] = ()
    rejections: tuple[Rejection, ...] = ()

    def named(self, tunes: str, rejections: str) -> "Reading":
        """Return the same, with `tunes` and `rejections` before the names of either."""
        return Reading(
            tuple(replace(tune, source=tunes + tune.source) for tune in self.tunes),
            tuple(replace(one, source=rejections + one.source) for one in self.rejections),
        )


def together(readings: Iterable[Reading]) -> Reading:
    """Return all readings as one, in their order."""
    tunes: list[Tune] = []
    rejections: list[Rejection] = []
    for reading in readings:
        tunes += reading.tunes
        rejections += reading.rejections
    return Reading(tuple(tunes), tuple(rejections))


def in_one_line(error: Exception) -> str:
    """Return what an error says, as far as it fits in a line; its name if it says nothing."""
    return " ".join(str(error).split())[:200] or type(error).__name__
