"""TempSample and MotifPredict of papers/000, Algorithm 1.

Knows logits, tokens and motifs; does not know what a token stands for.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from antiphon_models.motif_dictionary import MotifLookup
from antiphon_models.sampling import Logits, draw, probabilities


class Prediction(NamedTuple):
    """The next token, and how sure it is: 1.0 where a motif decided, 0.0 where none fitted."""

    probability: float
    token: int


def temp_sample(logits: Logits, temperature: float, rng: Random) -> Prediction:
    """Return a token drawn at `temperature`, and the largest probability there (TempSample)."""
    chances = probabilities(logits, temperature)
    return Prediction(float(chances.max()), draw(chances, rng))


def motif_predict(
    logits: Logits,
    heard: Sequence[int],
    motifs: MotifLookup,
    *,
    temperature: float,
    threshold: float,
    rng: Random,
) -> Prediction:
    """Return what the network draws, or where it is not sure what a motif says (MotifPredict).

    `motifs` carries the rule, printed or coded. The network's draw is made in any case.
    """
    drawn = temp_sample(logits, temperature, rng)
    if not opens(drawn.probability, threshold):
        return drawn
    if word := motifs.after(heard):
        return Prediction(1.0, word.token)
    return Prediction(0.0, drawn.token)


def opens(surest: float, threshold: float) -> bool:
    """Return whether motifs may decide: at a threshold of 0 never, at 1 always."""
    return surest <= threshold
