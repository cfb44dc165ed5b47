import pytest

from antiphon_models.music.key import estimate_key, fitting_scale, transposed_root
from antiphon_models.music.notes import Note
from builders import line, phrase

# The beginning of a well-known tune in C, and of another in A minor.
IN_C = "C4 C4 G4 G4 A4 A4 G4:2 F4 F4 E4 E4 D4 D4 C4:2"
IN_A_MINOR = "A4 E4 A4 B4 C5 B4 A4 G#4 E4 G#4 A4:2"


def test_a_tune_in_c_is_in_c_major():
    key = estimate_key(phrase(IN_C))
    assert (key.tonic, key.is_major) == (0, True)
    assert key.clarity > 0.8


def test_a_tune_that_is_moved_is_in_the_key_that_it_is_moved_to():
    moved = [Note(note.pitch + 3, 80, note.onset, note.duration) for note in phrase(IN_C)]
    assert estimate_key(moved).tonic == 3


def test_the_tonic_rests_most_and_a_note_outside_the_key_least():
    key = estimate_key(phrase(IN_C))
    assert key.stability(72) == 1.0
    assert key.stability(67) > key.stability(62) > key.stability(61)


def test_a_raised_seventh_makes_the_minor_harmonic():
    assert fitting_scale(phrase(IN_A_MINOR)) == ("A", "harmonic minor")


def test_a_flat_seventh_makes_the_major_mixolydian():
    assert fitting_scale(phrase("G4:2 B4 D5 C5 B4 A4 G4:2 F4 A4 G4:2")) == ("G", "mixolydian")


def test_a_note_that_only_passes_leaves_the_scale_as_it_is():
    assert fitting_scale(phrase(f"{IN_C} F#4:0.25 G4 C4:3")) == ("C", "major")


@pytest.mark.parametrize(
    "notes",
    [[], phrase("C4 G4 C5"), line(list(range(60, 72))), line([60, 61, 66, 67, 64, 70])],
    ids=["nothing", "two pitch classes", "all twelve", "a strange handful"],
)
def test_where_no_scale_is_certain_there_is_none(notes):
    assert fitting_scale(notes) is None


def test_a_drone_that_was_never_let_go_does_not_make_the_key():
    assert fitting_scale([Note(61, 80, 0.0, 300.0), *phrase(" ".join([IN_C] * 6))]) == (
        "C",
        "major",
    )


def test_roots_go_round():
    assert transposed_root("Bb", 3) == "C#"
    assert transposed_root("C", -1) == "B"
