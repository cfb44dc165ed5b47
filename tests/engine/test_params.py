from math import inf, nan, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.params import (
    PARAMS,
    Choice,
    Number,
    ParamError,
    Params,
    Switch,
    changed,
    differences,
)

NUMBERS = {name: param for name, param in PARAMS.items() if isinstance(param, Number)}
CHOICES = {name: param for name, param in PARAMS.items() if isinstance(param, Choice)}
SWITCHES = [name for name, param in PARAMS.items() if isinstance(param, Switch)]


@given(st.sampled_from(sorted(NUMBERS)), st.data())
def test_every_number_in_range_is_taken(name, data):
    param = NUMBERS[name]
    if param.whole:
        value = data.draw(st.integers(int(param.low), int(param.high)))
    else:
        value = data.draw(st.floats(param.low, param.high))
    assert param.parse(value) == value
    assert param.parse(str(value)) == value
    assert type(param.parse(value)) is (int if param.whole else float)


@given(st.sampled_from(sorted(NUMBERS)), st.floats(0, exclude_min=True), st.booleans())
def test_every_number_out_of_range_is_refused(name, beyond, above):
    param = NUMBERS[name]
    value = param.high + beyond if above else param.low - beyond
    if param.low <= value <= param.high:
        value = nextafter(param.high, inf) if above else nextafter(param.low, -inf)
    with pytest.raises(ValueError, match=r"^must be .*from .* to .*, not "):
        param.parse(value)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize(
    "value", [nan, inf, -inf, "nan", "inf", "", "loud", None, True, [1], 10**400]
)
def test_what_is_no_number_is_refused(name, value):
    with pytest.raises(ValueError, match="must be "):
        NUMBERS[name].parse(value)


@pytest.mark.parametrize("name", [name for name, param in NUMBERS.items() if param.whole])
def test_a_whole_number_is_not_rounded(name):
    param = NUMBERS[name]
    with pytest.raises(ValueError, match="a whole number"):
        param.parse(param.low + 0.5)


@pytest.mark.parametrize(
    ("name", "option"), [(name, option) for name in CHOICES for option in CHOICES[name].options]
)
def test_every_option_is_taken(name, option):
    assert CHOICES[name].parse(option) == option


@given(st.sampled_from(sorted(CHOICES)), st.text() | st.integers() | st.none())
def test_what_is_no_option_is_refused_with_the_list(name, value):
    param = CHOICES[name]
    if value not in param.options:
        with pytest.raises(ValueError, match=f"^must be one of {param.options[0]}, "):
            param.parse(value)


@pytest.mark.parametrize(
    ("value", "meaning"),
    [(True, True), (False, False), ("on", True), ("Off", False), ("TRUE", True), ("false", False)],
)
def test_a_switch_understands_on_and_off(value, meaning):
    assert [PARAMS[name].parse(value) for name in SWITCHES] == [meaning] * len(SWITCHES)


@pytest.mark.parametrize("value", ["yes", "", 1, 0, None, 1.0])
def test_a_switch_refuses_the_rest(value):
    for name in SWITCHES:
        with pytest.raises(ValueError, match="must be on or off, not "):
            PARAMS[name].parse(value)


def test_every_default_is_taken():
    assert changed(Params(), {name: param.default for name, param in PARAMS.items()}) == Params()


def test_every_param_has_a_label_and_one_sentence_of_help():
    for param in PARAMS.values():
        assert param.label[0].isupper()
        assert param.help.endswith(".")
        assert "\n" not in param.help


def test_changed_turns_only_what_it_is_told():
    turned = changed(Params(), {"temperature": "2", "register": 12, "mode": "duet"})
    assert differences(turned) == {"temperature": 2.0, "register": 12, "mode": "duet"}
    assert differences(Params()) == {}


def test_changed_names_the_first_that_does_not_fit():
    with pytest.raises(ParamError, match=r"^register must be .*, not 99$"):
        changed(Params(), {"temperature": 1.0, "register": 99, "window": 0})


def test_changed_refuses_an_unknown_name_and_lists_the_known():
    with pytest.raises(ParamError, match=r"^'tempo' is not a parameter; there are temperature, "):
        changed(Params(), {"tempo": 120})


def test_a_refused_change_leaves_the_params_as_they_were():
    before = Params()
    with pytest.raises(ParamError):
        changed(before, {"temperature": 2.0, "window": nan})
    assert before == Params()
