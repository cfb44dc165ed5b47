import argparse

import pytest

from antiphon_models.option_numbers import above_zero, from_zero, share, whole_from


def test_a_number_in_range_is_what_it_says():
    assert whole_from(2)("2") == 2
    assert above_zero("0.5") == 0.5
    assert from_zero("0") == share("0") == 0.0


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (whole_from(2), "1", "must be a whole number from 2, not 1"),
        (whole_from(0), "-1", "must be a whole number from 0, not -1"),
        (whole_from(0), "1.5", "must be a whole number from 0, not 1.5"),
        (above_zero, "0", "must be a number above 0, not 0"),
        (above_zero, "nan", "must be a number above 0, not nan"),
        (above_zero, "inf", "must be a number above 0, not inf"),
        (above_zero, "soon", "must be a number above 0, not soon"),
        (from_zero, "-1", "must be a number from 0, not -1"),
        (share, "1", "must be from 0 to below 1, not 1"),
        (share, "-0.1", "must be from 0 to below 1, not -0.1"),
    ],
)
def test_any_other_is_refused_in_one_line(read, text, words):
    with pytest.raises(argparse.ArgumentTypeError) as refused:
        read(text)
    assert str(refused.value) == words
