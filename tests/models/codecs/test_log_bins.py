import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.codecs.log_bins import LogBins

WITH_ZERO = LogBins(low=0.1, high=10.0, count=3, has_zero=True)
WITHOUT = LogBins(low=0.1, high=10.0, count=2, has_zero=False)


@pytest.mark.parametrize(
    ("seconds", "index", "inside"),
    [(0.0, 0, 0.0), (0.05, 0, 0.5), (0.1, 1, 0.0), (1.0, 2, 0.0), (10.0, 2, 1.0), (99.0, 2, 1.0)],
)
def test_times_fall_into_their_bins(seconds, index, inside):
    assert WITH_ZERO.bin_of(seconds) == (index, pytest.approx(inside))


def test_times_below_the_lowest_fall_to_its_start_without_a_zero_bin():
    assert WITHOUT.bin_of(0.001) == (0, 0.0)
    assert WITHOUT.bin_of(1.0) == (1, pytest.approx(0.0))


def test_negative_times_count_as_zero():
    assert WITH_ZERO.bin_of(-0.2) == (0, 0.0)


@given(st.floats(0.0, 10.0))
def test_a_time_comes_back_from_its_bin(seconds):
    assert WITH_ZERO.seconds_of(*WITH_ZERO.bin_of(seconds)) == pytest.approx(seconds)


@given(st.lists(st.floats(-1.0, 100.0), min_size=1))
def test_many_times_fall_where_each_alone_does(seconds):
    for bins in (WITH_ZERO, WITHOUT):
        indices, insides = bins.bins_of(np.array(seconds))
        # Compared as times: at an edge the two may choose either side of it.
        together = [
            bins.seconds_of(int(i), float(x)) for i, x in zip(indices, insides, strict=True)
        ]
        alone = [bins.seconds_of(*bins.bin_of(second)) for second in seconds]
        assert together == pytest.approx(alone, rel=1e-5, abs=1e-7)
