import io
import json
from pathlib import Path

import pytest

from antiphon_app.__main__ import main
from songs import TUNE, write_bad_files, write_song

OTHER = "C4 D4 E4 F4 G4"


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """A folder with two songs, one of them within another folder."""
    write_song(tmp_path / "music" / "Blue.mid", TUNE)
    write_song(tmp_path / "music" / "more" / "Green.midi", OTHER)
    return tmp_path / "music"


def memory(*words: str | Path) -> int:
    return main(["memory", *map(str, words)])


def test_a_folder_is_taught_and_listed(music: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert memory("add", music) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == ["Blue.mid: 12 notes", "Green.midi: 5 notes", "2 pieces learned, 17 notes"]
    assert memory("list") == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[-1] for line in listed] == ["Blue.mid", "Green.midi"]
    assert "12 notes   0:06" in listed[0]


def test_what_is_taught_again_is_said_to_be_known(
    music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory("add", music / "Blue.mid")
    capsys.readouterr()
    assert memory("add", music / "Blue.mid") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Blue.mid: 12 notes, known already",
        "0 pieces learned, 0 notes; 1 known already",
    ]


def test_bad_files_are_named_skipped_and_counted(
    music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write_bad_files(music)
    assert memory("add", music) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "2 pieces learned, 17 notes; 6 skipped"
    complaints = sorted(line for line in said.err.splitlines() if line)
    assert len(complaints) == 6
    for complaint, name in zip(complaints, sorted(bad), strict=True):
        assert complaint.startswith(f"antiphon: {music / name}: {bad[name]}")


def test_where_nothing_can_be_taught_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.mid").write_text("no music")
    assert memory("add", tmp_path / "broken.mid") == 2
    assert memory("add", tmp_path / "home") == 2
    assert "cannot be read: No such file" in capsys.readouterr().err
    (tmp_path / "folder").mkdir()
    assert memory("add", tmp_path / "folder") == 2
    assert "folder: holds no MIDI files" in capsys.readouterr().err


def test_each_file_is_a_line_of_json_for_a_program(
    music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (music / "broken.mid").write_text("no music")
    memory("add", "--json", music)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["done"], each["of"], each["kind"], each["name"]) for each in told] == [
        (1, 3, "learned", "Blue.mid"),
        (2, 3, "skipped", "broken.mid"),
        (3, 3, "learned", "Green.midi"),
    ]
    memory("list", "--json")
    listed = json.loads(capsys.readouterr().out)
    assert [(each["name"], each["notes"]) for each in listed] == [
        ("Blue.mid", 12),
        ("Green.midi", 5),
    ]


def test_paths_are_read_from_the_standard_input(
    music: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = f"{music / 'Blue.mid'}\n\n{music / 'more'}\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines), "ascii"))
    assert memory("add", "-") == 0
    assert "2 pieces learned, 17 notes" in capsys.readouterr().out


def test_a_library_that_takes_nothing_is_named_and_no_file_is_blamed(
    music: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "library").write_text("a file where a folder should be")
    assert memory("add", music) == 2
    complaints = [line for line in capsys.readouterr().err.splitlines() if line]
    assert len(complaints) == 1
    assert complaints[0].startswith("antiphon: nothing can be remembered: ")
    assert str(home / "library") in complaints[0]


def test_pieces_are_removed_by_name_all_or_none(
    music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory("add", music)
    assert memory("remove", "Blue.mid", "Gren.midi") == 2
    assert "Gren.midi: is not in the memory" in capsys.readouterr().err
    assert memory("remove", "Blue.mid") == 0
    capsys.readouterr()
    memory()
    assert [line.split("  ")[-1] for line in capsys.readouterr().out.splitlines()] == ["Green.midi"]


def test_clearing_forgets_every_piece(music: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory("add", music)
    capsys.readouterr()
    assert memory("clear") == 0
    memory("list")
    assert capsys.readouterr().out.splitlines() == [
        "2 pieces forgotten",
        "nothing was taught yet; 'antiphon memory add FILE.mid' teaches a piece",
    ]
