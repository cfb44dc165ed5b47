from pathlib import Path

import pytest

from antiphon_engine.new_file import NewFileError, free_path, write_new_file


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_new_file(tmp_path / "new" / "a.mid", b"one")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "new").iterdir()] == [
        ("a.mid", b"one")
    ]


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_new_file(tmp_path / "a.mid", b"one")
    assert (tmp_path / "a.mid").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_existing_file_is_replaced_only_where_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.mid"
    write_new_file(path, b"one")
    with pytest.raises(NewFileError, match=r"a\.mid: is there already; choose another name"):
        write_new_file(path, b"two")
    assert path.read_bytes() == b"one"
    write_new_file(path, b"two", may_replace=True)
    assert path.read_bytes() == b"two"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_takes_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NewFileError, match=r"a\.mid: cannot be written: "):
        write_new_file(tmp_path / "file" / "a.mid", b"one")


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.mid").mkdir()
    with pytest.raises(NewFileError, match="cannot be written"):
        write_new_file(tmp_path / "a.mid", b"one", may_replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.mid"]


def test_a_free_path_counts_on(tmp_path: Path) -> None:
    path = tmp_path / "a.mid"
    assert free_path(path) == path
    path.touch()
    (tmp_path / "a 2.mid").touch()
    assert free_path(path) == tmp_path / "a 3.mid"
