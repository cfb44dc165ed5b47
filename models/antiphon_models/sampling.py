"""From logits to a choice: temperature, the temperature that adapts, weights, and the draw.

Knows distributions; does not know what their entries mean.
"""

import math
from random import Random

import numpy as np
import numpy.typing as npt

Distribution = npt.NDArray[np.float64]
Logits = npt.NDArray[np.float32] | npt.NDArray[np.float64]

# The entropy, in bits, towards which the adaptive temperature bends: about four equal choices.
TARGET_ENTROPY = 2.0
# However sure or unsure the network is, the temperature is bent by at most this factor.
MOST_BENT = 4.0


def probabilities(logits: Logits, temperature: float = 1.0) -> Distribution:
    """Return softmax(logits / temperature), summing to 1; -inf logits get 0."""
    # Ufuncs' own reductions, here and below: NumPy's functions for the same go through Python
    # first, which takes longer than a sum over so few entries.
    scaled: Distribution = np.divide(logits, temperature, dtype=np.float64)
    scaled -= np.maximum.reduce(scaled)
    np.exp(scaled, out=scaled)
    scaled /= np.add.reduce(scaled)
    return scaled


def tempered(distribution: Distribution, temperature: float) -> Distribution:
    """Return the distribution to the power of 1 / temperature, summing to 1; 0 stays 0."""
    # Relative to the greatest, so that the smallest temperature leaves something of it.
    powered: Distribution = distribution / np.maximum.reduce(distribution)
    np.power(powered, 1.0 / temperature, out=powered)
    powered /= np.add.reduce(powered)
    return powered


def entropy(distribution: Distribution) -> float:
    """Return the Shannon entropy of a distribution, in bits."""
    positive = distribution[distribution > 0.0]
    return float(-(positive * np.log2(positive)).sum())


def adapted(temperature: float, distribution: Distribution, adaptive: float) -> float:
    """Return the temperature bent towards TARGET_ENTROPY, the further the larger `adaptive`.

    Below the target a prediction gets more random, above it less; 0 leaves the temperature
    alone, 1 bends it fully (after papers/001, 2.6.5, which gives the idea but no formula).
    """
    if adaptive == 0.0:
        return temperature
    found = max(entropy(tempered(distribution, temperature)), TARGET_ENTROPY / MOST_BENT)
    bend = min(max(TARGET_ENTROPY / found, 1 / MOST_BENT), MOST_BENT)
    return float(temperature * bend**adaptive)


def weighted(distribution: Distribution, weights: npt.ArrayLike) -> Distribution:
    """Return the distribution with each entry multiplied by its weight, renormalised.

    The distribution itself where the weights leave nothing (papers/001, 2.6.5: symbol weights).
    """
    product: Distribution = np.multiply(distribution, weights)
    total = np.add.reduce(product)
    return product / total if total > 0.0 else distribution


def draw(distribution: Distribution, rng: Random) -> int:
    """Return an index drawn from the distribution, with one number from `rng`."""
    cumulative = distribution.cumsum()
    index = int(cumulative.searchsorted(rng.random() * cumulative[-1], side="right"))
    # Rounding may carry the draw beyond the last entry that can be drawn.
    return index if index < len(distribution) else int(np.flatnonzero(distribution)[-1])


def tempered_rhythm(temperature: float) -> float:
    """Return the temperature for time and loudness: its square root, so that the pulse holds."""
    return math.sqrt(temperature)
