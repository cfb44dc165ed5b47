from pathlib import Path

import pytest

from antiphon_models.corpus.whole_file import write_whole


def test_a_file_is_written_with_the_folder_that_it_needs(tmp_path):
    write_whole(tmp_path / "new" / "file.txt", "Straße")
    assert (tmp_path / "new" / "file.txt").read_bytes() == "Straße".encode()


def test_a_writing_that_is_stopped_leaves_what_was_there_and_no_half_file(tmp_path, monkeypatch):
    path = tmp_path / "file.txt"
    write_whole(path, b"old")

    def stopped(self, content):
        with self.open("wb") as file:
            file.write(content[:2])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"newer")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file.txt"]
