"""The entropy that papers/000 judges music by, and what it expects of a length of music.

Knows pitches; knows no network and no figure. The number is not the paper's equation 1, but what
its program computes: only that agrees with the published 2.421.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.pitch_sequence import PitchSequence

# Shorter segments are left out, and the length at which the expected entropy is read.
SHORTEST = 256
LENGTH = 1000
PUBLISHED = 2.421


def transition_entropy(pitches: Sequence[int]) -> float:
    """Return the mean entropy, in bits, of what follows a pitch, over the distinct pitches.

    Each pitch counts the same, however rare it is. ValueError for fewer than two pitches.
    """
    if len(pitches) < 2:
        raise ValueError("there is no transition in fewer than two pitches")
    return float(_row_entropies(_transitions(pitches)).mean())


def conditional_entropy(pitches: Sequence[int]) -> float:
    """Return the entropy of the next pitch given this one, in bits: pitches by how common."""
    table = _transitions(pitches)
    return float(np.average(_row_entropies(table), weights=table.sum(axis=1)))


def plain_entropy(pitches: Sequence[int]) -> float:
    """Return the Shannon entropy of the pitches, in bits: the paper's equation 1."""
    counts = np.unique(np.asarray(pitches), return_counts=True)[1]
    return float(_row_entropies(counts[None])[0])


def noise_entropy(pitches: int, length: int, rng: np.random.Generator, trials: int = 10) -> float:
    """Return the mean transition entropy of `length` notes drawn evenly from so many pitches."""
    lines = rng.integers(0, pitches, (trials, length))
    return float(np.mean([transition_entropy(line) for line in lines.tolist()]))


@dataclass(frozen=True, slots=True)
class EntropyCurve:
    """The transition entropy of segments, in order of their length in notes.

    `expected` is read off the line through the segments at LENGTH, as the paper does; `fitted`
    off a straight line, by least squares, which is less at the mercy of two segments.
    """

    names: tuple[str, ...]
    lengths: tuple[int, ...]
    entropies: tuple[float, ...]
    expected: float
    fitted: float
    slope: float

    @property
    def mean(self) -> float:
        """The mean over the segments."""
        return float(np.mean(self.entropies))

    @property
    def spread(self) -> float:
        """The standard deviation over the segments."""
        return float(np.std(self.entropies))


def entropy_curve(sequences: Sequence[PitchSequence], length: int = LENGTH) -> EntropyCurve:
    """Return the curve of all segments longer than SHORTEST.

    ValueError if they do not reach from below `length` to beyond it.
    """
    long = [each for each in sequences if len(each.pitches) > SHORTEST]
    found = sorted(
        (len(each.pitches), transition_entropy(each.pitches), each.name) for each in long
    )
    if not found or not found[0][0] <= length <= found[-1][0]:
        raise ValueError(f"the segments do not reach from below {length} notes to beyond")
    lengths, entropies, names = zip(*found, strict=True)
    slope, offset = np.polyfit(lengths, entropies, 1)
    expected = float(np.interp(length, lengths, entropies))
    return EntropyCurve(
        names, lengths, entropies, expected, float(slope * length + offset), float(slope)
    )


def _transitions(pitches: Sequence[int]) -> npt.NDArray[np.int64]:
    """How often each pitch was followed by each, a row for each that was followed by any."""
    _, tokens = np.unique(np.asarray(pitches), return_inverse=True)
    known = int(tokens.max()) + 1
    counts = np.bincount(tokens[:-1] * known + tokens[1:], minlength=known * known)
    table = counts.reshape(known, known)
    # The last pitch may lead nowhere.
    leading: npt.NDArray[np.int64] = table[table.sum(axis=1) > 0]
    return leading


def _row_entropies(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    shares = counts / counts.sum(axis=1, keepdims=True)
    logs = np.log2(shares, out=np.zeros_like(shares), where=shares > 0.0)
    entropies: npt.NDArray[np.float64] = -(shares * logs).sum(axis=1)
    return entropies
