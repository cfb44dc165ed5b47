import argparse
import json

import pytest

pytest.importorskip("torch")

from antiphon_models.evaluation.melody_command import add_arguments, run
from corpora import melody_folder


def command(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(word) for word in words]))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return melody_folder(tmp_path_factory.mktemp("data"))


def quick(data, folder, *words):
    return command("--quick", "--data", data, "--work", folder / "work", "--out", folder, *words)


def test_a_quick_run_scores_every_class_and_a_second_run_goes_on(data, tmp_path, capsys):
    assert quick(data, tmp_path) == 0
    told = json.loads((tmp_path / "melody.json").read_text())
    assert told["sets"] == {"jugoslav": {"melodies": 119, "events": 2691, "pitches": 25}}
    assert {row["class"] for row in told["rows"]} == {"a", "b", "c"}
    bits = {row["name"]: row["bits"] for row in told["rows"]}
    assert bits["uniform"] == 4.6439
    # Mostly steps of one or two: any model must find that out, and PPM does at once.
    assert bits["PPM LTM"] < 3.0
    text = (tmp_path / "melody.md").read_text()
    assert text == capsys.readouterr().out
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "work").iterdir()}
    assert len(kept) == 2
    assert quick(data, tmp_path) == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "work").iterdir()} == kept
    assert (tmp_path / "melody.md").read_text() == text


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (
            ["--data", "nowhere"],
            "nowhere is no folder; name your copy of the eight sets with --data",
        ),
        (["--out", "nowhere"], "nowhere is no folder; make it, or name another with --out"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(words, error, capsys):
    assert command("--quick", *words) == 2
    assert capsys.readouterr().err == f"antiphon evaluate melody: {error}\n"


def test_a_folder_that_is_not_the_eight_sets_is_not_scored(data, tmp_path, capsys):
    assert command("--data", data, "--work", tmp_path) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "nova lacks nova001, nova002, nova003 and 149 more of 152 songs" in error
    assert "jugoslav" not in error
