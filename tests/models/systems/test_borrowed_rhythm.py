from dataclasses import replace
from random import Random

import pytest

from antiphon_engine.params import Params
from antiphon_models.music.notes import Note
from antiphon_models.systems.borrowed_rhythm import Beat, BorrowedRhythm, paced, rested

PHRASE = [(0.0, 0.2), (0.25, 0.2), (0.5, 0.4), (1.0, 0.2), (1.25, 0.9)]


def heard(*phrases, rhythm=None):
    """A rhythm that has heard phrases of (onset, duration), each a second after the other's end."""
    rhythm, start = rhythm or BorrowedRhythm(), 10.0
    for phrase in phrases:
        for place, (onset, duration) in enumerate(phrase):
            rhythm.hear(Note(60, 70 + place, start + onset))
            rhythm.release(Note(60, 70 + place, start + onset, duration))
        start += sum(phrase[-1]) + 1.0
    return rhythm


def beats(rhythm, count, tempo_bpm=120.0):
    return [rhythm.beat(number, tempo_bpm) for number in range(count)]


def test_the_phrase_is_played_round_and_round_as_it_was():
    found = beats(heard(PHRASE), 7)
    assert [round(beat.ioi, 6) for beat in found] == [0.25, 0.25, 0.25, 0.5, 0.25, 0.25, 0.25]
    assert [beat.duration for beat in found[:5]] == [0.2, 0.2, 0.4, 0.2, 0.9]
    assert [beat.velocity for beat in found] == [70, 71, 72, 73, 74, 70, 71]
    assert [beat.is_last for beat in found] == [False] * 4 + [True] + [False] * 2


def test_only_the_last_phrase_counts():
    slow = [(0.0, 0.5), (0.6, 0.5), (1.2, 0.5), (1.8, 0.5)]
    assert [round(beat.ioi, 6) for beat in beats(heard(PHRASE, slow), 4)] == [0.6] * 4


def test_a_phrase_of_two_notes_is_no_rhythm_yet():
    found = beats(heard(PHRASE, [(0.0, 0.1), (0.2, 0.1)]), 4)
    assert [round(beat.ioi, 6) for beat in found] == [0.25, 0.25, 0.25, 0.5]


def test_before_anything_was_heard_it_plays_eighths_at_the_tempo():
    found = beats(BorrowedRhythm(), 2, tempo_bpm=60.0)
    assert [(beat.ioi, beat.duration, beat.is_last) for beat in found] == [(0.5, 0.45, False)] * 2


def test_a_note_that_still_sounds_lasts_until_the_next():
    rhythm = BorrowedRhythm()
    for onset in (0.0, 0.3, 0.5):
        rhythm.hear(Note(60, 80, onset))
    assert [round(beat.duration, 6) for beat in beats(rhythm, 3)] == [0.3, 0.2, 0.25]


def test_a_chord_stays_a_chord():
    rhythm = BorrowedRhythm()
    for onset in (0.0, 0.5, 0.505, 0.51, 1.0):
        rhythm.hear(Note(60, 80, onset))
    found = [round(beat.ioi, 6) for beat in beats(rhythm, 5)]
    assert found == [0.495, 0.5, 0.005, 0.005, 0.49]


def test_a_key_whose_note_off_was_lost_is_no_note_of_minutes():
    rhythm = BorrowedRhythm()
    for onset, duration in ((0.0, 100.0), (0.5, 0.2), (1.0, 0.2)):
        rhythm.hear(Note(60, 80, onset))
        rhythm.release(Note(60, 80, onset, duration))
    assert beats(rhythm, 1)[0].duration == 8.0


def test_it_forgets():
    rhythm = heard(PHRASE)
    rhythm.forget()
    assert beats(rhythm, 1) == beats(BorrowedRhythm(), 1)


REST = Beat(1.0, 0.2, 80)


@pytest.mark.parametrize(
    ("weight", "longest", "ioi"),
    [(1.0, 4.0, 1.0), (0.5, 4.0, 0.6), (2.0, 4.0, 1.8), (2.0, 1.0, 1.2), (0.0, 4.0, 0.3)],
)
def test_the_rest_weight_scales_a_silence_up_to_the_longest_rest(weight, longest, ioi):
    params = Params(rest_weight=weight, longest_rest=longest)
    assert rested(REST, 0.2, params) == pytest.approx(ioi)


def test_what_is_no_silence_stays_as_it_is():
    params = Params(rest_weight=2.0)
    assert rested(REST, 0.95, params) == 1.0
    assert rested(REST, 3.0, params) == 1.0


def test_density_halves_and_doubles_what_was_borrowed():
    rng = Random(1)
    faster, slower = paced(REST, 2.0, rng), paced(REST, 0.5, rng)
    assert (faster.ioi, faster.duration) == (0.5, 0.1)
    assert (slower.ioi, slower.duration) == (2.0, 0.4)
    assert paced(REST, 1.0, rng) == REST
    chord = replace(REST, ioi=0.0)
    assert paced(chord, 4.0, rng) == chord
