"""Songs of the grid in one file."""

from pathlib import Path

import pytest

from antiphon_models.codecs.time_grid import GridError
from antiphon_models.corpus.grid_corpus import (
    GridSong,
    grid_song,
    one_file,
    read_grid,
    songs_of,
    write_grid,
)
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.tune import Tune

SONGS = [("60", "_", "r", "62"), ("64",)]


def test_songs_stand_in_one_text_with_as_many_ends_as_a_window_has_symbols() -> None:
    assert one_file(SONGS, length=3) == "60 _ r 62 / / / 64 / / /"


def test_the_text_gives_the_songs_back() -> None:
    assert list(songs_of(one_file(SONGS))) == SONGS
    assert list(songs_of("")) == []


def test_a_tune_begins_with_its_first_note() -> None:
    tune = Tune("file/1", "Title", "", (60, 62), (1.0, 1.5), (0.25, 0.5))
    assert grid_song("title", tune) == GridSong("title", ("60", "r", "62", "_"))


def test_a_tune_off_the_grid_is_refused_by_its_duration() -> None:
    with pytest.raises(GridError, match=r"0\.125 quarter"):
        grid_song("title", Tune("file/1", "Title", "", (60,), (0.0,), (0.125,)))


def test_a_data_set_is_read_as_it_was_written(tmp_path: Path) -> None:
    symbols = write_grid(tmp_path / "new", SONGS, length=2)
    assert symbols.symbols == ("60", "62", "64", "/", "_", "r")
    assert (tmp_path / "new" / "dataset.txt").read_text() == "60 _ r 62 / / 64 / /\n"
    assert (tmp_path / "new" / "symbols.json").read_text() == symbols.json + "\n"
    assert read_grid(tmp_path / "new") == [GridSong("60 _ r 62", SONGS[0]), GridSong("64", ("64",))]
    assert len(list((tmp_path / "new").iterdir())) == 2


def test_a_folder_without_a_data_set_is_named_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="antiphon corpus grid"):
        read_grid(tmp_path)


def test_a_text_with_a_symbol_that_the_map_lacks_is_refused(tmp_path: Path) -> None:
    write_grid(tmp_path, SONGS)
    (tmp_path / "dataset.txt").write_text("60 99 /")
    with pytest.raises(CorpusError, match="'99' is not in the map"):
        read_grid(tmp_path)
