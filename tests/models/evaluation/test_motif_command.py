"""The whole study, small, on scores that the test has written."""

import argparse
import json
from pathlib import Path

import pytest

pytest.importorskip("music21")
pytest.importorskip("matplotlib")
pytest.importorskip("scipy")
pytest.importorskip("tqdm")

from antiphon_models.corpus import tune_cache
from antiphon_models.evaluation.motif_command import add_arguments, run
from antiphon_models.weights_file import Description, read_description, write_weights
from corpora import write_song
from small_motif import ALPHABET, LINE, write_small

BITS = {"learned_bits_by_epoch": [4.0, 3.0], "held_out_bits_by_epoch": [4.5, 4.8]}


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "cache")
    scores = tmp_path / "data" / "bach-violin" / "scores"
    scores.mkdir(parents=True)
    # By the rule of the corpus the first of these names is held out.
    for name, length in (("piece8", 300), ("piece1", 1200)):
        pitches = ALPHABET.decode([(LINE * 80)[(place * place) % 97] for place in range(length)])
        notes = [(pitch, 80, place * 240, 200) for place, pitch in enumerate(pitches)]
        write_song(scores / f"{name}.mid", {"Violin": notes})
    return tmp_path / "data"


def weights(path: Path) -> Path:
    write_small(path)
    told = read_description(path)
    metrics = {"epoch": 2, "best_epoch": 1, **BITS}
    from safetensors.numpy import load_file  # noqa: PLC0415

    described = Description(told.architecture, told.config, told.vocabulary, (), "", "", metrics)
    write_weights(path, load_file(path), described)
    return path


def study(*options):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(list(map(str, options))))


def test_the_study_writes_a_page_and_its_numbers(tmp_path, data, capsys):
    files = [weights(tmp_path / f"{name}.safetensors") for name in ("last", "best")]
    out = tmp_path / "papers"
    options = ("--published", files[0], "--stage", files[1], "--trials", 2, "--notes", 20)
    assert study("--data", data, "--out", out, *options) == 0
    page = (out / "motif.html").read_text()
    assert page.count("<img") == 6
    assert "The paper&#x27;s numbers beside ours" in page
    found = json.loads((out / "motif.json").read_text())
    assert found["data"]["notes"] == 1500
    assert found["networks"]["stage"]["weights"].startswith("best-")
    assert "--trials 2 --notes 20 --seed 1" in found["command"]
    assert str(tmp_path) not in page + json.dumps(found)
    assert "expected entropy of 1000 notes" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["scores", "weights"])
def test_what_is_missing_is_named_in_one_line(tmp_path, data, capsys, missing):
    file = weights(tmp_path / "motif.safetensors")
    other = tmp_path / "nowhere"
    options = ["--data", other if missing == "scores" else data]
    options += ["--published", file, "--stage", other if missing == "weights" else file]
    assert study(*options) == 2
    line = capsys.readouterr().err
    assert line.startswith("antiphon evaluate motif: ")
    assert "nowhere" in line
    assert line.count("\n") == 1
