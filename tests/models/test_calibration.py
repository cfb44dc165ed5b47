import pytest

from antiphon_models.calibration import Calibration


def test_nothing_seen_is_as_likely_right_as_wrong():
    assert Calibration(2).rate(1, 5) == 0.5


def test_the_rate_follows_what_came_true():
    calibration = Calibration(1)
    for is_hit in (True, True, True, False):
        calibration.tally(0, 4, is_hit)
    assert calibration.rate(0, 4) == pytest.approx(4 / 6)
    assert calibration.rate(0, 5) == 0.5


def test_each_voter_is_counted_apart():
    calibration = Calibration(2)
    calibration.tally(0, 4, True)
    assert (calibration.rate(0, 4), calibration.rate(1, 4)) == (2 / 3, 0.5)


def test_no_voter_is_ever_quite_trusted_or_dismissed():
    calibration = Calibration(2, tries=[[1000.0] * 33] * 2, hits=[[1000.0] * 33, [0.0] * 33])
    assert (calibration.rate(0, 3), calibration.rate(1, 3)) == (0.98, 0.02)


def test_what_is_tallied_leaves_the_tallies_that_it_began_with_alone():
    before = [[0.0] * 33]
    Calibration(1, tries=before, hits=before).tally(0, 3, True)
    assert before == [[0.0] * 33]
