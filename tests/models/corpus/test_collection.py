import logging

import pytest

from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.piece import CorpusError, is_held_out
from corpora import real_data, small_collection

IN_FOLDER = ("bach", "jazz", "pop", "piano")


def test_every_piece_of_every_corpus_is_read(tmp_path):
    pieces = list(read_collection(small_collection(tmp_path), styles=IN_FOLDER))
    assert [piece.style for piece in pieces] == (
        ["bach"] * 5 + ["jazz"] * 5 + ["pop", "piano", "pop", "piano"]
    )


def test_a_broken_song_is_named_and_skipped(tmp_path, caplog):
    folder = small_collection(tmp_path)
    (folder / "pop-songs" / "bad.mid").write_bytes(b"MThd but no more")
    with caplog.at_level(logging.WARNING):
        assert len(list(read_collection(folder, styles=IN_FOLDER))) == 14
    assert "bad.mid: skipped" in caplog.text
    assert "1 songs skipped" in caplog.text


def test_only_the_styles_asked_for_are_read(tmp_path):
    folder = small_collection(tmp_path)
    pieces = read_collection(folder, styles=("bach", "piano"))
    assert [piece.style for piece in pieces] == ["bach"] * 5 + ["piano"] * 2


def test_many_songs_are_read_in_processes_in_the_order_of_their_names(tmp_path):
    pytest.importorskip("tqdm")
    folder = small_collection(tmp_path)
    song = (folder / "pop-songs" / "001.mid").read_bytes()
    for number in range(100, 130):
        (folder / "pop-songs" / f"{number}.mid").write_bytes(song)
    names = [piece.name for piece in read_collection(folder, styles=("pop",))]
    assert names == ["001", "010", *map(str, range(100, 130))]


def test_missing_data_is_said_in_one_line_with_the_mend(tmp_path):
    with pytest.raises(CorpusError, match=r"notes\.tsv is missing; name the data's folder") as said:
        list(read_collection(tmp_path))
    assert "\n" not in str(said.value)


def test_the_real_corpora_hold_out_pieces_of_every_kind():
    folder = real_data()
    movements = {
        line.split("\t")[0]
        for line in (folder / "bach-violin" / "notes.tsv").read_text().splitlines()[1:]
    }
    assert sorted(filter(is_held_out, movements)) == [
        "bwv1002_mov2",
        "bwv1002_mov3",
        "bwv1002_mov8",
        "bwv1005_mov2",
        "bwv1006_mov1",
    ]
