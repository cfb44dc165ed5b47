from antiphon_models.systems.grid_key import Home
from builders import phrase

MIDDLE = 72.0


def home_after(text, home=None):
    notes = phrase(text)
    home = home or Home()
    for count in range(1, len(notes) + 1):
        home = home.after(notes[:count], MIDDLE)
    return home


def test_before_the_first_note_nothing_is_moved() -> None:
    assert Home().shift == 0
    assert Home().after([], MIDDLE) == Home()


def test_the_network_sings_in_c_what_is_played_in_e_flat() -> None:
    home = home_after("Eb5:2 G5 Bb5 Ab5 G5 F5 Eb5:2 Bb4 Eb5:2")
    assert home.shift == 3


def test_a_minor_key_is_sung_in_a_minor() -> None:
    home = home_after("C5:2 Eb5 G5 Ab5 G5 F5 Eb5 D5 C5:2 G4 C5:2")
    # From A minor to C minor.
    assert home.shift == 3


def test_a_part_two_octaves_below_is_raised_by_octaves_into_the_networks_range() -> None:
    assert home_after("C3:2 E3 G3 A3 G3 F3 E3 D3 C3:2").shift == -24


def test_a_key_is_left_only_for_one_that_was_found_four_times_in_a_row() -> None:
    in_c = phrase("C5:2 E5 G5 F5 E5 D5 C5:2 G4 C5:2")
    home = home_after("C5:2 E5 G5 F5 E5 D5 C5:2 G4 C5:2")
    assert home.shift == 0
    in_a = phrase("A4:2 C#5 E5 F#5 G#5 A5:2 E5 C#5 A4:2 E5 C#5 A4:4")
    shifts = []
    for count in range(len(in_a)):
        home = home.after([*in_c, *in_a[: count + 1]][-9:], MIDDLE)
        shifts.append(home.shift)
    assert shifts[:3] == [0, 0, 0]
    assert shifts[-1] % 12 == 9


def test_an_octave_higher_in_the_same_key_is_followed_once_it_is_far() -> None:
    home = home_after("C5:2 E5 G5 F5 E5 D5 C5:2")
    near = home.after(phrase("C5:2 E5 G5 C6:2 G5 E5"), MIDDLE)
    far = home.after(phrase("C7:2 E7 G7 F7 E7 D7 C7:2"), MIDDLE)
    assert (home.shift, near.shift, far.shift) == (0, 0, 24)
