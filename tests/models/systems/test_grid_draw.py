from collections import Counter
from random import Random

import numpy as np
import pytest

from antiphon_engine.params import Params
from antiphon_models.codecs.time_grid import SymbolMap
from antiphon_models.pitch_choice import reach
from antiphon_models.systems.grid_alphabet import GridAlphabet
from antiphon_models.systems.grid_draw import Choice, symbol_chances

ALPHABET = GridAlphabet(SymbolMap(("60", "62", "64", "/", "_", "r")))
SIXTEENTH = 0.125
EVERYWHERE = np.ones(128, dtype=np.bool_)
ALL = np.ones(4)


def logits_of(*chances: float) -> np.ndarray:
    return np.log(np.array(chances))


def choice(shift=0, within=EVERYWHERE, **knobs) -> Choice:
    return Choice(ALPHABET, Params(**knobs), within, shift, SIXTEENTH)


def test_at_temperature_1_and_weights_of_1_the_network_is_left_as_it_is() -> None:
    chances = symbol_chances(logits_of(0.5, 0.25, 0.125, 0.125), ALL, 1.0, 0.0)
    assert chances == pytest.approx([0.5, 0.25, 0.125, 0.125])


def test_a_rest_of_weight_nine_tenths_is_as_papers_001_has_it() -> None:
    # 2.6.5: 0.5 0.25 and 0.25 * 0.9, over their sum of 0.975.
    chances = symbol_chances(logits_of(0.5, 0.25, 0.25), np.array([1.0, 1.0, 0.9]), 1.0, 0.0)
    assert chances == pytest.approx([0.5 / 0.975, 0.25 / 0.975, 0.225 / 0.975])


def test_half_the_temperature_squares_and_comes_before_the_weights() -> None:
    # 0.64 0.04 0.04 over 0.72, and the last then halved: 0.64 0.04 0.02 over 0.70.
    chances = symbol_chances(logits_of(0.8, 0.2, 0.2), np.array([1.0, 1.0, 0.5]), 0.5, 0.0)
    assert chances == pytest.approx([0.64 / 0.7, 0.04 / 0.7, 0.02 / 0.7])


def test_below_the_target_entropy_the_temperature_is_raised() -> None:
    # One bit where two are wanted: the temperature doubles, so that square roots are drawn from.
    # 0.5 and 0.5 stay as they are; a surer network shows it better.
    even = symbol_chances(logits_of(0.5, 0.5), np.ones(2), 1.0, 1.0)
    assert even == pytest.approx([0.5, 0.5])
    # 0.9 and 0.1 have 0.469 bits, less than the half a bit at which bending ends: four times.
    sure = symbol_chances(logits_of(0.9, 0.1), np.ones(2), 1.0, 1.0)
    low, high = 0.1**0.25, 0.9**0.25
    assert sure == pytest.approx([high / (low + high), low / (low + high)])


def test_above_the_target_entropy_the_temperature_is_lowered() -> None:
    # Sixteen equal chances and one of twice as much: 4.07 bits, about half the temperature.
    likely = np.array([2.0, *[1.0] * 16]) / 18
    entropy = float(-(likely * np.log2(likely)).sum())
    expected = likely ** (entropy / 2.0)
    chances = symbol_chances(np.log(likely), np.ones(17), 1.0, 1.0)
    assert chances == pytest.approx(expected / expected.sum())
    assert chances[0] > likely[0]


def test_what_has_no_weight_is_never_drawn_however_likely_it_is() -> None:
    chances = symbol_chances(np.array([40.0, 0.0, -40.0]), np.array([0.0, 0.0, 1.0]), 0.1, 1.0)
    assert chances.tolist() == [0.0, 0.0, 1.0]


def test_a_note_that_begins_is_no_sign_and_lies_within() -> None:
    within = EVERYWHERE.copy()
    within[65] = False
    assert choice(shift=3, within=within).beginning.tolist() == [1, 0, 1, 0, 0, 0]


def test_while_a_note_sounds_the_end_is_never_drawn_and_a_rest_is_weighted() -> None:
    assert choice(rest_weight=0.5).sounding.tolist() == [1, 1, 1, 0, 1, 0.5]
    assert choice(rest_weight=0.0).sounding.tolist() == [1, 1, 1, 0, 1, 0]


def test_twice_the_density_halves_the_weight_of_holds() -> None:
    assert choice(density=2.0).sounding[ALPHABET.hold] == 0.5
    assert choice(density=0.5).sounding[ALPHABET.hold] == 2.0


def test_a_rest_ends_when_it_is_as_long_as_allowed() -> None:
    patient = choice(longest_rest=0.375)
    assert patient.resting(1)[ALPHABET.hold] == 1.0
    assert patient.resting(2)[ALPHABET.hold] == 1.0
    assert patient.resting(3).tolist() == [1, 1, 1, 0, 0, 0]
    assert choice(longest_rest=0.1).sounding[ALPHABET.rest] == 0.0


def test_more_rests_are_drawn_the_more_they_weigh() -> None:
    logits = logits_of(0.2, 0.2, 0.2, 0.1, 0.1, 0.2)
    counts = []
    for rest_weight in (0.0, 0.5, 1.0, 2.0):
        one, rng = choice(rest_weight=rest_weight), Random(1)
        drawn = Counter(one.draw(logits, one.sounding, rng) for _ in range(2000))
        assert not drawn[ALPHABET.end]
        counts.append(drawn[ALPHABET.rest])
    assert counts == sorted(counts)
    assert counts[0] == 0
    # 0.2 of 0.9, and 0.4 of 1.1.
    assert counts[2] / 2000 == pytest.approx(0.2 / 0.9, abs=0.03)
    assert counts[3] / 2000 == pytest.approx(0.4 / 1.1, abs=0.03)


def test_a_scale_that_the_network_does_not_sing_is_played_at_the_nearest_notes() -> None:
    # Of F# and its pentatonic the network has nothing: every note is drawn, and moved.
    within = reach([60, 64], Params(scale_lock="major pentatonic", scale_root="F#", register=0))
    narrow = within.copy()
    narrow[[60, 62, 64]] = False
    one = choice(within=narrow)
    assert one.beginning.tolist() == [1, 1, 1, 0, 0, 0]
    assert all(narrow[one.played(number)] for number in (0, 1, 2))


def test_notes_out_of_reach_leave_their_share_to_those_within_and_none_to_the_hold() -> None:
    logits = logits_of(0.5, 0.25, 0.05, 0.05, 0.1, 0.05)
    within = EVERYWHERE.copy()
    within[[60, 62]] = False
    one, rng = choice(within=within, rest_weight=0.0, temperature=1.0), Random(1)
    drawn = Counter(one.draw(logits, one.sounding, rng) for _ in range(2000))
    assert set(drawn) == {2, ALPHABET.hold}
    # The three notes had 0.8 together, the hold 0.1.
    assert drawn[ALPHABET.hold] / 2000 == pytest.approx(0.1 / 0.9, abs=0.03)
