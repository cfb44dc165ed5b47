import argparse
import json

import pytest

pytest.importorskip("matplotlib")

from antiphon_models.evaluation.figures_command import add_arguments, run

PNG = b"\x89PNG"
LIKELY = {"predicted": 0.6, "came_true": 0.5, "count": 60}
LONG = {"length": 5, "came_true": 0.5, "network": 0.3, "mind": 0.4, "count": 60}
VIEW = {"by_rate": [LIKELY], "by_length": [LONG]}
ANTICIPATION = {"views": {"pitch": VIEW, "interval": VIEW, "contour": VIEW}}
MELODY = {
    "sets": {"kinder": {"melodies": 2}},
    "rows": [{"name": "PPM LTM", "class": "a", "bits": 2.9}],
}


def interval(value):
    return {"mean": {"value": value, "low": value - 0.01, "high": value + 0.01}}


ANSWERS = {
    "ours": "antiphon",
    "prompts": 3,
    "systems": {
        "antiphon": {"means": interval(0.2), "margin": interval(0.0)},
        "markov": {"means": interval(0.3), "margin": interval(0.1)},
    },
}


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    for name, told in {"anticipation": ANTICIPATION, "melody": MELODY, "answers": ANSWERS}.items():
        (folder / f"{name}.json").write_text(json.dumps(told))
    return folder


def command(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(word) for word in words]))


def test_every_figure_is_drawn_for_light_pages_and_for_dark_ones(results, tmp_path, capsys):
    assert command("--results", results, "--out", tmp_path) == 0
    drawn = sorted(tmp_path.glob("*.png"))
    assert [path.name for path in drawn] == [
        "mind-answers-dark.png",
        "mind-answers.png",
        "mind-melody-dark.png",
        "mind-melody.png",
        "mind-memory-dark.png",
        "mind-memory.png",
    ]
    assert all(path.read_bytes().startswith(PNG) for path in drawn)
    assert len({path.read_bytes() for path in drawn}) == 6
    assert sorted(capsys.readouterr().out.split()) == [str(path) for path in drawn]


def test_the_same_results_give_the_same_bytes(results, tmp_path):
    path = tmp_path / "mind-melody.png"
    assert command("--results", results, "--out", tmp_path, "--only", "melody") == 0
    first = path.read_bytes()
    assert command("--results", results, "--out", tmp_path, "--only", "melody") == 0
    assert path.read_bytes() == first


def test_missing_results_are_refused_with_the_command_that_makes_them(results, tmp_path, capsys):
    (results / "answers.json").unlink()
    assert command("--results", results, "--out", tmp_path) == 2
    assert capsys.readouterr().err == (
        f"antiphon evaluate figures: {results / 'answers.json'} is missing; "
        "make it with: antiphon evaluate answers\n"
    )
    assert not list(tmp_path.glob("*.png"))


@pytest.mark.parametrize("text", ["[]", "{}", '{"views": {"pitch": {}, "interval": {}}}'])
def test_results_of_another_version_are_refused_in_one_line(results, tmp_path, capsys, text):
    (results / "anticipation.json").write_text(text)
    assert command("--results", results, "--out", tmp_path, "--only", "memory") == 2
    assert capsys.readouterr().err == (
        f"antiphon evaluate figures: {results / 'anticipation.json'} is not as this version "
        "writes it; make it anew with: antiphon evaluate anticipation\n"
    )


def test_what_is_no_json_is_refused_in_one_line(results, tmp_path, capsys):
    (results / "melody.json").write_text("{")
    assert command("--results", results, "--out", tmp_path, "--only", "melody") == 2
    assert "melody.json is no JSON; make it anew" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_refused_in_one_line(results, tmp_path, capsys):
    assert command("--results", results, "--out", tmp_path / "none") == 2
    assert "is no folder; make it, or name another" in capsys.readouterr().err
