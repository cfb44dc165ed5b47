from antiphon_engine.core.asked import asked
from antiphon_engine.params import Params, changed


def knobs(**changes):
    return changed(Params(), changes)


def scale_of(params, scale=None):
    told = asked(params, scale)
    return told.scale_root, told.scale_lock


def test_without_heat_and_lock_the_knobs_are_asked_as_they_stand():
    params = knobs(temperature=2.0)
    assert asked(params, None) is params


def test_heat_multiplies_the_temperature_up_to_the_hottest():
    assert asked(knobs(temperature=2.0), None, 1.5).temperature == 3.0
    assert asked(knobs(temperature=9.0), None, 1.5).temperature == 10.0


def test_a_chosen_scale_is_locked_to():
    assert scale_of(knobs(scale_lock="dorian", scale_root="D"), ("A", "major")) == ("D", "dorian")


def test_an_automatic_lock_is_to_the_scale_of_the_phrase():
    assert scale_of(knobs(scale_lock="auto"), ("A", "minor")) == ("A", "minor")


def test_an_automatic_lock_is_off_where_the_phrase_is_in_no_scale():
    assert scale_of(knobs(scale_lock="auto")) == ("C", "off")


def test_before_a_transposition_the_scale_is_that_much_lower():
    params = knobs(scale_lock="major", scale_root="D", transpose=-3)
    assert scale_of(params) == ("F", "major")
