import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_models.codecs.pitch_sequence import PitchAlphabet, alphabet_of

G_MINOR = PitchAlphabet((55, 57, 58, 60, 62, 63, 66, 67, 69, 70))


def test_pitches_are_numbered_upwards():
    assert G_MINOR.encode([55, 70, 60]) == [0, 9, 3]
    assert G_MINOR.decode([0, 9, 3]) == [55, 70, 60]


@settings(deadline=None)
@given(st.lists(st.integers(0, 127), min_size=1))
def test_what_is_encoded_comes_back(pitches):
    alphabet = alphabet_of([pitches])
    assert alphabet.decode(alphabet.encode(pitches)) == pitches


def test_a_pitch_outside_the_alphabet_is_refused_by_number():
    with pytest.raises(ValueError, match="pitch 61 is not in the alphabet"):
        G_MINOR.encode([60, 61])


def test_an_unknown_pitch_is_heard_as_the_same_in_the_nearest_octave():
    heard = [G_MINOR.decode([G_MINOR.nearest_token(pitch)]) for pitch in (43, 31, 82, 94, 62)]
    assert heard == [[55], [55], [70], [70], [62]]


def test_a_pitch_class_in_no_octave_is_heard_as_the_nearest_pitch():
    assert G_MINOR.decode([G_MINOR.nearest_token(56), G_MINOR.nearest_token(120)]) == [55, 60]
    assert G_MINOR.decode([G_MINOR.nearest_token(71)]) == [70]


def test_an_alphabet_without_order_is_refused():
    for pitches in ((), (60, 60), (62, 60), (-1, 5), (60, 128)):
        with pytest.raises(ValueError, match="alphabet's pitches"):
            PitchAlphabet(pitches)


def test_other_pitches_are_another_vocabulary():
    assert G_MINOR.vocabulary_hash == PitchAlphabet(G_MINOR.pitches).vocabulary_hash
    assert G_MINOR.vocabulary_hash != PitchAlphabet(G_MINOR.pitches[:-1]).vocabulary_hash
