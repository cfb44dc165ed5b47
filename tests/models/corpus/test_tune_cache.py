import logging

import pytest

from antiphon_models.corpus import tune_cache
from antiphon_models.corpus.tune import Tune
from antiphon_models.corpus.tune_cache import cached, load_tunes, save_tunes

TUNES = [
    Tune("book/1", "Straße", "A1", (60, 127), (0.0, 1.0 / 3.0), (1.0 / 3.0, 2.0)),
    Tune("book/2", "", "", (0, 1, 2), (0.0, 0.5, 0.5), (0.5, 1.0, 1.0)),
]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "tunes")


def never():
    raise AssertionError("read although it was kept")


def test_tunes_come_back_as_they_were(tmp_path):
    save_tunes(tmp_path / "kept.npz", TUNES)
    assert load_tunes(tmp_path / "kept.npz") == TUNES


def test_no_tunes_are_kept_too(tmp_path):
    save_tunes(tmp_path / "kept.npz", [])
    assert load_tunes(tmp_path / "kept.npz") == []


def test_tunes_are_read_once_for_each_version():
    assert cached("book", "1.0", lambda: TUNES) == TUNES
    assert cached("book", "1.0", never) == TUNES
    assert cached("book", "2.0", lambda: TUNES[:1]) == TUNES[:1]


@pytest.mark.parametrize("damage", [b"", b"PK nothing", b"PK\x03\x04" + bytes(80)])
def test_a_damaged_cache_is_said_and_read_anew(damage, tmp_path, caplog):
    cached("book", "1.0", lambda: TUNES)
    (kept,) = (tmp_path / "tunes").glob("*.npz")
    kept.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        assert cached("book", "1.0", lambda: TUNES) == TUNES
    assert "cannot be read, so the tunes are read anew" in caplog.text
    assert cached("book", "1.0", never) == TUNES


def test_a_folder_that_cannot_be_written_is_only_slow(tmp_path, caplog):
    (tmp_path / "tunes").write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        assert cached("book", "1.0", lambda: TUNES) == TUNES
    assert "cannot be written" in caplog.text
