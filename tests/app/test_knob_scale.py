import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_app.knob_scale import position_of, stepped, typed_value, value_at, value_text
from antiphon_engine.params import PARAMS, Number

NUMBERS = [param for param in PARAMS.values() if isinstance(param, Number)]
LOG = Number(0.1, 10.0, 1.0, "Log", "Help.", curve="log")
LINEAR = Number(0.0, 2.0, 0.9, "Linear", "Help.")
BIPOLAR = Number(-24, 24, 0, "Bipolar", "Help.", "semitones", whole=True)


def test_a_log_knob_has_its_middle_at_the_geometric_mean():
    assert position_of(LOG, 1.0) == pytest.approx(0.5)
    assert value_at(LOG, 0.5) == 1.0
    assert [value_at(LOG, position) for position in (0.0, 0.25, 0.75, 1.0)] == [
        *(0.1, 0.32, 3.16, 10.0)
    ]


def test_a_linear_knob_has_its_middle_half_way():
    assert position_of(LINEAR, 1.5) == 0.75
    assert value_at(LINEAR, 0.5) == 1.0


def test_a_knob_ends_at_its_ends():
    assert [value_at(LINEAR, position) for position in (-0.5, 1.5)] == [0.0, 2.0]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number.label)
@given(position=st.floats(0, 1), travel=st.sampled_from([0.001, 0.01, 0.1, -0.001, -0.01, -0.1]))
def test_a_step_always_moves_a_knob_that_is_not_at_its_end(number, position, travel):
    value = value_at(number, position)
    after = stepped(number, value, travel)
    at_end = value == (number.high if travel > 0 else number.low)
    assert (after - value) * travel > 0 or at_end
    assert number.parse(after) == after


def test_values_are_shown_with_the_digits_that_matter():
    assert value_text(LOG, 1.0) == "1.00"
    assert value_text(BIPOLAR, 7) == "+7"
    assert value_text(BIPOLAR, -7) == "\N{MINUS SIGN}7"
    assert value_text(BIPOLAR, 0) == "0"
    assert value_text(PARAMS["output_offset_ms"], -0.01) == "0.0"
    assert value_text(PARAMS["window"], 512) == "512"


def test_what_is_typed_may_have_a_comma_a_sign_or_the_unit():
    assert typed_value(LOG, " 1,5 ") == 1.5
    assert typed_value(BIPOLAR, "\N{MINUS SIGN}5 semitones") == -5
    assert typed_value(PARAMS["output_offset_ms"], "-12.5ms") == -12.5


@pytest.mark.parametrize("text", ["", "loud", "99", "nan", "1e999"])
def test_what_is_no_value_is_refused_with_the_range(text):
    with pytest.raises(ValueError, match=r"^from 0\.1 to 10$"):
        typed_value(LOG, text)
