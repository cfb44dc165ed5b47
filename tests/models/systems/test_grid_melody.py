from random import Random

import numpy as np
import pytest

from antiphon_models.runtime.grid_lstm import GridStepper
from antiphon_models.systems.grid_alphabet import GridAlphabet
from antiphon_models.systems.grid_melody import Settings, heard, sung
from grid_networks import SYMBOLS, following_grid, random_grid

CIRCLE = following_grid(
    {
        "60": {"_": 1.0},
        "_": {"62": 0.5, "r": 0.25, "/": 0.25},
        "62": {"_": 1.0},
        "r": {"60": 1.0},
    }
)
ALPHABET = GridAlphabet(CIRCLE.config.symbol_map)
SEED = [SYMBOLS.index("60")]


def melodies(settings, count=200):
    network = GridStepper(CIRCLE)
    return [
        sung(network, ALPHABET, SEED, settings, Random(number), most=40) for number in range(count)
    ]


def test_a_melody_goes_on_from_its_seed_until_the_end() -> None:
    for melody in melodies(Settings()):
        symbols = [SYMBOLS[number] for number in melody.numbers]
        assert symbols[0] == "_"
        assert "/" not in symbols
        assert melody.is_ended == (len(symbols) < 40)
        # One for each symbol, and one for the end.
        assert len(melody.entropies) == len(symbols) + melody.is_ended


def test_the_networks_entropy_is_told_as_it_was_before_the_temperature() -> None:
    [melody] = melodies(Settings(temperature=0.2), count=1)
    # After the seed the hold is certain; after the hold there are 1.5 bits.
    assert melody.entropies[0] == pytest.approx(0.0, abs=1e-6)
    assert melody.entropies[1] == pytest.approx(1.5, abs=1e-4)


def test_the_weight_of_rests_is_the_share_of_rests() -> None:
    def first_rests(weight):
        found = melodies(Settings(rest_weight=weight), count=1000)
        return np.mean([SYMBOLS[m.numbers[1]] == "r" for m in found if len(m.numbers) > 1])

    # Of those that go on, 0.25 w of 0.5 + 0.25 w.
    assert first_rests(0.0) == 0.0
    assert first_rests(0.9) == pytest.approx(0.225 / 0.725, abs=0.04)
    assert first_rests(2.0) == pytest.approx(0.5, abs=0.04)


def test_the_same_dice_throw_the_same_melody() -> None:
    assert melodies(Settings(), 3) == melodies(Settings(), 3)
    assert len(set(melodies(Settings(), 20))) > 1


def test_a_song_is_heard_as_if_it_had_been_drawn() -> None:
    network = GridStepper(random_grid())
    song = [1, 37, 38, 2, 38]
    melody = heard(network, GridAlphabet(random_grid().config.symbol_map), song, 2, 10)
    assert melody.numbers == (38, 2, 38)
    assert melody.is_ended
    assert len(melody.entropies) == 4
    cut = heard(network, ALPHABET, song, 2, 2)
    assert (cut.numbers, cut.is_ended) == ((38, 2), False)
    network.reset()
    for number in song[:2]:
        network.step(number)
    likely = np.exp(network.logits() - network.logits().max())
    likely = likely / likely.sum()
    assert melody.entropies[0] == pytest.approx(float(-(likely * np.log2(likely)).sum()), rel=1e-5)
