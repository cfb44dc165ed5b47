"""Which symbol comes next on the grid: the temperature that adapts, the weights, the knobs.

Knows logits and symbols; knows no network and no clock. After papers/001, 2.6.1 and 2.6.5.
"""

from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from antiphon_models.improviser import SamplingParams
from antiphon_models.pitch_choice import Pitches
from antiphon_models.sampling import (
    Distribution,
    Logits,
    adapted,
    draw,
    probabilities,
    tempered,
    weighted,
)
from antiphon_models.systems.grid_alphabet import GridAlphabet

Weights: TypeAlias = npt.NDArray[np.float64]


def symbol_chances(
    logits: Logits, weights: Weights, temperature: float, adaptive: float
) -> Distribution:
    """Return how likely each symbol is to be drawn; one of weight 0 never is.

    The network's distribution at the temperature that its entropy asks for, each symbol then
    times its weight. `weights` must leave something.
    """
    likely = probabilities(np.where(weights > 0.0, logits, -np.inf))
    bent = adapted(temperature, likely, adaptive)
    return weighted(likely if bent == 1.0 else tempered(likely, bent), weights)


@dataclass(frozen=True)
class Choice:
    """What may be drawn while one note is proposed.

    `shift` is the semitones from the network's key to the player's, `within` the pitches that
    may be played, a 16th lasts `sixteenth` seconds.
    """

    alphabet: GridAlphabet
    params: SamplingParams
    within: Pitches
    shift: int
    sixteenth: float

    def draw(self, logits: Logits, weights: Weights, rng: Random) -> int:
        """Return the number of a symbol drawn with one of the weights below."""
        knobs, wanted = self.params, self._gathered(logits)
        chances = symbol_chances(wanted, weights, knobs.temperature, knobs.adaptive_temperature)
        return draw(chances, rng)

    @cached_property
    def beginning(self) -> Weights:
        """The weights where a note must begin."""
        weights = np.zeros(len(self.alphabet.symbols.symbols))
        sounding = self.alphabet.pitches + self.shift
        is_midi = (sounding >= 0) & (sounding < len(self.within))
        is_within = is_midi & self.within[np.clip(sounding, 0, len(self.within) - 1)]
        # Where no symbol is within, any may be drawn: `played` moves it to what is.
        weights[self.alphabet.numbers] = is_within if is_within.any() else 1.0
        return weights

    @cached_property
    def sounding(self) -> Weights:
        """The weights while a note sounds."""
        weights = self.beginning.copy()
        # Notes come sooner when there are to be more of them.
        weights[self.alphabet.hold] = 1.0 / self.params.density
        if self.alphabet.rest is not None and self._may_rest(1):
            weights[self.alphabet.rest] = self.params.rest_weight
        return weights

    @cached_property
    def ended(self) -> Weights:
        """The weights where a note has ended: no hold, which would be a silence."""
        weights = self.sounding.copy()
        weights[self.alphabet.hold] = 0.0
        return weights

    def resting(self, silent: int) -> Weights:
        """Return the weights after `silent` 16ths of a rest."""
        if not self._may_rest(silent + 1):
            return self.beginning
        weights = self.sounding.copy()
        weights[self.alphabet.hold] = 1.0
        return weights

    def played(self, number: int) -> int:
        """Return the pitch to play for the symbol with this number: the nearest one within."""
        wanted = int(self.alphabet.pitches[np.flatnonzero(self.alphabet.numbers == number)[0]])
        allowed = np.flatnonzero(self.within)
        return int(allowed[np.abs(allowed - (wanted + self.shift)).argmin()])

    def _gathered(self, logits: Logits) -> Logits:
        """The logits with what notes out of reach were given handed to those within.

        A scale says which notes are played. Left to the hold, it would make them longer, too.
        """
        numbers = self.alphabet.numbers
        within = self.beginning[numbers] > 0.0
        if within.all():
            return logits
        notes = np.logaddexp.reduce(logits[numbers])
        gathered = logits.astype(np.float64)
        gathered[numbers] += notes - np.logaddexp.reduce(logits[numbers[within]])
        return gathered

    def _may_rest(self, silent: int) -> bool:
        return silent * self.sixteenth <= self.params.longest_rest
