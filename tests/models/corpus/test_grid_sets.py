"""Tunes filtered, moved and encoded for the grid."""

from pathlib import Path

import pytest

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


@pytest.fixture
def no_tunes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("antiphon_models.corpus.grid_sets.abc_tunes", lambda _collection: [])


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
