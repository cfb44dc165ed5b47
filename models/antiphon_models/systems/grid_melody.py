"""Melodies as papers/001 generates them: symbol after symbol until the end, from a seed.

Knows a network's symbols and how they are drawn; knows no player and no time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

import numpy as np

from antiphon_models.runtime.lstm import Array
from antiphon_models.sampling import draw, entropy, probabilities
from antiphon_models.systems.grid_alphabet import GridAlphabet
from antiphon_models.systems.grid_draw import symbol_chances


class Foreteller(Protocol):
    """A network that takes in symbols by number and rates the next."""

    def step(self, number: int) -> None: ...
    def logits(self) -> Array: ...
    def reset(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """How symbols are drawn; `adaptive` is how far entropy bends the temperature, 0..1."""

    temperature: float = 1.0
    adaptive: float = 0.0
    rest_weight: float = 0.9


@dataclass(frozen=True, slots=True)
class Melody:
    """What was drawn after the seed, without the end, and whether it came to one.

    `entropies` are the network's own, in bits, before each symbol drawn, the end included.
    """

    numbers: tuple[int, ...]
    entropies: tuple[float, ...]
    is_ended: bool


def sung(
    network: Foreteller,
    alphabet: GridAlphabet,
    seed: Sequence[int],
    settings: Settings,
    rng: Random,
    *,
    most: int,
) -> Melody:
    """Return a melody that goes on from `seed`, at most `most` symbols (papers/001, 2.6.3)."""
    weights = np.ones(len(alphabet.symbols.symbols))
    if alphabet.rest is not None:
        weights[alphabet.rest] = settings.rest_weight
    network.reset()
    for number in seed:
        network.step(number)
    numbers: list[int] = []
    entropies: list[float] = []
    while len(numbers) < most:
        logits = network.logits()
        entropies.append(entropy(probabilities(logits)))
        chances = symbol_chances(logits, weights, settings.temperature, settings.adaptive)
        number = draw(chances, rng)
        if number == alphabet.end:
            return Melody(tuple(numbers), tuple(entropies), is_ended=True)
        numbers.append(number)
        network.step(number)
    return Melody(tuple(numbers), tuple(entropies), is_ended=False)


def heard(
    network: Foreteller, alphabet: GridAlphabet, song: Sequence[int], seed: int, most: int
) -> Melody:
    """Return what `song` itself goes on with after `seed` symbols, as if it had been drawn."""
    network.reset()
    for number in song[:seed]:
        network.step(number)
    entropies: list[float] = []
    rest = [*song[seed:], alphabet.end][:most]
    for number in rest:
        entropies.append(entropy(probabilities(network.logits())))
        network.step(number)
    is_ended = rest[-1] == alphabet.end
    return Melody(tuple(rest[:-1] if is_ended else rest), tuple(entropies), is_ended)
