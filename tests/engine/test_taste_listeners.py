from random import Random

from antiphon_engine.taste_listeners import (
    likes_falling,
    likes_leaps,
    likes_long_notes,
    likes_variety,
    often_likes_leaps,
)
from builders import line, phrase

DICE = Random(1)
PHRASE = phrase("C4 E4 G4")


def test_a_listener_hears_what_his_rule_says():
    assert likes_leaps(PHRASE, line([60, 64, 60]), DICE)
    assert not likes_leaps(PHRASE, line([60, 63, 60]), DICE)
    assert likes_falling(PHRASE, line([60, 72, 59]), DICE)
    assert not likes_falling(PHRASE, line([60, 48, 60]), DICE)
    assert likes_variety(PHRASE, line([60, 62, 64, 65, 60]), DICE)
    assert not likes_variety(PHRASE, line([60, 62, 64, 62, 60]), DICE)
    assert likes_long_notes(PHRASE, phrase("C4:2 D4"), DICE)
    assert not likes_long_notes(PHRASE, PHRASE, DICE)


def test_one_mark_in_five_is_wrong():
    dice = Random(2)
    said = [often_likes_leaps(PHRASE, line([60, 72]), dice) for _ in range(1000)]
    assert 0.76 < sum(said) / 1000 < 0.84
