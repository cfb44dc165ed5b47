"""`antiphon evaluate vrash`: what it refuses, and the page that is committed."""

import argparse
import re
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("matplotlib")
pytest.importorskip("sklearn")

from antiphon_models.evaluation.vrash_command import add_arguments, run


def options(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


def test_a_missing_network_is_told_with_the_mend(tmp_path, capsys) -> None:
    assert run(options("--data", tmp_path, "--weights", tmp_path)) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "vrash_lm.safetensors is missing; train it with: antiphon train vrash --kind lm" in told


def test_data_or_results_must_be_named(tmp_path, capsys) -> None:
    assert run(options()) == 2
    assert "name the data's folder with --data" in capsys.readouterr().err
    assert run(options("--redraw")) == 2
    assert "name the folder of vrash.json with --out" in capsys.readouterr().err
    (tmp_path / "vrash.json").write_text("{")
    assert run(options("--redraw", "--out", tmp_path)) == 2
    assert "vrash.json: holds no results" in capsys.readouterr().err


def test_the_committed_results_draw_the_committed_page(tmp_path) -> None:
    papers = Path(__file__).parents[3] / "docs" / "papers"
    (tmp_path / "vrash.json").write_bytes((papers / "vrash.json").read_bytes())
    assert run(options("--redraw", "--out", tmp_path)) == 0
    drawn, kept = (
        re.sub(r"base64,[^\"]+", "", (folder / "vrash.html").read_text(encoding="utf-8"))
        for folder in (tmp_path, papers)
    )
    assert drawn == kept
