import numpy as np

from antiphon_models.codecs.pitch_sequence import PitchAlphabet
from antiphon_models.systems.octave_fit import octave_fit

VIOLIN = PitchAlphabet(tuple(range(55, 92)))


def test_a_register_that_the_alphabet_has_is_not_moved():
    for register in ((55, 91), (60, 72), (55,), ()):
        assert octave_fit(VIOLIN, register).shift == 0


def test_a_bass_is_moved_up_and_a_piccolo_down_no_farther_than_needed():
    assert octave_fit(VIOLIN, (28, 40, 50)).shift == 36
    assert octave_fit(VIOLIN, (40, 52, 60)).shift == 24
    assert octave_fit(VIOLIN, (90, 100)).shift == -12


def test_what_is_played_is_what_would_be_heard():
    fit = octave_fit(VIOLIN, (28, 40, 50))
    assert [fit.pitch(fit.token(pitch)) for pitch in (28, 40, 50, 51)] == [28, 40, 50, 51]
    assert [fit.pitch(fit.token(pitch)) for pitch in (8, 60, 127)] == [20, 48, 55]


def test_a_logit_goes_to_every_pitch_that_is_heard_as_its_token():
    fit = octave_fit(VIOLIN, (60, 72))
    spread = fit.spread(np.arange(37, dtype=np.float32))
    assert spread[[55, 60, 91, 43, 103]].tolist() == [0.0, 5.0, 36.0, 0.0, 36.0]


def test_only_the_alphabet_own_pitches_are_playable_where_there_are_any():
    fit = octave_fit(PitchAlphabet((60, 64, 67)), (60, 72))
    within = np.zeros(128, dtype=bool)
    within[59:66] = True
    assert np.flatnonzero(fit.playable(within)).tolist() == [60, 64]
    within[[60, 64]] = False
    assert np.flatnonzero(fit.playable(within)).tolist() == [59, 61, 62, 63, 65]
