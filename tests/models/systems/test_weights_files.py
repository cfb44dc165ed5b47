"""Where the weights of the papers' systems are looked for."""

from pathlib import Path

import pytest

from antiphon_models.systems.weights_files import (
    is_there,
    shipped_file,
    trained_file,
    weights_file,
)


def test_weights_trained_here_come_before_those_brought_along(home: Path) -> None:
    assert weights_file("motif") == shipped_file("motif")
    trained = trained_file("motif")
    assert trained.is_relative_to(home)
    trained.parent.mkdir(parents=True)
    trained.write_bytes(b"")
    assert weights_file("motif") == trained


def test_antiphons_own_mind_is_always_there_and_others_are_where_their_weights_are(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = home / "nowhere"
    monkeypatch.setattr("antiphon_models.systems.weights_files.shipped_file", lambda _: nowhere)
    assert is_there("antiphon")
    assert not is_there("vrash")
    trained_file("vrash").parent.mkdir(parents=True)
    trained_file("vrash").write_bytes(b"")
    assert is_there("vrash")
