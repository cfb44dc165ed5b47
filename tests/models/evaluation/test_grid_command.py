import argparse
import json
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("torch")
pytest.importorskip("matplotlib")

from antiphon_models.corpus.midi_tracks import read_midi_tracks
from antiphon_models.corpus.reading import Reading
from antiphon_models.corpus.tune import Tune
from antiphon_models.evaluation import grid_command, grid_lengths
from antiphon_models.training import grid_command as training


def tunes(_source: str, _data: Path | None = None) -> Reading:
    """Return thirty tunes that wander about C, in eighths and quarters."""
    rng = Random(1)
    found = []
    for number in range(30):
        duration = [rng.choice([0.5, 1.0]) for _ in range(40)]
        onset = [sum(duration[:at]) for at in range(40)]
        pitch = [rng.choice([60, 62, 64, 65, 67, 69, 71, 72]) for _ in range(40)]
        source = f"book/{number}"
        found.append(Tune(source, "", "", tuple(pitch), tuple(onset), tuple(duration), "C"))
    return Reading(tuple(found))


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("antiphon_models.corpus.grid_sets.read_source", tunes)
    monkeypatch.setattr(grid_lengths, "HIDDEN", 4)
    out = tmp_path / "grid.safetensors"
    words = ["--out", out, "--hidden", 8, "--epochs", 1, "--json"]
    assert _run(training, *words) == 0
    return out


def _run(module: object, *words: object) -> int:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return module.run(parser.parse_args([str(word) for word in words]))


def test_a_study_is_written_as_page_json_and_melodies_and_drawn_again_from_the_json(
    weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["--data", tmp_path, "--weights", weights, "--out", out, "--songs", 3, "--epochs", 1]
    assert _run(grid_command, *words) == 0
    told = capsys.readouterr().out
    assert "of the notes at 0.2 only repeat the figure before them" in told
    found = json.loads((out / "grid.json").read_text())
    network = found["networks"]["fiddle"]
    assert [row["temperature"] for row in network["temperatures"]] == [
        *(0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0),
    ]
    # Nothing rests without weight.
    assert network["rests"][0]["weight"] == 0.0
    assert network["rests"][0]["rests"] == [0.0, 0.0]
    assert {row["cut"] for row in found["lengths"]} == {"apart", "carried", "published"}
    [track] = read_midi_tracks(out / "grid-fixed-1.0.mid")
    assert len(track.notes) > 4
    page = (out / "grid.html").read_text()
    assert page.count("data:image/png;base64,") == 4
    assert "What the paper says" in page
    (out / "grid.html").unlink()
    assert _run(grid_command, "--data", tmp_path, "--out", out, "--redraw") == 0
    assert (out / "grid.html").read_text() == page


def test_a_network_of_other_songs_is_refused_before_minutes_of_work(
    weights: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = Tune("a", "", "", (50, 51), (0.0, 1.0), (1.0, 1.0), "C")
    monkeypatch.setattr(
        "antiphon_models.corpus.grid_sets.read_source",
        lambda name, _data: Reading((other, *tunes(name).tunes)),
    )
    assert _run(grid_command, "--data", tmp_path, "--weights", weights) == 2
    assert "was trained on other songs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--weights", "nowhere.safetensors"], "nowhere.safetensors: cannot be read"),
        (["--redraw"], "name the folder of grid.json with --out"),
        (["--redraw", "--out", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_studied_is_said_in_one_line(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(grid_command, "--data", tmp_path, *words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
