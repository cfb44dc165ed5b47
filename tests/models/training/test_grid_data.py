"""Songs of the grid cut into windows."""

import numpy as np

from antiphon_models.codecs.time_grid import SymbolMap
from antiphon_models.corpus.grid_corpus import GridSong
from antiphon_models.corpus.piece import is_held_out
from antiphon_models.training.grid_data import GridLesson, joined, lesson_of, windows

SYMBOLS = SymbolMap(("60", "62", "/", "_"))
SONGS = tuple(np.array(song) for song in ([0, 3, 1, 3], [1, 3], [0, 0, 0, 0, 0]))
LESSON = GridLesson(SONGS, (), SYMBOLS)


def rng():
    return np.random.default_rng(3)


def shuffled(length):
    """Return the lesson as windows() joins it with the same generator."""
    order = rng().permutation(3)
    return joined([SONGS[song] for song in order], SYMBOLS, length)


def test_songs_are_joined_with_ends_before_between_and_after() -> None:
    assert joined(SONGS[:2], SYMBOLS, 2).tolist() == [2, 2, 0, 3, 1, 3, 2, 2, 1, 3, 2, 2]


def test_carried_windows_go_on_where_the_last_ended_and_foretell_each_next_symbol() -> None:
    numbers = shuffled(1)
    found = list(windows(LESSON, "carried", 1, 2, rng()))
    inputs = np.concatenate([window.numbers for window in found], axis=1)
    targets = np.concatenate([window.targets for window in found], axis=1)
    assert inputs.tolist() == [numbers[:14].tolist()]
    assert targets.tolist() == [numbers[1:15].tolist()]
    assert [window.is_first for window in found] == [True] + [False] * 13


def test_streams_lie_side_by_side_as_soon_as_each_has_eight_windows() -> None:
    song = np.array([0, 3] * 60)
    lesson = GridLesson((song,), (), SYMBOLS)
    numbers = joined([song], SYMBOLS, 3)  # 126 symbols: 125 to foretell
    found = list(windows(lesson, "carried", 3, 2, rng()))
    assert [window.numbers.shape for window in found] == [(2, 3)] * 20 + [(2, 2)]
    inputs = np.concatenate([window.numbers for window in found], axis=1)
    assert inputs.tolist() == [numbers[:62].tolist(), numbers[62:124].tolist()]


def test_windows_apart_are_whole_and_none_remembers() -> None:
    found = list(windows(LESSON, "apart", 4, 2, rng()))
    numbers = shuffled(4).tolist()
    for window in found:
        assert window.is_first
        assert window.numbers.shape[1] == 4
        assert (window.numbers[:, 1:] == window.targets[:, :-1]).all()
        for row in window.numbers.tolist():
            assert any(numbers[at : at + 4] == row for at in range(len(numbers)))


def test_published_windows_stand_at_every_symbol_and_foretell_one() -> None:
    numbers = shuffled(3)
    found = list(windows(LESSON, "published", 3, 8, rng()))
    pairs = sorted(
        (*row, target)
        for window in found
        for row, target in zip(window.numbers.tolist(), window.targets.tolist(), strict=True)
    )
    assert pairs == sorted(tuple(numbers[at : at + 4].tolist()) for at in range(20))


def test_the_same_generator_gives_the_same_windows_and_another_others() -> None:
    first, again = (list(windows(LESSON, "published", 3, 4, rng())) for _ in range(2))
    assert all(
        (one.numbers == other.numbers).all() for one, other in zip(first, again, strict=True)
    )
    other = list(windows(LESSON, "published", 3, 4, np.random.default_rng(4)))
    assert any((one.numbers != two.numbers).any() for one, two in zip(first, other, strict=True))


def test_a_lesson_smaller_than_a_window_still_has_windows() -> None:
    lesson = GridLesson((np.array([0, 3]),), (), SYMBOLS)
    shapes = [window.numbers.shape for window in windows(lesson, "carried", 64, 64, rng())]
    assert shapes == [(1, 64), (1, 64), (1, 1)]


def test_a_song_that_shares_a_run_with_a_held_out_one_is_not_learned() -> None:
    tune = [str(60 + 5 * step % 13) for step in range(20)]
    moved = [str(62 + 5 * step % 13) for step in range(20)]
    other = [str(60 + 3 * step % 11) for step in range(20)]
    held_out = next(f"song {n}" for n in range(99) if is_held_out(f"song {n}"))
    learned = next(f"song {n}" for n in range(99) if not is_held_out(f"song {n}"))
    lesson = lesson_of(
        [
            GridSong(held_out, tuple(tune)),
            GridSong(learned, tuple(moved)),
            GridSong(learned, tuple(other)),
        ]
    )
    mapped = lesson.symbols
    assert [song.tolist() for song in lesson.held_out] == [mapped.numbers_of(tune)]
    assert [song.tolist() for song in lesson.training] == [mapped.numbers_of(other)]
