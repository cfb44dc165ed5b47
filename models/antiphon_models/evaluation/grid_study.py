"""papers/001's study in numbers: temperatures fixed and adaptive, and the weight of rests.

Knows networks, songs and settings; knows no training, no figure and no page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from antiphon_models.evaluation.grid_measures import (
    Measures,
    differences,
    distance,
    measures,
    spread,
    summary,
)
from antiphon_models.evaluation.verbatim import RunIndex
from antiphon_models.runtime.grid_lstm import GridStepper, GridWeights
from antiphon_models.systems.grid_alphabet import GridAlphabet
from antiphon_models.systems.grid_melody import Foreteller, Melody, Settings, heard, sung
from antiphon_models.training.grid_data import GridLesson, Numbers

TEMPERATURES: Final = (0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0)
REST_WEIGHTS: Final = (0.0, 0.3, 0.6, 0.9, 1.0, 1.2, 1.6, 2.0)
# Two bars of a song that the network has not seen are the seed; sixteen more are made.
SEED_SYMBOLS: Final = 32
MOST_SYMBOLS: Final = 256
# A song is a seed if it goes on for as long again.
SHORTEST: Final = 2 * SEED_SYMBOLS


@dataclass(frozen=True, slots=True)
class Ground:
    """What every melody of a network has in common: the songs that it goes on from.

    `learned` are the songs that the network may have learned by heart.
    """

    alphabet: GridAlphabet
    songs: tuple[Numbers, ...]
    learned: RunIndex
    dice: int

    def sung(
        self, network: Foreteller, settings: Settings, most: int = MOST_SYMBOLS
    ) -> list[Melody]:
        """Return a melody from each seed, with the same dice whatever the settings."""
        return [
            sung(network, self.alphabet, song[:SEED_SYMBOLS].tolist(), settings,
                 Random(f"{self.dice}:{number}"), most=most)
            for number, song in enumerate(self.songs)
        ]  # fmt: skip

    def measured(self, melodies: Iterable[Melody]) -> list[Measures]:
        """Return what each of the melodies is like."""
        return [measures(melody, self.alphabet.symbols, self.learned) for melody in melodies]

    def corpus(self, network: Foreteller, most: int = MOST_SYMBOLS) -> list[Measures]:
        """Return what the songs themselves are like after the seed, as far as melodies go."""
        return self.measured(
            heard(network, self.alphabet, song.tolist(), SEED_SYMBOLS, most) for song in self.songs
        )


def ground_of(lesson: GridLesson, count: int, dice: int) -> Ground:
    """Return `count` held-out songs to go on from, drawn with `dice`, or all there are."""
    alphabet = GridAlphabet(lesson.symbols)
    long = [song for song in lesson.held_out if len(song) >= SHORTEST]
    drawn = Random(dice).sample(long, min(count, len(long)))
    learned = RunIndex((_pitches(song, alphabet) for song in lesson.training), in_any_key=False)
    return Ground(alphabet, tuple(drawn), learned, dice)


def studied(weights: GridWeights, ground: Ground) -> dict[str, Any]:
    """Return the study of one network: the corpus, the temperatures, the weights of rests."""
    network = GridStepper(weights)
    songs = ground.corpus(network)
    corpus, spreads = summary(songs), spread(songs)
    return {
        "songs": len(songs),
        "corpus": corpus,
        "spread": spreads,
        "temperatures": [
            _at_temperature(network, ground, temperature, corpus, spreads)
            for temperature in TEMPERATURES
        ],
        "rests": [_at_rest_weight(network, ground, weight) for weight in REST_WEIGHTS],
    }


def _at_temperature(
    network: Foreteller,
    ground: Ground,
    temperature: float,
    corpus: Mapping[str, Sequence[float]],
    spreads: Mapping[str, float],
) -> dict[str, Any]:
    fixed, adaptive = (
        ground.measured(ground.sung(network, Settings(temperature, bent))) for bent in (0.0, 1.0)
    )
    means = {"fixed": summary(fixed), "adaptive": summary(adaptive)}
    return {
        "temperature": temperature,
        **means,
        "difference": differences(adaptive, fixed),
        "distance": {name: distance(found, corpus, spreads) for name, found in means.items()},
    }


def _at_rest_weight(network: Foreteller, ground: Ground, weight: float) -> dict[str, Any]:
    melodies = ground.sung(network, Settings(rest_weight=weight))
    return {"weight": weight, **summary(ground.measured(melodies))}


def _pitches(song: Numbers, alphabet: GridAlphabet) -> list[int]:
    found = (alphabet.pitch(int(number)) for number in song)
    return [pitch for pitch in found if pitch is not None]
