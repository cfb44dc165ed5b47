"""How a player's register and a network's alphabet of pitches are brought together, by octaves.

Knows pitches and tokens; knows no network.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_stream import PITCHES
from antiphon_models.codecs.pitch_sequence import OCTAVE, PitchAlphabet
from antiphon_models.pitch_choice import Pitches
from antiphon_models.runtime.lstm import Array

_FARTHEST = 6


@dataclass(frozen=True, slots=True, eq=False)
class OctaveFit:
    """A way to hear any pitch as a token, and to play any token: `shift` semitones apart.

    `tokens` is the token for each of the 128 pitches; `is_own` says which of them the alphabet
    has, once they are shifted, and not only an octave of them.
    """

    alphabet: PitchAlphabet
    shift: int
    tokens: npt.NDArray[np.intp]
    is_own: Pitches

    def token(self, pitch: int) -> int:
        """Return what `pitch` is heard as."""
        return int(self.tokens[pitch])

    def pitch(self, token: int) -> int:
        """Return what `token` is played as, which may lie outside 0..127."""
        return self.alphabet.pitches[token] - self.shift

    def spread(self, logits: Array) -> Array:
        """Return the logits of tokens as those of the 128 pitches: each as what it is heard as."""
        heard_as: Array = logits[self.tokens]
        return heard_as

    def playable(self, within: Pitches) -> Pitches:
        """Return which of the pitches `within` the alphabet has; all where it has none of them."""
        own: Pitches = within & self.is_own
        return own if own.any() else within


def octave_fit(alphabet: PitchAlphabet, register: Collection[int]) -> OctaveFit:
    """Return the fit that has as much as it can of `register`, moving it no farther than needed."""
    low, high = (min(register), max(register)) if register else (0, 0)
    return _fit(alphabet, _shift(alphabet, low, high) if register else 0)


def _shift(alphabet: PitchAlphabet, low: int, high: int) -> int:
    lowest, highest = alphabet.pitches[0], alphabet.pitches[-1]

    def cost(octaves: int) -> tuple[int, int]:
        moved = OCTAVE * octaves
        outside = max(lowest - (low + moved), 0) + max(high + moved - highest, 0)
        return outside, abs(octaves)

    return OCTAVE * min(range(-_FARTHEST, _FARTHEST + 1), key=cost)


@lru_cache(maxsize=64)
def _fit(alphabet: PitchAlphabet, shift: int) -> OctaveFit:
    moved = [pitch + shift for pitch in range(PITCHES)]
    tokens = np.array([alphabet.nearest_token(pitch) for pitch in moved], dtype=np.intp)
    known = set(alphabet.pitches)
    return OctaveFit(alphabet, shift, tokens, np.array([pitch in known for pitch in moved]))
