from pathlib import Path

from antiphon_engine.midi_search import midi_paths


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_a_folder_stands_for_all_midi_files_in_it_by_name(tmp_path: Path) -> None:
    made(tmp_path, "b.MID", "a/z.midi", "a/a.mid", "notes.txt", "c.mid")
    found = [str(path.relative_to(tmp_path)) for path in midi_paths([tmp_path])]
    assert found == ["b.MID", "c.mid", "a/a.mid", "a/z.midi"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    made(tmp_path, "._a.mid", ".trash/b.mid", "a.mid")
    assert midi_paths([tmp_path]) == [tmp_path / "a.mid"]


def test_a_file_that_is_named_is_returned_whatever_its_suffix_and_none_twice(
    tmp_path: Path,
) -> None:
    made(tmp_path, "a.mid", "song.kar")
    named = [tmp_path / "song.kar", tmp_path, tmp_path / "a.mid", tmp_path / "missing.mid"]
    assert midi_paths(named) == [
        tmp_path / "song.kar",
        tmp_path / "a.mid",
        tmp_path / "missing.mid",
    ]


def test_a_folder_that_links_to_itself_is_searched_once(tmp_path: Path) -> None:
    made(tmp_path, "a.mid")
    (tmp_path / "again").symlink_to(tmp_path)
    assert midi_paths([tmp_path]) == [tmp_path / "a.mid"]
