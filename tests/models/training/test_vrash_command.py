"""`antiphon train vrash`: what it refuses, in one line, and where its weights go."""

import argparse

import pytest

pytest.importorskip("torch")

from antiphon_models.training.vrash_command import add_arguments, default_file, run
from corpora import small_collection


def options(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


def test_a_missing_corpus_is_told_in_one_line(tmp_path, capsys) -> None:
    assert run(options("--data", tmp_path, "--out", tmp_path / "own.safetensors")) == 2
    told = capsys.readouterr().err
    assert told.startswith("antiphon train vrash: ")
    assert told.count("\n") == 1
    assert "name the data's folder with --data" in told


def test_too_little_music_is_told_before_training(tmp_path, capsys) -> None:
    folder = small_collection(tmp_path)
    asked = options("--data", folder, "--out", tmp_path / "own.safetensors", "--styles", "bach")
    assert run(asked) == 2
    assert "too few tracks are left to learn from; add more music" in capsys.readouterr().err


def test_weights_go_where_the_app_finds_them(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ANTIPHON_HOME", str(tmp_path))
    assert default_file("vrash") == tmp_path / "systems" / "vrash.safetensors"
    assert default_file("lm") == tmp_path / "systems" / "vrash_lm.safetensors"
