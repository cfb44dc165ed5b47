"""Delays drawn in the player's time: rests weighed and bounded, notes no longer than they may."""

from collections import Counter
from random import Random

import numpy as np
import pytest

from antiphon_engine.params import Params, changed
from antiphon_models.codecs.note_delays import DELAYS
from antiphon_models.systems.vrash_delay import Time, breath, draw_delay

EVEN = np.zeros(len(DELAYS), np.float32)
LEGATO = Time(unit=0.5, share=1.0)


def certain(delay):
    logits = np.full(len(DELAYS), -30.0, np.float32)
    logits[[str(each) for each in DELAYS].index(delay)] = 30.0
    return logits


def drawn(logits=EVEN, time=LEGATO, left=None, count=400, **params):
    rng, knobs = Random(1), changed(Params(), params)
    return [draw_delay(logits, time, knobs, rng, left=left) for _ in range(count)]


@pytest.mark.parametrize(("delay", "seconds"), [("1", 0.5), ("3/2", 0.75), ("1/3", 1 / 6)])
def test_a_delay_is_a_multiple_of_the_median_pause(delay, seconds):
    assert drawn(certain(delay), count=1) == [pytest.approx(seconds)]


def test_without_rests_no_delay_outlasts_the_longest_note():
    assert max(drawn(rest_weight=0.0)) == pytest.approx(1.5)
    assert max(drawn(rest_weight=1.0, longest_rest=4.0)) > 1.5


def test_a_rest_is_as_long_as_is_wanted_at_most():
    assert max(drawn(longest_rest=0.5, rest_weight=2.0)) <= 2.0
    assert max(drawn(certain("16"), longest_rest=0.5)) <= 2.0
    assert max(drawn(left=0.2, longest_rest=0.5)) <= 0.7 + 1e-9


def test_half_the_rest_weight_gives_half_as_many_rests():
    shares = [
        Counter(delay > 1.6 for delay in drawn(rest_weight=weight, longest_rest=4.0, count=4000))
        for weight in (1.0, 0.5)
    ]
    odds = [share[True] / share[False] for share in shares]
    assert odds[1] / odds[0] == pytest.approx(0.5, abs=0.06)


def test_nothing_comes_sooner_than_can_be_played():
    assert min(drawn(time=Time(unit=0.05, share=1.0))) >= 0.06
    assert drawn(certain("1/8"), Time(unit=0.03, share=1.0), count=1)[0] >= 0.06


def test_a_note_sounds_for_the_players_share_and_never_too_long():
    assert Time(0.5, 0.4).duration(0.5) == pytest.approx(0.2)
    assert LEGATO.duration(8.0) == 1.5
    assert Time(4.0, 1.0).duration(60.0) == 8.0


def test_a_long_delay_ends_a_phrase():
    assert breath(certain("1")) == pytest.approx(0.0, abs=1e-6)
    assert breath(certain("4")) == pytest.approx(1.0, abs=1e-6)
    assert breath(EVEN) == pytest.approx(8 / 20)
