import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.control import Controllers, position_of, value_at
from antiphon_engine.core.events import Control
from antiphon_engine.messages import ControlMap, ControlsChanged
from antiphon_engine.params import PARAMS, Number, ParamError, Params, changed

THRESHOLD = ControlMap("motif_threshold", 0, 21)
# The knob stands at position 31.75 of the controller.
LOW = changed(Params(), {"motif_threshold": 0.25})


def moved(
    controllers: Controllers, params: Params, positions: list[int], number: int = 21
) -> tuple[Params, list[object]]:
    """Turn a controller to these positions; return the params after it and all changes made."""
    made: list[object] = []
    for position in positions:
        changes = controllers.take(Control(0.0, 0, number, position), params)
        assert changes is not None
        params = changed(params, changes)
        made += changes.values()
    return params, made


def test_a_controller_turns_a_knob_once_it_has_passed_its_value() -> None:
    controllers = Controllers([THRESHOLD])
    params, made = moved(controllers, LOW, [0, 10, 25, 40, 60])
    assert made == [0.315, 0.4724]
    assert params.motif_threshold == 0.4724


def test_a_controller_that_comes_from_above_also_has_to_pass() -> None:
    controllers = Controllers([THRESHOLD])
    assert moved(controllers, LOW, [127, 90, 50, 31, 30, 29])[1] == [0.2441, 0.2362, 0.2283]


def test_a_knob_that_was_turned_elsewhere_has_to_be_picked_up_again() -> None:
    controllers = Controllers([THRESHOLD])
    params, _ = moved(controllers, LOW, [20, 40])
    params = changed(params, {"motif_threshold": 0.9})
    params, made = moved(controllers, params, [41, 60, 80])
    assert made == []
    assert moved(controllers, params, [110, 120, 127])[1] == [0.9449, 1.0]


def test_a_button_turns_a_switch_at_once() -> None:
    controllers = Controllers([ControlMap("turn_gap_adaptive", 0, 21)])
    assert moved(controllers, Params(), [127, 0, 127])[1] == [False, True]


def test_a_controller_goes_through_the_words_of_a_choice() -> None:
    controllers = Controllers([ControlMap("mode", 0, 21)])
    assert moved(controllers, Params(), [0, 42, 43, 85, 86, 127])[1] == ["duet", "solo"]


def test_an_unmapped_controller_is_music() -> None:
    controllers = Controllers([THRESHOLD])
    assert controllers.take(Control(0.0, 0, 22, 5), Params()) is None
    assert controllers.take(Control(0.0, 1, 21, 5), Params()) is None


def test_the_next_controller_that_moves_is_learnt() -> None:
    controllers = Controllers()
    controllers.learn("temperature")
    assert controllers.state == ControlsChanged((), "temperature")
    assert controllers.take(Control(0.0, 0, 64, 127), Params()) is None
    assert controllers.take(Control(0.0, 0, 123, 0), Params()) is None
    assert controllers.take(Control(0.0, 3, 7, 100), Params()) == {}
    assert controllers.state == ControlsChanged((ControlMap("temperature", 3, 7),))


def test_learning_replaces_what_the_controller_and_the_knob_were_mapped_to() -> None:
    controllers = Controllers([THRESHOLD, ControlMap("temperature", 0, 22)])
    controllers.learn("temperature")
    controllers.take(Control(0.0, 0, 21, 0), Params())
    assert controllers.state.controls == (ControlMap("temperature", 0, 21),)


def test_learning_can_be_given_up() -> None:
    controllers = Controllers()
    controllers.learn("temperature")
    controllers.learn(None)
    assert controllers.take(Control(0.0, 0, 21, 0), Params()) is None
    assert controllers.state == ControlsChanged(())


def test_what_is_no_parameter_is_not_mapped() -> None:
    controllers = Controllers()
    assert controllers.map([ControlMap("loudness", 0, 7), THRESHOLD]) == ["loudness"]
    assert controllers.state.controls == (THRESHOLD,)
    with pytest.raises(ParamError, match="'loudness' is not a parameter"):
        controllers.learn("loudness")


def test_a_log_knob_is_half_way_at_the_geometric_mean() -> None:
    assert value_at(PARAMS["temperature"], 0) == 0.1
    assert value_at(PARAMS["temperature"], 127) == 10.0
    assert position_of(PARAMS["temperature"], 1.0) == pytest.approx(63.5)
    assert value_at(PARAMS["window"], 127) == 4096


@given(st.sampled_from(sorted(PARAMS)), st.integers(0, 127))
def test_every_position_is_a_value_that_the_knob_takes(name: str, position: int) -> None:
    value = value_at(PARAMS[name], position)
    assert PARAMS[name].parse(value) == value
    assert 0.0 <= position_of(PARAMS[name], value) <= 127.0
    if isinstance(PARAMS[name], Number) and not PARAMS[name].range_text().startswith("a whole"):
        assert position_of(PARAMS[name], value) == pytest.approx(position, abs=0.1)


@given(
    st.sampled_from(sorted(PARAMS)),
    st.lists(st.integers(0, 127), min_size=2, max_size=20),
)
def test_a_knob_never_jumps(name: str, positions: list[int]) -> None:
    param = PARAMS[name]
    controllers, params = Controllers([ControlMap(name, 0, 21)]), Params()
    last = None
    for position in positions:
        before = getattr(params, name)
        params, made = moved(controllers, params, [position])
        if made and last is not None and isinstance(param, Number):
            # It came by where the knob stood: from the controller's last position to this one.
            low, high = sorted((last, position))
            assert value_at(param, max(low - 2, 0)) <= before <= value_at(param, min(high + 2, 127))
        last = position
