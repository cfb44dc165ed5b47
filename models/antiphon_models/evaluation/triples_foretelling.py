"""How well papers/002's networks foretell the note after a window: its metrics, on any windows.

Knows what networks answered and what really came; knows no network and no file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import ttest_rel

from antiphon_models.codecs.note_triples import Rows, pitches_of

Chances = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Foretelling:
    """What was said of many notes: (notes, 128) probabilities, and times in seconds, (notes,)."""

    pitch: Chances
    step: Chances
    duration: Chances


@dataclass(frozen=True, slots=True)
class Metrics:
    """The paper's metrics; `cross_entropy` in nats, errors in squared seconds.

    `step_spread` is the standard deviation of the steps said as a share of that of the real
    ones: 1.0 for a rhythm as varied as the music's, 0.0 for one and the same step. `r_squared`
    is the share of the steps' variance that is explained.
    """

    notes: int
    accuracy: float
    cross_entropy: float
    perplexity: float
    step_mse: float
    duration_mse: float
    step_spread: float
    step_r_squared: float


def fused(parts: Sequence[Foretelling]) -> Foretelling:
    """Return what several networks say as one: the means of probabilities and of times."""
    return Foretelling(
        np.mean([part.pitch for part in parts], axis=0),
        np.mean([part.step for part in parts], axis=0),
        np.mean([part.duration for part in parts], axis=0),
    )


def metrics(said: Foretelling, real: Rows) -> Metrics:
    """Return the paper's metrics of what was said about the notes `real`, (notes, 3)."""
    steps, durations = real[:, 1].astype(np.float64), real[:, 2].astype(np.float64)
    step_mse = float(np.mean((said.step - steps) ** 2))
    cross_entropy = float(nats(said, real).mean())
    spread = float(steps.std())
    return Metrics(
        len(real),
        float(np.mean(said.pitch.argmax(axis=1) == pitches_of(real))),
        cross_entropy,
        float(np.exp(cross_entropy)),
        step_mse,
        float(np.mean((said.duration - durations) ** 2)),
        float(said.step.std() / spread) if spread else 0.0,
        1.0 - step_mse / spread**2 if spread else 0.0,
    )


def nats(said: Foretelling, real: Rows) -> Chances:
    """Return how surprising each pitch was, in nats."""
    pitches = pitches_of(real)
    likely: Chances = said.pitch[np.arange(len(pitches)), pitches]
    return -np.log(np.maximum(likely, 1e-12))


def guessed(known: Rows, count: int) -> Foretelling:
    """Return what is said without looking: how common pitches are in `known`, its mean times."""
    common = np.bincount(pitches_of(known), minlength=128) + 1.0
    return Foretelling(
        np.tile(common / common.sum(), (count, 1)),
        np.full(count, known[:, 1].mean(dtype=np.float64)),
        np.full(count, known[:, 2].mean(dtype=np.float64)),
    )


def compared(
    one: Foretelling, other: Foretelling, real: Rows, blocks: Sequence[int]
) -> Mapping[str, float]:
    """Return how much less surprised `other` is than `one`, in nats a pitch, and if by chance.

    Notes of one piece are not independent: the paired t-test is over the pieces' means, and
    `blocks` says of each note which piece it is of.
    """
    gains = nats(one, real) - nats(other, real)
    pieces = np.unique(blocks)
    means = np.array([gains[np.asarray(blocks) == piece].mean() for piece in pieces])
    # One piece tells nothing of others.
    p = ttest_rel(means, np.zeros_like(means)).pvalue if len(means) > 1 else 1.0
    return {
        "gain": float(gains.mean()),
        "gain_by_piece": float(means.mean()),
        "pieces": len(pieces),
        "better_in": float(np.mean(means > 0.0)),
        "p": float(p),
    }
