"""How iois are halved and doubled; that the knobs act on a whole mind stands with the mind."""

from random import Random

import pytest

from antiphon_models.onset_choice import hurried


def iois(density, drift=1.0, ioi=0.5, count=2000):
    rng = Random(4)
    return [hurried(ioi, density, drift, rng) for _ in range(count)]


@pytest.mark.parametrize(("density", "found"), [(0.25, 2.0), (0.5, 1.0), (2.0, 0.25), (4.0, 0.125)])
def test_whole_octaves_of_density_halve_and_double(density, found):
    assert set(iois(density)) == {found}


@pytest.mark.parametrize("density", [0.7, 1.2, 1.5, 3.0])
def test_in_between_some_iois_are_halved_so_that_the_mean_is_what_was_asked_for(density):
    found = iois(density)
    assert len(set(found)) == 2
    assert sum(found) / len(found) == pytest.approx(0.5 / density, rel=0.05)


def test_a_line_that_has_hurried_on_by_itself_is_hurried_less():
    # Four times as fast as the player already: half of these octaves are taken off.
    assert set(iois(2.0, drift=0.25)) == {0.5}


def test_a_chord_stays_a_chord():
    assert iois(0.25, ioi=0.01, count=1) == [0.01]


def test_nothing_gets_faster_than_fingers():
    assert set(iois(4.0, ioi=0.2)) == {0.1}
    assert set(iois(4.0, ioi=0.1)) == {0.1}
