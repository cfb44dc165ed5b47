from random import Random

import numpy as np
import pytest

from antiphon_models.codecs.note_triples import Triple, fed, pitches_of
from antiphon_models.evaluation.triples_novelty import Repertory, features
from antiphon_models.evaluation.triples_tracks import (
    Player,
    ensemble_player,
    stacked_player,
    track,
)
from antiphon_models.evaluation.triples_traits import mean_traits, traits
from antiphon_models.runtime.triples import Foretold
from small_triples import SMALL_STACKED, members


def rows(*triples):
    return fed([Triple(*triple) for triple in triples])


SCALE = rows(*((60 + n, 0.25, 0.2) for n in range(12)))
CHORDS = rows(*((40 + 5 * (n % 3), 0.0 if n % 3 else 1.0, 0.9) for n in range(12)))


def test_a_track_goes_on_from_what_its_player_foretells():
    heard = []

    def foretells(window):
        heard.append(pitches_of(window).tolist())
        chances = np.zeros(128)
        chances[heard[-1][-1] + 1] = 1.0
        return Foretold(chances, 0.125, 9.0)

    found = track(Player("next", 3, foretells), SCALE[:4], 3, 1.0, Random(1))
    assert heard == [[61, 62, 63], [62, 63, 64], [63, 64, 65]]
    # A duration is heard as four seconds at the longest.
    assert found.tolist() == rows(*((pitch, 0.125, 4.0) for pitch in (64, 65, 66))).tolist()


def test_temperature_draws_from_what_is_less_likely():
    def foretells(_):
        chances = np.zeros(128)
        chances[60], chances[61] = 0.9, 0.1
        return Foretold(chances, 0.1, 0.1)

    def rare(temperature):
        made = track(Player("two", 3, foretells), SCALE, 400, temperature, Random(1))
        return np.mean(pitches_of(made) == 61)

    # Odds of nine to one, to the power of 1 / temperature.
    assert rare(0.5) == pytest.approx(1 / 82, abs=0.02)
    assert rare(1.0) == pytest.approx(0.1, abs=0.04)
    assert rare(2.0) == pytest.approx(0.25, abs=0.06)


@pytest.mark.parametrize("player", [
    ensemble_player("ensemble", members(2)),
    stacked_player("stacked", members(1, SMALL_STACKED)[0]),
])  # fmt: skip
def test_the_same_dice_make_the_same_track(player):
    one, other = (track(player, SCALE, 10, 1.0, Random(3)) for _ in range(2))
    assert np.array_equal(one, other)
    assert (one[:, 1:] >= 0.0).all()


def test_a_piece_is_nearest_to_itself_and_else_to_its_like():
    known = Repertory(["a", "b"], ["pop", "piano"], [SCALE, CHORDS])
    near = known.nearest(SCALE)
    assert (near.name, near.style) == ("a", "pop")
    assert near.similarity == pytest.approx(1.0)
    other = known.nearest(SCALE, but_not="a")
    assert other.name == "b"
    assert other.similarity < 0.7


def test_similarity_is_the_cosine_of_four_histograms():
    # The scale and a repeated note share steps and durations, no interval, one class in twelve.
    same = rows(*((60, 0.25, 0.2) for _ in range(12)))
    found = Repertory(["a"], ["pop"], [SCALE]).nearest(same).similarity
    assert found == pytest.approx((1 / np.sqrt(12) + 0.0 + 1.0 + 1.0) / 4)


def test_leaps_and_long_notes_are_counted_at_the_edge():
    assert features(rows((0, 0.0, 4.0), (127, 4.0, 0.0))).shape == (12 + 27 + 17 + 17,)


def test_a_track_is_told_in_numbers():
    found = traits(CHORDS)
    assert found.mid_range == pytest.approx(1 / 3)
    assert found.median_duration == pytest.approx(0.9)
    assert found.chords == pytest.approx(2 / 3)
    assert found.mean_step == pytest.approx(1 / 3)
    assert found.step_deviation == pytest.approx(np.sqrt(2) / 3)
    # Eleven changes, of which those into and out of a stroke are one second each.
    assert found.step_change == pytest.approx(7 / 11)
    assert found.pitch_entropy == pytest.approx(np.log2(3))
    # Three figures of eight in five.
    assert found.distinct == pytest.approx(3 / 5)
    assert found.loop == pytest.approx(9 / 12)


def test_the_means_of_traits_are_by_name():
    found = mean_traits([traits(CHORDS), traits(SCALE)])
    assert found["chords"] == pytest.approx(1 / 3)
    assert found["distinct"] == pytest.approx(0.8)
