from antiphon_engine.core.ending import Ending


def place_of_ending(closings, notes=None):
    """Return the number of the note on which an answer of at most so many notes ends."""
    ending = Ending()
    for number, closing in enumerate(closings, start=1):
        if ending.is_here(closing, number / (notes or len(closings))):
            return number
    return None


def test_it_ends_on_the_first_note_of_the_last_part_that_closes_best():
    assert place_of_ending([0.1, 0.2, 0.1, 0.2, 0.1, 0.1, 0.5, 0.1, 0.1, 0.1]) == 7


def test_it_does_not_end_in_the_first_part_however_well_a_note_closes():
    assert place_of_ending([0.1, 0.2, 0.9, 0.1, 0.1, 0.1, 0.1], notes=14) is None


def test_it_gets_less_demanding_as_the_end_comes_near():
    assert place_of_ending([0.1, 0.2, 0.3, 0.4, 0.5, 0.45, 0.3, 0.3, 0.45, 0.3]) == 9


def test_a_first_note_is_no_ending():
    assert place_of_ending([0.9]) is None


def test_a_mind_that_cannot_tell_endings_finds_none():
    assert place_of_ending([0.0] * 10) is None
