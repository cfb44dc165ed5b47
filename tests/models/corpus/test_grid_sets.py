"""Tunes filtered, moved and encoded for the grid."""

from pathlib import Path

import pytest

from antiphon_models.corpus import content_cache, grid_sets, tune_source
from antiphon_models.corpus.grid_corpus import write_grid
from antiphon_models.corpus.grid_sets import grid_songs, read_set
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.tune import Tune
from corpora import BACH_HEADER


def tune(pitch, duration, key="G", title="The Kesh Reel", source="file/1"):
    onset = [sum(duration[:at]) for at in range(len(duration))]
    return Tune(source, title, "", tuple(pitch), tuple(onset), tuple(duration), key)


def test_a_tune_in_g_is_written_in_c_and_named_by_its_family() -> None:
    [song], rejected = grid_songs([tune([67, 71, 74], [1.0, 0.5, 0.25])])
    # The shorter way from G to C is up: G, B and D become C, E and G.
    assert song.symbols == ("72", "_", "_", "_", "76", "_", "79")
    assert song.name == "kesh"
    assert not rejected


def test_a_tune_in_e_minor_is_written_in_a_minor() -> None:
    [song], _ = grid_songs([tune([64, 67, 71], [0.25, 0.25, 0.25], key="E")])
    assert song.symbols == ("69", "72", "76")


def test_tunes_are_left_out_by_reason() -> None:
    songs, rejected = grid_songs(
        [
            tune([60], [1 / 3]),
            tune([60, 62], [0.25, 2.5]),
            tune([60, 64], [0.25, 0.25]),
            tune([60, 64], [0.25, 0.25], source="file/2"),
        ]
    )
    assert len(songs) == 1
    assert rejected == {
        "a duration of 0.333333": 1,
        "a duration of 2.5": 1,
        "the same as another": 1,
    }


def test_a_tune_whose_onsets_are_no_16ths_is_left_out() -> None:
    off = Tune("file/1", "Reel", "", (60, 62), (0.0, 0.6), (0.5, 0.5), "C", (0.5,))
    assert grid_songs([off]) == ((), {"onsets that are not 16ths": 1})


def test_a_folder_with_a_data_set_is_a_set(tmp_path: Path) -> None:
    write_grid(tmp_path, [("60", "_")])
    assert [song.symbols for song in read_set(str(tmp_path)).songs] == [("60", "_")]


def test_what_is_no_set_is_refused_in_one_line() -> None:
    with pytest.raises(CorpusError, match="neither fiddle nor essen nor a folder"):
        read_set("nowhere")


TIED = """X:1
T:The Tied Reel
L:1/4
K:C
C2-C1/2 E1/2 G|
X:2
T:The Two Parts
L:1/4
K:C
V:1
c d e c|
V:2
C D E C|
"""


@pytest.fixture
def one_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus like music21's, of one book with two tunes."""
    pytest.importorskip("music21")
    (tmp_path / "corpus" / "book").mkdir(parents=True)
    (tmp_path / "corpus" / "book" / "book.abc").write_text(TIED)
    monkeypatch.setattr(tune_source, "corpus_folder", lambda: tmp_path / "corpus")
    monkeypatch.setattr(content_cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(grid_sets, "FIDDLE_COLLECTIONS", ("book",))
    monkeypatch.setattr(grid_sets, "ESSEN", "book")


@pytest.mark.usefixtures("one_book")
@pytest.mark.parametrize("name", ["fiddle", "essen"])
def test_durations_count_as_they_are_written_and_only_the_first_part_is_a_song(name: str) -> None:
    found = read_set(name)
    # Two and a half quarters tied together are two notes on paper, and one on the grid.
    assert [(song.name, song.symbols) for song in found.songs] == [
        ("tied", ("60", *"_" * 9, "64", "_", "67", *"_" * 3)),
        ("two parts", ("72", *"___", "74", *"___", "76", *"___", "72", *"___")),
    ]
    assert not found.rejected


@pytest.fixture
def no_tunes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid_sets, "FIDDLE_COLLECTIONS", ())


@pytest.mark.usefixtures("no_tunes")
def test_movements_of_bach_that_fit_come_to_the_dance_tunes(tmp_path: Path) -> None:
    rows = [
        *("fits\t0.0\t0.5\t60\t0\t1", "fits\t0.0\t0.5\t67\t0\t1", "fits\t0.5\t0.5\t64\t0\t1"),
        *("triplet\t0.0\t0.3333\t60\t0\t1", "triplet\t0.3333\t0.3333\t62\t0\t1"),
    ]
    (tmp_path / "bach-violin").mkdir()
    (tmp_path / "bach-violin" / "notes.tsv").write_text(BACH_HEADER + "\n".join(rows) + "\n")
    found = read_set("fiddle", tmp_path)
    [song] = found.songs
    assert song.name == "fits"
    assert song.symbols == ("67", "_", "64", "_")
    assert found.rejected == {"a duration of 0.3333": 1}
    assert "Bach" in found.data
    assert "Bach" in found.licence
    assert "Bach" not in read_set("fiddle").data


@pytest.mark.usefixtures("no_tunes")
def test_a_table_of_bach_that_is_none_is_refused_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "bach-violin").mkdir()
    (tmp_path / "bach-violin" / "notes.tsv").write_text("nothing\n1\n")
    with pytest.raises(CorpusError, match="get it again"):
        read_set("fiddle", tmp_path)


@pytest.mark.usefixtures("no_tunes")
def test_a_movement_is_named_as_where_it_is_held_out_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "bach-violin").mkdir()
    rows = "".join(f"bwv1003_mov4\t{beat / 2}\t0.5\t{60 + beat}\t0\t1\n" for beat in range(4))
    (tmp_path / "bach-violin" / "notes.tsv").write_text(BACH_HEADER + rows)
    [song] = read_set("fiddle", tmp_path).songs
    assert song.name == "bwv1003_mov4"
