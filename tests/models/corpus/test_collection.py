import logging

import pytest

from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.piece import CorpusError, is_held_out
from corpora import real_data, small_collection


def test_every_piece_of_every_corpus_is_read(tmp_path):
    pieces = list(read_collection(small_collection(tmp_path)))
    assert [piece.style for piece in pieces] == (
        ["bach"] * 5 + ["jazz"] * 5 + ["pop", "piano", "pop", "piano"]
    )


def test_a_broken_song_is_named_and_skipped(tmp_path, caplog):
    folder = small_collection(tmp_path)
    (folder / "pop-songs" / "bad.mid").write_bytes(b"MThd but no more")
    with caplog.at_level(logging.WARNING):
        assert len(list(read_collection(folder))) == 14
    assert "bad.mid: skipped" in caplog.text
    assert "1 songs skipped" in caplog.text


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
