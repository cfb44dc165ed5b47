"""What a melody on the grid is like: how it repeats itself, rests, strays and surprises.

Knows symbols; knows no network and no figure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from typing import Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.time_grid import REST, SymbolMap, decoded, is_pitch
from antiphon_models.evaluation.verbatim import RunIndex
from antiphon_models.music.repetition import longest_loop
from antiphon_models.sampling import entropy
from antiphon_models.systems.grid_melody import Melody

# In C major and A minor alike.
HOME: Final = frozenset((0, 2, 4, 5, 7, 9, 11))
# So many notes in a row, in the same key, are taken from somewhere.
COPIED_RUN: Final = 13
CONFIDENCE: Final = 1.96
Measures: TypeAlias = Mapping[str, float]
Array: TypeAlias = npt.NDArray[np.float64]
Told = TypeVar("Told")
# By which a melody is told to be near to the corpus; each is one of those in `measures`.
COMPARED: Final = ("repeated", "looped", "rests", "outside", "pitch_entropy", "notes")


def measures(melody: Melody, symbols: SymbolMap, learned: RunIndex) -> Measures:
    """Return the melody's measures by name; nan where it is too short for one.

    `repeated` is the share of its runs of four pitches that it has already had, `distinct` the
    share of different ones among its runs of eight, `looped` the share of notes that do nothing
    but repeat the figure before them, `rests` the share of 16ths that are silent, `outside` that
    of notes outside C major, `notes` how many there are in a 16th, `copied` the share that lies
    in runs of 13 of a song that was learned; `pitch_entropy` and `network_entropy` are in bits.
    """
    written = symbols.symbols_of(melody.numbers)
    pitches = [note.pitch for note in decoded(written)]
    return {
        "length": float(len(written)),
        "ended": float(melody.is_ended),
        "notes": _share(len(pitches), len(written)),
        "repeated": _repeated(pitches, 4),
        "distinct": 1.0 - _repeated(pitches, 8),
        "looped": _share(longest_loop(pitches), len(pitches)),
        "rests": _share(silent(written), len(written)),
        "outside": _share(sum(pitch % 12 not in HOME for pitch in pitches), len(pitches)),
        "pitch_entropy": _pitch_entropy(pitches),
        "network_entropy": float(np.mean(melody.entropies)) if melody.entropies else np.nan,
        "copied": _copied(pitches, learned),
    }


def silent(symbols: Sequence[str]) -> int:
    """Return how many of the symbols are rests, or hold one."""
    count, is_silent = 0, False
    for symbol in symbols:
        if symbol == REST or is_pitch(symbol):
            is_silent = symbol == REST
        count += is_silent
    return count


def summary(found: Iterable[Measures]) -> dict[str, list[float]]:
    """Return of each measure the mean and half the width of its 95 % confidence interval.

    Melodies that are too short for a measure do not count; 0 where all are.
    """
    return _over(found, lambda values: [float(values.sum()) / max(len(values), 1),
                                        half_width(values)])  # fmt: skip


def spread(found: Iterable[Measures]) -> dict[str, float]:
    """Return the standard deviation of each measure."""
    return _over(found, lambda values: float(values.std(ddof=1)) if len(values) > 1 else 0.0)


def differences(one: Sequence[Measures], other: Sequence[Measures]) -> dict[str, list[float]]:
    """Return `summary` of the differences, one minus other, of melodies from the same seeds."""
    return summary(
        {name: mine[name] - theirs[name] for name in mine}
        for mine, theirs in zip(one, other, strict=True)
    )


def distance(
    found: Mapping[str, Sequence[float]],
    corpus: Mapping[str, Sequence[float]],
    spreads: Mapping[str, float],
) -> float:
    """Return how far the means of COMPARED lie from the corpus's, in its standard deviations.

    Measures in which all songs of the corpus are alike do not count.
    """
    apart = [
        abs(found[name][0] - corpus[name][0]) / spreads[name]
        for name in COMPARED
        if spreads[name] > 0.0
    ]
    return float(np.mean(apart)) if apart else 0.0


def half_width(values: Array) -> float:
    """Return half the width of the 95 % confidence interval of the values' mean."""
    return CONFIDENCE * float(values.std(ddof=1)) / sqrt(len(values)) if len(values) > 1 else 0.0


def _over(found: Iterable[Measures], told: Callable[[Array], Told]) -> dict[str, Told]:
    listed = list(found)
    columns = {name: np.array([each[name] for each in listed]) for name in listed[0]}
    return {name: told(values[~np.isnan(values)]) for name, values in columns.items()}


def _share(part: float, whole: int) -> float:
    return part / whole if whole else np.nan


def _repeated(pitches: Sequence[int], run: int) -> float:
    runs = [tuple(pitches[at : at + run]) for at in range(len(pitches) - run + 1)]
    return _share(len(runs) - len(set(runs)), len(runs))


def _pitch_entropy(pitches: Sequence[int]) -> float:
    if not pitches:
        return np.nan
    counts = np.bincount(pitches).astype(np.float64)
    return entropy(counts / counts.sum())


def _copied(pitches: Sequence[int], learned: RunIndex) -> float:
    covered = np.zeros(len(pitches), dtype=np.bool_)
    for at, run in enumerate(learned.runs(pitches)):
        if run >= COPIED_RUN:
            covered[at : at + run] = True
    return _share(float(covered.sum()), len(pitches))
