import pytest

from antiphon_models.corpus import content_cache, tune_cache
from antiphon_models.corpus.piece_source import read_pieces
from corpora import small_collection, write_song
from score_texts import PITCH, write_scores

pytest.importorskip("music21")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(content_cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "cache")


def test_midi_keeps_its_seconds_and_scores_get_a_tempo_of_their_own(tmp_path):
    write_scores(tmp_path / "music")
    found = read_pieces(str(tmp_path / "music"))
    performed, *scores = found.pieces
    assert [(note.pitch, note.onset, note.duration) for note in performed.notes] == [
        (60, 0.0, 0.5),
        (64, 1.0, 1.5),
        (67, 2.5, 0.5),
    ]
    assert performed.has_velocity
    assert len(scores) == 3
    for score in scores:
        assert tuple(note.pitch for note in score.notes) == PITCH
        assert not score.has_velocity
        assert 60 / 160 <= score.notes[1].onset / 2 <= 60 / 80
    assert read_pieces(str(tmp_path / "music")) == found


def test_each_track_is_a_piece_and_drums_and_broken_files_are_none(tmp_path):
    line = [(60, 80, 0, 100), (62, 80, 200, 100)]
    write_song(tmp_path / "two.mid", {"A": line, "B": line})
    write_song(tmp_path / "drums.mid", {"A": line}, channel=9)
    (tmp_path / "broken.mid").write_text("no music")
    found = read_pieces(str(tmp_path))
    assert [piece.name for piece in found.pieces] == ["two", "two#2"]
    assert [(one.source, one.reason) for one in found.rejections] == [
        ("broken.mid", "cannot be read"),
        ("drums.mid", "holds no melody"),
    ]


def test_our_corpora_keep_their_styles(tmp_path):
    data = small_collection(tmp_path / "data")
    styles = {
        source: {piece.style for piece in read_pieces(source, data).pieces}
        for source in ("bach-violin", "jazz-solos", "pop-songs")
    }
    assert styles == {
        "bach-violin": {"bach"},
        "jazz-solos": {"jazz"},
        "pop-songs": {"pop", "piano"},
    }
