"""How a melody set is cut into what is learned and what is tested.

Knows the benchmark's protocol (DATA.md 4); knows no model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from antiphon_models.corpus.melody_sets import MelodySet

FOLDS = 10
SEED = 0


@dataclass(frozen=True, slots=True)
class Fold:
    """One cut of a set: melodies to learn from and to be tested on, in MIDI pitches."""

    name: str
    number: int
    alphabet: tuple[int, ...]
    training: tuple[tuple[int, ...], ...]
    test: tuple[tuple[int, ...], ...]

    def columns(self, melody: Sequence[int]) -> bytes:
        """Return the melody as columns of the alphabet, a byte each."""
        return bytes(self.alphabet.index(pitch) for pitch in melody)


def folds_of(melody_set: MelodySet, seed: int = SEED) -> Iterator[Fold]:
    """Yield the ten folds: songs in the order of their names, shuffled, every tenth is tested."""
    melodies = melody_set.melodies
    order = list(range(len(melodies)))
    Random(seed).shuffle(order)
    for number in range(FOLDS):
        tested = order[number::FOLDS]
        rest = sorted(set(order) - set(tested))
        yield Fold(
            melody_set.name,
            number,
            melody_set.alphabet,
            tuple(melodies[index] for index in rest),
            tuple(melodies[index] for index in tested),
        )


def validation_of(count: int, seed: int, share: int = 10) -> tuple[list[int], list[int]]:
    """Return which of `count` training melodies to learn from, and which tell when to stop."""
    order = list(range(count))
    Random(seed).shuffle(order)
    most = max(1, round(count / share))
    return order[most:], order[:most]
