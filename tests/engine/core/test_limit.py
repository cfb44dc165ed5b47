import math

import pytest

from antiphon_engine.core.limit import Limit, limit_for
from antiphon_engine.params import Params, changed
from antiphon_models.music.notes import Note

PHRASE = [Note(60, 100, 0.0, 0.4), Note(62, 60, 0.5, 0.5), Note(64, 80, 1.0, 1.0)]


def test_match_is_the_length_of_the_phrase():
    assert limit_for(Params(), PHRASE) == Limit(8, 2.0, slack=1.25)


def test_bars_are_counted_in_the_tempo_that_was_played():
    steady = [Note(60, 80, beat * 0.5, 0.4) for beat in range(16)]
    limit = limit_for(changed(Params(), {"answer_length": "2 bars"}), steady)
    assert limit.notes == math.inf
    assert limit.seconds == pytest.approx(4.0, rel=0.05)


def test_of_a_phrase_of_minutes_the_last_notes_say_how_long_a_bar_is():
    slower = [Note(60, 80, beat * 0.8, 0.4) for beat in range(1000)]
    steady = [Note(60, 80, 800.0 + beat * 0.5, 0.4) for beat in range(256)]
    limit = limit_for(changed(Params(), {"answer_length": "2 bars"}), slower + steady)
    assert limit.seconds == pytest.approx(4.0, rel=0.05)


def test_solo_has_no_limit():
    assert limit_for(changed(Params(), {"mode": "solo"}), PHRASE) == Limit()


def test_a_number_of_notes_is_exact_and_bars_are_not():
    assert limit_for(changed(Params(), {"answer_length": "4 notes"}), PHRASE).is_exact
    assert not limit_for(changed(Params(), {"answer_length": "4 bars"}), PHRASE).is_exact


def test_what_is_spent_is_the_nearer_of_notes_and_seconds():
    assert Limit(10, 4.0).spent(2, 1.0) == 0.25
    assert Limit(10, 4.0).spent(8, 1.0) == 0.8
    assert Limit().spent(1000, 1000.0) == 0.0
