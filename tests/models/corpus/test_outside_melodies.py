from antiphon_models.corpus.melody_sets import MelodySet
from antiphon_models.corpus.outside_melodies import apart_from
from antiphon_models.corpus.tune import Tune

# Twelve different intervals, so that no shorter run of them is found twice.
SCALE = (60, 61, 63, 66, 64, 59, 65, 67, 60, 68, 59, 69, 55)
TESTED = [MelodySet("elsass", ("a",), (SCALE,))]


def tune(pitches, catalogue=""):
    length = len(pitches)
    return Tune(
        "x/1", "", catalogue, tuple(pitches), tuple(map(float, range(length))), (1.0,) * length
    )


def test_a_tune_that_has_13_notes_of_a_song_in_another_key_is_left_out():
    variant = tune([70, 70, *(pitch + 3 for pitch in SCALE), 70])
    relative = tune([70, 70, *(pitch + 3 for pitch in SCALE[:12]), 70])
    found = apart_from(TESTED, [variant], [relative])
    assert found.melodies == (relative.pitch,)
    assert (found.tunes, found.variants) == (2, 1)


def test_a_tune_with_a_songs_catalogue_number_is_left_out_of_essen_only():
    short = tune([60, 62, 64, 65, 67, 69, 71, 72], "K0001")
    found = apart_from(TESTED, [short], [short])
    assert (found.melodies, found.variants) == ((short.pitch,), 1)


def test_a_long_tune_is_cut_and_what_is_too_short_or_too_high_is_dropped():
    long = tune([60 + index % 7 for index in range(260)])
    found = apart_from([], [], [long, tune([60] * 7), tune([120] * 20)])
    assert [len(melody) for melody in found.melodies] == [256]
    assert found.variants == 0
