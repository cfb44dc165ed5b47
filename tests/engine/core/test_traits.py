import pytest

from antiphon_engine.core.cue import Cue
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import LAST_FIGURES, akin, kinship
from antiphon_engine.core.traits import SPREADS, leaning, traits
from antiphon_engine.params import Params
from antiphon_models.improviser import Source
from antiphon_models.learned_taste import LearnedTaste
from antiphon_models.music.notes import Note
from builders import line, phrase

TUNE = phrase("C4 E4 G4 E4 F4 D4 C4:2")
CUE = Cue(Params(), TUNE, None, TUNE)


def answer(notes: list[Note]) -> list[Planned]:
    return [Planned(note, 1, Source("network", 0.5), note) for note in notes]


def told(notes: list[Note], cue: Cue = CUE) -> dict[str, float]:
    return traits(cue, answer(notes), kinship(cue, answer(notes)))


def test_each_trait_has_a_spread_and_the_other_way_round():
    assert list(told(TUNE)) == list(SPREADS)
    assert all(spread > 0 for spread in SPREADS.values())


def test_bearing_by_hand():
    # Steps +4 +3 -12 +1; C E G at first, then G3 G#3; 64 2/5 is the phrase's 65 less.
    shown = told(phrase("C4 E4 G4:2 G3 G#3"))
    assert shown["leap"] == 5.0
    assert shown["rise"] == pytest.approx((67 + 55 + 56) / 3 - 62)
    assert shown["height"] == pytest.approx((60 + 64 + 67 + 55 + 56) / 5 - 442 / 7)
    # Half seconds are an octave below one; of the iois, one of four is a second.
    assert shown["sustain"] == pytest.approx(-0.8)
    assert shown["pace"] == pytest.approx(0.75)
    assert shown["chords"] == 0.0


def test_chords_are_told_and_leave_the_pace_alone():
    shown = told(phrase("C4+E4+G4 C4+F4"))
    assert shown["chords"] == 0.75
    assert shown["pace"] == 1.0


def test_size_is_in_octaves_of_the_phrase():
    assert told(line([60] * 14))["size"] == 1.0
    assert told(line([60] * 7))["size"] == 0.0


def test_a_single_note_and_no_phrase_are_no_trouble():
    shown = told(phrase("C4"), Cue(Params(), [], None))
    assert (shown["leap"], shown["rise"], shown["height"]) == (0.0, 0.0, 0.0)


def test_of_a_long_answer_the_last_notes_are_looked_at():
    tail = [60 + number % 7 for number in range(LAST_FIGURES)]
    assert told(line([127] * 300 + tail))["leap"] == told(line(tail))["leap"]


def test_without_weights_the_taste_is_kinship_itself():
    assert leaning(LearnedTaste()) is akin


def test_a_taste_for_leaps_puts_a_leaping_answer_before_a_closer_one():
    near, leaping = answer(phrase("E4 C4 E4 G4 F4 D4 C4:2")), answer(line([60, 72, 61, 74, 58]))
    assert akin(CUE, near) > akin(CUE, leaping)
    taste = leaning(LearnedTaste({"leap": 0.2}, 5, 5))
    assert taste(CUE, near) < taste(CUE, leaping)
    # 12 + 11 + 13 + 16 over 4.
    assert taste(CUE, leaping) == pytest.approx(akin(CUE, leaping) + 0.2 * 13.0)
