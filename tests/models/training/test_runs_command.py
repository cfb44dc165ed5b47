"""`antiphon train runs` on a small corpus: what the filter holds, what is told, what is refused."""

import argparse
from itertools import pairwise

import pytest

pytest.importorskip("torch")

from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.piece import is_held_out
from antiphon_models.corpus.split import runs
from antiphon_models.training.runs_command import add_arguments, run
from antiphon_models.training_runs import read_training_runs
from antiphon_models.weights_file import read_description
from corpora import small_collection

STYLES = ("bach", "jazz", "pop", "piano")


def arguments(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(word) for word in (*words, "--styles", *STYLES)])


def test_a_folder_of_music_becomes_the_filter_of_its_training_pieces(tmp_path, capsys):
    data, out = small_collection(tmp_path / "data"), tmp_path / "runs.safetensors"
    assert run(arguments("--data", data, "--out", out)) == 0
    known = read_training_runs(out)
    pieces = list(read_collection(data, styles=STYLES))
    learned = {found for piece in pieces if not is_held_out(piece.name) for found in runs(piece)}
    assert len(learned) > 30
    assert all(found in known for found in learned)
    told = read_description(out)
    assert told.metrics["runs"] == len(learned)
    assert told.metrics["pieces"] == sum(not is_held_out(piece.name) for piece in pieces)
    assert told.metrics["mistaken_of_random"] < 0.02
    assert told.styles == STYLES
    assert "ODbL" in told.licence
    assert f"{len(learned)} runs of 13 notes" in capsys.readouterr().out


def test_a_run_of_a_held_out_piece_alone_is_not_known(tmp_path):
    data, out = small_collection(tmp_path / "data"), tmp_path / "runs.safetensors"
    held_out = "Solo4"
    assert is_held_out(held_out)
    pitches = [60, 61, 67, 50, 90, 91, 40, 41, 60, 66, 73, 80, 20]
    rows = [f"{held_out},{pitch},{at * 0.2:.3f},0.15\n" for at, pitch in enumerate(pitches)]
    with (data / "jazz-solos" / "notes.csv").open("a") as file:
        file.writelines(rows)
    assert run(arguments("--data", data, "--out", out)) == 0
    only = bytes((b - a) % 256 for a, b in pairwise(pitches))
    assert only not in read_training_runs(out)


def refusal(capsys, data, out):
    assert run(arguments("--data", data, "--out", out)) == 2
    (said,) = capsys.readouterr().err.splitlines()
    return said.removeprefix("antiphon train runs: ")


def test_what_is_missing_is_said_in_one_line(tmp_path, capsys):
    no_data = refusal(capsys, tmp_path / "data", tmp_path / "runs.safetensors")
    assert no_data.startswith(f"{tmp_path}/data/bach-violin/notes.tsv is missing; ")
    no_folder = refusal(capsys, tmp_path / "data", tmp_path / "no" / "runs.safetensors")
    assert no_folder.startswith(f"{tmp_path}/no is no folder; ")
