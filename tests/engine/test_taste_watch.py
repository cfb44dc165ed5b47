from pathlib import Path

import pytest

from antiphon_engine.taste_file import KeptTaste, write_taste
from antiphon_engine.taste_watch import TasteWatch
from antiphon_models.learned_taste import LearnedTaste

TASTE = LearnedTaste({"leap": 0.5}, 9, 5)
OTHER = LearnedTaste({"leap": -0.5}, 9, 6)


class Corner:
    """A watch over a taste's file, and what came of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.given: list[LearnedTaste] = []
        self.said: list[str] = []
        self.watch = TasteWatch(path, self.given.append, self.said.append)

    def learn(self, taste: LearnedTaste) -> None:
        write_taste(self.path, KeptTaste(taste, 0.8))


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    return Corner(tmp_path / "taste" / "taste.json")


def test_without_a_file_nothing_is_handed_over(corner: Corner) -> None:
    corner.watch.look()
    assert (corner.given, corner.said) == ([], [])


def test_what_is_there_and_what_changes_is_handed_over_once(corner: Corner) -> None:
    corner.learn(TASTE)
    for _ in range(3):
        corner.watch.look()
    assert corner.given == [TASTE]
    corner.learn(OTHER)
    corner.watch.look()
    assert corner.given == [TASTE, OTHER]


def test_the_same_taste_learned_again_is_no_news(corner: Corner) -> None:
    corner.learn(TASTE)
    corner.watch.look()
    corner.learn(TASTE)
    corner.watch.look()
    assert corner.given == [TASTE]


def test_deleting_the_file_undoes_it(corner: Corner) -> None:
    corner.learn(TASTE)
    corner.watch.look()
    corner.path.unlink()
    corner.watch.look()
    assert corner.given == [TASTE, LearnedTaste()]


def test_a_file_of_another_version_is_said_once_and_changes_nothing(corner: Corner) -> None:
    corner.learn(TASTE)
    corner.watch.look()
    corner.path.write_text('{"type": "taste", "version": 2}')
    for _ in range(3):
        corner.watch.look()
    assert corner.given == [TASTE]
    assert corner.said == [
        f"{corner.path}: is of version 2, not 1; 'antiphon train taste' learns it anew"
    ]
