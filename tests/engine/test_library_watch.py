import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antiphon_engine import library_watch
from antiphon_engine.lesson import Lesson, Syllabus, Unlearn
from antiphon_engine.library import Library
from antiphon_engine.library_watch import Item, LibraryWatch, Pupil
from songs import write_song

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class School:
    """A watch over a library, and a pupil who learns when told to."""

    def __init__(self, tmp_path: Path) -> None:
        self.tmp_path = tmp_path
        self.items: list[Item] = []
        self.said: list[str] = []
        self.over = 0
        self.taught = 0
        pupil = Pupil(self.items.append, lambda: self.over, self.said.append)
        self.watch = LibraryWatch(tmp_path / "library", pupil)

    def teach(self, name: str, text: str) -> None:
        self.taught += 1
        source = write_song(self.tmp_path / name, text)
        Library(self.tmp_path / "library").teach(source, NOON + timedelta(seconds=self.taught))

    def remove(self, name: str) -> None:
        library = Library(self.tmp_path / "library")
        library.remove(library.find(name))

    def look(self) -> list[object]:
        """Let the watch look and hand on; return what came, lessons by the piece's name."""
        self.items.clear()
        self.watch.look()
        self.watch.go_on()
        return [item.stretch.piece if isinstance(item, Lesson) else item for item in self.items]


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


def test_a_library_that_is_not_there_has_nothing(school: School) -> None:
    assert school.look() == []


def test_all_that_is_there_is_handed_over_the_oldest_first(school: School) -> None:
    school.teach("b.mid", "C4 D4")
    school.teach("a.mid", "C4 D4 E4")
    assert school.look() == [Syllabus(5), "b.mid", "a.mid"]
    assert school.look() == []


def test_a_piece_that_is_added_later_is_handed_over_alone(school: School) -> None:
    school.teach("b.mid", "C4 D4")
    school.look()
    school.teach("a.mid", "C4 D4 E4")
    assert school.look() == [Syllabus(5), "a.mid"]


def test_where_one_was_removed_all_is_forgotten_and_the_rest_learned_again(school: School) -> None:
    for name, text in (("a.mid", "C4 D4"), ("b.mid", "C4 D4 E4"), ("c.mid", "C4 G4")):
        school.teach(name, text)
    school.look()
    school.remove("b.mid")
    assert school.look() == [Unlearn(), Syllabus(4), "a.mid", "c.mid"]
    school.remove("a.mid")
    school.remove("c.mid")
    assert school.look() == [Unlearn(), Syllabus(0)]


def test_no_more_is_handed_over_than_the_pupil_keeps_up_with(school: School) -> None:
    school.teach("long.mid", "C4:0.1 " * 128 * 40)
    lessons = [item for item in school.look() if item == "long.mid"]
    assert len(lessons) == 16
    school.over = 10
    assert len(school.look()) == 10
    school.over = 40
    assert len(school.look()) == 14


def test_an_unchanged_folder_is_not_read_again(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.teach("a.mid", "C4 D4")
    folder = school.tmp_path / "library"
    long_ago = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    os.utime(folder, (long_ago, long_ago))
    assert school.look() == [Syllabus(2), "a.mid"]
    school.teach("b.mid", "C4 E4")
    os.utime(folder, (long_ago, long_ago))
    assert school.look() == []
    os.utime(folder, (long_ago + 1, long_ago + 1))
    assert school.look() == [Syllabus(4), "b.mid"]


def test_a_damaged_piece_is_said_once_and_the_rest_is_learned(school: School) -> None:
    school.teach("a.mid", "C4 D4")
    piece = Library(school.tmp_path / "library").find("a.mid")
    path = school.tmp_path / "library" / f"{piece.id}.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0] + b"cut off")
    school.teach("b.mid", "C4 D4 E4")
    assert school.look() == [Syllabus(5), Syllabus(3), "b.mid"]
    school.look()
    assert school.said == [
        "a.mid: cannot be remembered: a line of it is cut or no JSON; teach it again"
    ]


def test_a_piece_that_is_forgotten_while_it_is_handed_over_is_no_trouble(school: School) -> None:
    school.teach("a.mid", "C4 D4")
    school.teach("b.mid", "C4 D4 E4")
    school.watch.look()
    school.remove("a.mid")
    school.watch.go_on()
    assert school.look() == [Unlearn(), Syllabus(3), "b.mid"]
    assert school.said == []


def test_beyond_the_room_there_is_the_oldest_pieces_make_way(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_watch, "MOST_NOTES", 8)
    monkeypatch.setattr(library_watch, "SLACK", 2)
    monkeypatch.setattr(library_watch, "newest", lambda pieces: pieces[-2:])
    for number, name in enumerate(("a.mid", "b.mid")):
        school.teach(name, "C4 D4 E4 " + "F4 " * number)
    assert school.look() == [Syllabus(7), "a.mid", "b.mid"]
    school.teach("c.mid", "C4 G4 C4")
    assert school.look() == [Syllabus(10), "c.mid"]
    school.teach("d.mid", "C4")
    assert school.look() == [Unlearn(), Syllabus(4), "c.mid", "d.mid"]
