from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.evaluation.verbatim import RunIndex, longest_run

TEXT = [[60, 62, 64, 65, 67, 69, 71, 72], [48, 50, 48, 47]]


def test_a_run_is_found_in_the_same_key_and_ends_where_it_differs() -> None:
    assert RunIndex(TEXT, False).runs([64, 65, 67, 60]) == [3, 2, 1, 1]


def test_in_any_key_intervals_count() -> None:
    assert RunIndex(TEXT, True).runs([61, 63, 65, 66, 60]) == [4, 3, 2, 1, 1]


def test_a_run_does_not_go_on_into_the_next_piece() -> None:
    assert max(RunIndex(TEXT, False).runs([71, 72, 48, 50])) == 2
    assert max(RunIndex(TEXT, True).runs([71, 72, 48, 50])) == 2


def test_what_is_the_players_own_is_passed_over() -> None:
    assert longest_run([5, 4, 3, 9, 8], [5, 4, 3, 2, 1]) == 9
    assert longest_run([5, 4, 3], [6, 5, 4]) == 0
    assert longest_run([2, 7, 6]) == 7


def test_no_notes_have_no_runs() -> None:
    assert RunIndex(TEXT, False).runs([]) == RunIndex(TEXT, True).runs([]) == []
    assert longest_run([]) == 0


pitches = st.lists(st.integers(60, 63), max_size=30)


def plainly(pieces: list[list[int]], wanted: list[int]) -> int:
    lengths = range(len(wanted), 0, -1)
    return next(
        (
            n
            for n in lengths
            for p in pieces
            for at in range(len(p))
            if p[at : at + n] == wanted[:n]
        ),
        0,
    )


@given(st.lists(pitches, min_size=1, max_size=4), pitches)
def test_runs_are_those_that_a_plain_search_finds(
    pieces: list[list[int]], wanted: list[int]
) -> None:
    expected = [plainly(pieces, wanted[at:]) for at in range(len(wanted))]
    assert RunIndex(pieces, False).runs(wanted) == expected
