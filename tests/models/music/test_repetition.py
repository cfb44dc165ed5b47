import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.music.repetition import Loop, longest_loop, loop_at_end


@pytest.mark.parametrize(
    ("pitches", "loop"),
    [
        ([60, 60], None),
        ([60, 60, 60], Loop(1, 2.0)),
        ([60, 62, 60, 62], None),
        ([64, 60, 62, 60, 62, 60, 62], Loop(2, 2.0)),
        ([60, 62, 60, 62, 60, 62, 60], Loop(2, 2.5)),
        ([60, 62, 64, 65, 67, 69, 71, 72], None),
        ([], None),
    ],
)
def test_a_figure_played_three_times_is_a_loop(pitches, loop):
    assert loop_at_end(pitches) == loop


@pytest.mark.parametrize(
    ("pitches", "length"),
    [
        ([60, 62, 64], 0),
        ([60, 60, 64], 0),
        ([60, 60, 60, 64], 2),
        ([60, 62, 60, 62, 65], 0),
        ([65, 60, 62, 60, 62, 60, 62, 60], 5),
        ([60, 62, 60, 64], 0),
    ],
)
def test_the_longest_loop_counts_the_notes_that_only_repeat(pitches, length):
    assert longest_loop(pitches) == length


@given(st.lists(st.integers(0, 127), min_size=1, max_size=10), st.integers(2, 4))
def test_playing_a_figure_again_and_again_is_all_loop_but_the_first_time(figure, rounds):
    assert longest_loop(figure * (rounds + 1)) >= len(figure) * rounds
