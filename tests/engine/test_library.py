from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antiphon_engine.library import Library, LibraryError, lessons_of, newest
from antiphon_engine.midi_file import MidiFileError
from antiphon_engine.piece_file import Piece
from songs import TUNE, write_song

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def test_a_piece_that_was_taught_is_there_for_whoever_looks_next(tmp_path: Path) -> None:
    source = write_song(tmp_path / "Blue.mid", TUNE, "C3:12")
    piece, is_new = library(tmp_path).teach(source, NOON)
    assert is_new
    assert library(tmp_path).pieces == [piece]
    assert (piece.name, piece.origin) == ("Blue.mid", str(source))
    assert (piece.notes, piece.voices, piece.length) == (13, 2, 6.0)
    lessons = list(lessons_of(tmp_path / "library", piece))
    assert [(lesson.part, len(lesson.stretch.notes)) for lesson in lessons] == [(0, 12), (1, 1)]


def test_the_same_notes_are_taught_once_whatever_the_file_is_called(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    piece, _ = shelf.teach(write_song(tmp_path / "Blue.mid", TUNE), NOON)
    for taught in (shelf, library(tmp_path)):
        again, is_new = taught.teach(write_song(tmp_path / "Copy of Blue.mid", TUNE), NOON)
        assert (again, is_new) == (piece, False)
    assert library(tmp_path).pieces == [piece]


def test_other_notes_of_the_same_name_get_a_number(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    for number, text in enumerate(("C4 E4", "C4 D4", "C4 F4")):
        shelf.teach(write_song(tmp_path / f"{number}" / "Blue.mid", text), NOON)
    assert sorted(piece.name for piece in shelf.pieces) == [
        "Blue.mid",
        "Blue.mid (2)",
        "Blue.mid (3)",
    ]


def test_a_bad_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.mid").write_text("no music")
    shelf = library(tmp_path)
    with pytest.raises(MidiFileError):
        shelf.teach(tmp_path / "broken.mid", NOON)
    assert (shelf.pieces, list(tmp_path.glob("library/*"))) == ([], [])


def test_a_piece_is_found_by_name_or_id_and_removed(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    piece, _ = shelf.teach(write_song(tmp_path / "Blue.mid", TUNE), NOON)
    assert shelf.find("Blue.mid") == shelf.find(piece.id) == piece
    shelf.remove(piece)
    assert library(tmp_path).pieces == []
    with pytest.raises(LibraryError, match=r"Blue\.mid: is not in the memory"):
        shelf.find("Blue.mid")


def test_a_damaged_piece_is_named_and_teaching_it_again_mends_it(tmp_path: Path) -> None:
    source = write_song(tmp_path / "Blue.mid", TUNE)
    piece, _ = library(tmp_path).teach(source, NOON)
    path = tmp_path / "library" / f"{piece.id}.jsonl"
    path.write_bytes(b"nonsense\n")
    found = library(tmp_path)
    assert found.pieces == []
    assert found.damaged == [f"{path}: a line of it is cut or no JSON; delete this file"]
    assert found.teach(source, NOON) == (piece, True)
    assert library(tmp_path).pieces == [piece]


def test_a_name_that_cannot_be_shown_is_shown_as_far_as_it_can(tmp_path: Path) -> None:
    source = write_song(tmp_path / "Blue\nnight \udcff.mid", TUNE)
    piece, _ = library(tmp_path).teach(source, NOON)
    assert piece.name == "Blue?night ?.mid"
    assert library(tmp_path).pieces[0].name == "Blue?night ?.mid"


def test_pieces_come_in_the_order_in_which_they_were_taught(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    for number, name in enumerate(("c.mid", "a.mid", "b.mid")):
        text = " ".join(["C4"] * (number + 1))
        shelf.teach(write_song(tmp_path / name, text), NOON + timedelta(seconds=number))
    assert [piece.name for piece in library(tmp_path).pieces] == ["c.mid", "a.mid", "b.mid"]


def piece_of(notes: int) -> Piece:
    return Piece(f"{notes}", f"{notes}.mid", "", "", notes, 1, 1.0)


def test_where_there_is_no_room_for_all_the_newest_are_chosen() -> None:
    pieces = [piece_of(notes) for notes in (50, 30, 20, 40)]
    assert newest(pieces, most_notes=95) == pieces[1:]
    assert newest(pieces, most_notes=140) == pieces
    assert newest(pieces, most_notes=60) == pieces[2:]


def test_a_piece_larger_than_all_the_room_is_chosen_alone() -> None:
    assert newest([piece_of(10), piece_of(500)], most_notes=100) == [piece_of(500)]
