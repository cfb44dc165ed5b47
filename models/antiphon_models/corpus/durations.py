"""Which durations papers/001 takes a song with.

Knows quarter lengths; knows no grid and no file. The values are those of papers/001, 2.1.2, as its
program has them (research note DATA, 3).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from antiphon_models.corpus.tune import Tune

ACCEPTABLE: Final = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
_SIXTEENTH: Final = 0.25
# A file's rounding, in quarter lengths.
_EXACT: Final = 1e-4


def unacceptable(tune: Tune) -> float | None:
    """Return a duration of a note or rest of the tune that is not acceptable; None if all are.

    Durations count as they are written; where the tune does not know that, tied notes are one and
    so are rests with nothing between them.
    """
    return next(
        (value for value in tune.written or _heard(tune) if not _is_acceptable(value)), None
    )


def in_sixteenths(tune: Tune) -> Tune:
    """Return the tune with each onset and end moved to the nearest 16th; no note is lost."""
    ends = [onset + lasts for onset, lasts in zip(tune.onset, tune.duration, strict=True)]
    onset = tuple(round(begin / _SIXTEENTH) * _SIXTEENTH for begin in tune.onset)
    duration = tuple(
        max(round(end / _SIXTEENTH) * _SIXTEENTH - begin, _SIXTEENTH)
        for begin, end in zip(onset, ends, strict=True)
    )
    return replace(tune, onset=onset, duration=duration, written=())


def rests(tune: Tune) -> Iterator[tuple[float, float]]:
    """Yield onset and duration, in quarter lengths, of each silence before a note."""
    spans = zip(tune.onset, tune.duration, strict=True)
    end = 0.0
    for onset, duration in sorted(spans):
        if onset - end > _EXACT:
            yield end, onset - end
        end = max(end, onset + duration)


def _heard(tune: Tune) -> Iterator[float]:
    yield from tune.duration
    for _, duration in rests(tune):
        yield duration


def _is_acceptable(duration: float) -> bool:
    return any(abs(duration - value) < _EXACT for value in ACCEPTABLE)
