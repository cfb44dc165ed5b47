import os

import pytest

from antiphon_models.corpus import content_cache, music_files, tune_cache
from antiphon_models.corpus.music_files import MusicFile, Reader, read_files
from antiphon_models.corpus.reading import (
    NO_MUSIC,
    TOO_LARGE,
    UNREADABLE,
    Reading,
    Rejection,
)
from antiphon_models.corpus.tune import Tune
from score_texts import text_reader

TUNE = Tune("/1", "Straße", "Q1", (60, 64), (0.0, 1.0 / 3.0), (1.0 / 3.0, 2.0), "Am", (0.5,), 1)
FOUND = Reading((TUNE,), (Rejection("/2", "holds no melody", "détail"),))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(content_cache, "cache_folder", lambda: tmp_path / "cache")


class Count:
    """A reader that says which files it was asked to read."""

    def __init__(self, found=FOUND):
        self.paths = []
        self.found = found

    @property
    def reader(self):
        return Reader("count", self)

    def __call__(self, path, content):
        self.paths.append(path.name)
        if isinstance(self.found, BaseException) and len(self.paths) == 2:
            raise self.found
        return FOUND


def folder_of(tmp_path, *names):
    folder = tmp_path / "music"
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}")
    return folder


def names(folder):
    files, shut = music_files.music_files(folder)
    assert shut == []
    return [file.name for file in files]


def readings(folder, count):
    files, _ = music_files.music_files(folder)
    return [reading for _, reading in read_files(files, "music", count.reader)]


def test_music_is_found_to_the_bottom_of_a_folder_in_order_of_names(tmp_path):
    folder = folder_of(tmp_path, "b.krn", "a/deep/c.ABC", "a/d.mid", "license.txt", "e.xml")
    assert names(folder) == ["a/d.mid", "a/deep/c.ABC", "b.krn", "e.xml"]


def test_a_link_that_leads_in_circles_is_entered_once(tmp_path):
    folder = folder_of(tmp_path, "a/x.krn")
    (folder / "a" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "other").symlink_to(folder / "a", target_is_directory=True)
    assert names(folder) == ["a/x.krn"]


def test_a_linked_folder_elsewhere_is_looked_through(tmp_path):
    folder = folder_of(tmp_path, "x.krn")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "y.krn").write_text("y")
    (folder / "linked").symlink_to(elsewhere, target_is_directory=True)
    assert names(folder) == ["linked/y.krn", "x.krn"]


def test_a_folder_that_is_shut_is_counted(tmp_path):
    folder = folder_of(tmp_path, "x.krn", "shut/y.krn")
    (folder / "shut").chmod(0)
    if os.access(folder / "shut", os.R_OK):
        pytest.skip("this user may read everything")
    _, shut = music_files.music_files(folder)
    (folder / "shut").chmod(0o700)
    assert [(one.reason, one.source) for one in shut] == [(UNREADABLE, str(folder / "shut"))]


def test_what_was_read_bears_the_name_of_its_file(tmp_path):
    (found,) = readings(folder_of(tmp_path, "a/book.abc"), Count())
    assert [tune.source for tune in found.tunes] == ["a/book/1"]
    assert [one.source for one in found.rejections] == ["a/book.abc/2"]


def test_a_file_is_read_once_and_comes_back_from_the_cache_as_it_was(tmp_path):
    folder, count = folder_of(tmp_path, "a.abc", "b.abc"), Count()
    first = readings(folder, count)
    assert readings(folder, count) == first
    assert count.paths == ["a.abc", "b.abc"]
    assert first[0].tunes[0].title == "Straße"


def test_only_a_file_whose_content_changed_is_read_again(tmp_path):
    folder, count = folder_of(tmp_path, "a.abc", "b.abc"), Count()
    readings(folder, count)
    (folder / "b.abc").write_text("other content")
    (folder / "a.abc").touch()
    readings(folder, count)
    assert count.paths == ["a.abc", "b.abc", "b.abc"]


def test_a_file_that_moved_is_not_read_again_and_has_its_new_name(tmp_path):
    folder, count = folder_of(tmp_path, "a.abc"), Count()
    readings(folder, count)
    (folder / "a.abc").rename(folder / "z.abc")
    (found,) = readings(folder, count)
    assert (count.paths, found.tunes[0].source) == (["a.abc"], "z/1")


def test_another_reader_or_another_version_of_it_reads_again(tmp_path, monkeypatch):
    folder, count = folder_of(tmp_path, "a.abc"), Count()
    readings(folder, count)
    files, _ = music_files.music_files(folder)
    list(read_files(files, "music", Reader("other", count)))
    monkeypatch.setattr(content_cache, "READER_VERSION", 999)
    readings(folder, count)
    assert count.paths == ["a.abc"] * 3


def test_a_run_that_was_stopped_goes_on_where_it_stood(tmp_path):
    folder = folder_of(tmp_path, "a.abc", "b.abc", "c.abc")
    stopped, again = Count(KeyboardInterrupt()), Count()
    with pytest.raises(KeyboardInterrupt):
        readings(folder, stopped)
    readings(folder, again)
    assert (stopped.paths, again.paths) == (["a.abc", "b.abc"], ["b.abc", "c.abc"])
    assert not list((tmp_path / "cache").rglob("*.partial"))


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[]", b'{"tunes": [{}], "rejections": []}', b"\xff"]
)
def test_a_damaged_cache_is_read_anew(tmp_path, damage):
    folder, count = folder_of(tmp_path, "a.abc"), Count()
    first = readings(folder, count)
    (kept,) = (tmp_path / "cache").rglob("*.json")
    kept.write_bytes(damage)
    assert readings(folder, count) == first
    assert readings(folder, count) == first
    assert count.paths == ["a.abc", "a.abc"]


def test_a_cache_that_cannot_be_written_is_only_slow(tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    (found,) = readings(folder_of(tmp_path, "a.abc"), Count())
    assert found.tunes[0].pitch == (60, 64)


def reason_of(path):
    ((_, found),) = read_files([MusicFile(path, path.name)], "music", Count().reader)
    return found.rejections


def test_files_that_are_not_even_opened_are_counted(tmp_path, monkeypatch):
    folder = folder_of(tmp_path, "a.txt", "big.mid")
    (folder / "gone.mid").symlink_to(folder / "nowhere.mid")
    os.mkfifo(folder / "pipe.mid")
    monkeypatch.setattr(music_files, "MOST_BYTES", 5)
    assert reason_of(folder / "a.txt") == (Rejection("a.txt", NO_MUSIC),)
    assert reason_of(folder / "pipe.mid") == (Rejection("pipe.mid", NO_MUSIC),)
    assert [one.reason for one in reason_of(folder / "big.mid")] == [TOO_LARGE]
    assert reason_of(folder / "gone.mid") == (
        Rejection("gone.mid", UNREADABLE, "No such file or directory"),
    )


def test_many_files_are_read_in_processes_in_their_order(tmp_path):
    pytest.importorskip("tqdm")
    folder = folder_of(tmp_path, *(f"{number:02}.abc" for number in range(25)))
    files, _ = music_files.music_files(folder)
    found = [reading for _, reading in read_files(files, "music", Reader("text", text_reader))]
    assert [one.rejections[0].detail for one in found] == [
        f"content of {number:02}.abc" for number in range(25)
    ]
