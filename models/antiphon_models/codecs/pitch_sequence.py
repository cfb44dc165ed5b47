"""Melodies as nothing but pitches in order, numbered by an alphabet (papers/000, section 3).

Knows pitches and numbers; knows no time, no file and no network.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH

OCTAVE = 12


@dataclass(frozen=True, slots=True)
class PitchSequence:
    """The pitches of one segment of music, 0..127, in the order in which they begin."""

    name: str
    pitches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PitchAlphabet:
    """The pitches that a network knows, which ascend; a pitch's token is its place among them.

    Raises ValueError for none, for one outside 0..127 or out of order.
    """

    pitches: tuple[int, ...]

    def __post_init__(self) -> None:
        ascends = all(low < high for low, high in zip(self.pitches, self.pitches[1:], strict=False))
        if not self.pitches or not ascends:
            raise ValueError("an alphabet's pitches ascend, and there is at least one")
        if self.pitches[0] < LOWEST_PITCH or self.pitches[-1] > HIGHEST_PITCH:
            raise ValueError(f"an alphabet's pitches are in {LOWEST_PITCH}..{HIGHEST_PITCH}")

    def __len__(self) -> int:
        return len(self.pitches)

    @property
    def vocabulary_hash(self) -> str:
        """What tells this alphabet from any other; a weights file carries it."""
        text = "pitch sequence: " + " ".join(map(str, self.pitches))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def token(self, pitch: int) -> int:
        """Return the token of `pitch`; ValueError if it is not in the alphabet."""
        place = bisect_left(self.pitches, pitch)
        if place == len(self.pitches) or self.pitches[place] != pitch:
            raise ValueError(f"pitch {pitch} is not in the alphabet")
        return place

    def nearest_token(self, pitch: int) -> int:
        """Return the token that stands for any `pitch`: the same in the nearest octave.

        Where the alphabet has that pitch class in no octave, the nearest pitch.
        """
        same = [known for known in self.pitches if (known - pitch) % OCTAVE == 0]
        nearest = min(same or self.pitches, key=lambda known: abs(known - pitch))
        return self.token(nearest)

    def encode(self, pitches: Iterable[int]) -> list[int]:
        """Return the tokens of `pitches`; ValueError for one that is not in the alphabet."""
        return [self.token(pitch) for pitch in pitches]

    def decode(self, tokens: Iterable[int]) -> list[int]:
        """Return the pitches of `tokens`."""
        return [self.pitches[token] for token in tokens]


def alphabet_of(sequences: Iterable[Sequence[int]]) -> PitchAlphabet:
    """Return the alphabet of all pitches that occur; ValueError if none does."""
    return PitchAlphabet(tuple(sorted({pitch for pitches in sequences for pitch in pitches})))
