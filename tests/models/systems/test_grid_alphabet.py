from antiphon_models.codecs.time_grid import SymbolMap
from antiphon_models.systems.grid_alphabet import GridAlphabet

ALPHABET = GridAlphabet(SymbolMap(("/", "62", "60", "_", "71", "r", "74")))


def test_signs_and_pitches_are_found_by_number() -> None:
    assert (ALPHABET.end, ALPHABET.hold, ALPHABET.rest) == (0, 3, 5)
    assert ALPHABET.numbers.tolist() == [2, 1, 4, 6]
    assert ALPHABET.pitches.tolist() == [60, 62, 71, 74]
    assert ALPHABET.middle == 67.0


def test_a_pitch_that_there_is_not_is_sung_in_another_octave() -> None:
    assert ALPHABET.number_of(62) == 1
    assert ALPHABET.number_of(50) == 1
    assert ALPHABET.number_of(86) == 6
    assert ALPHABET.number_of(127 - 127 % 12) == 2


def test_a_pitch_class_that_there_is_not_becomes_the_nearest_pitch() -> None:
    assert ALPHABET.number_of(61) in (1, 2)
    assert ALPHABET.number_of(73) == 6
    assert ALPHABET.number_of(127) == 6


def test_a_network_without_rests_has_none() -> None:
    assert GridAlphabet(SymbolMap(("60", "/", "_"))).rest is None
