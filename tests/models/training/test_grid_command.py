import argparse
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("torch")

from antiphon_models.corpus.grid_corpus import write_grid
from antiphon_models.runtime.grid_lstm import load_grid
from antiphon_models.systems.grid_mind import load_mind
from antiphon_models.training.grid_command import add_arguments, run
from antiphon_models.weights_file import read_description

SMALL = ["--hidden", "8", "--epochs", "2", "--length", "8", "--json"]


@pytest.fixture
def data_set(tmp_path: Path) -> Path:
    rng = Random(1)
    songs = [
        [symbol for _ in range(20) for symbol in (str(rng.randrange(60, 73)), "_")]
        for _ in range(40)
    ]
    write_grid(tmp_path / "songs", songs)
    return tmp_path / "songs"


def train(*words: object) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(word) for word in words]))


def test_a_data_set_becomes_weights_that_a_mind_plays_with(data_set: Path, tmp_path: Path) -> None:
    out = tmp_path / "grid.safetensors"
    assert train("--data-set", data_set, "--out", out, *SMALL) == 0
    assert load_grid(out).config.hidden == 8
    assert load_mind(out).name.startswith("grid-")
    metrics = read_description(out).metrics
    assert metrics["epochs"] == 2
    assert metrics["songs"]["held_out"] > 0
    assert 0.0 < metrics["held_out"]["bits"] < 6.0
    assert metrics["windows"] == "carried"


def test_without_a_place_named_the_weights_go_where_the_menu_finds_them(
    data_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTIPHON_HOME", str(tmp_path / "home"))
    assert train("--data-set", data_set, *SMALL) == 0
    assert (tmp_path / "home" / "systems" / "grid.safetensors").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--data-set", "nowhere"], "neither fiddle nor essen nor a folder"),
        (["--out", "no/such/folder/grid.safetensors"], "is no folder"),
    ],
)
def test_what_cannot_be_trained_is_said_in_one_line(
    words: list[str], said: str, data_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train("--data-set", data_set, *words, *SMALL) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.startswith("antiphon train grid: ")
    assert error.count("\n") == 1


def test_too_few_songs_to_hold_one_out_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_grid(tmp_path / "one", [["60", "_"]])
    out = tmp_path / "grid.safetensors"
    assert train("--data-set", tmp_path / "one", "--out", out, *SMALL) == 2
    assert "too few songs" in capsys.readouterr().err
    assert not out.exists()
