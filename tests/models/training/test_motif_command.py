import argparse
import json

import pytest

pytest.importorskip("torch")
pytest.importorskip("music21")

from antiphon_models.corpus import tune_cache
from antiphon_models.runtime.motif_weights import read_motif
from antiphon_models.systems.weights_files import trained_file
from antiphon_models.training.motif_command import add_arguments, run
from antiphon_models.weights_file import read_description
from corpora import write_song

PIECES = (1, 2, 8)
SMALL = ("--hidden", "8", "--steps", "4", "--epochs", "2")


@pytest.fixture
def scores(tmp_path, monkeypatch):
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "cache")
    folder = tmp_path / "scores"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    # By the rule of the corpus the last of these is held out.
    for number in PIECES:
        notes = [(60 + (place * 2 + number) % 7, 80, place * 240, 200) for place in range(20)]
        write_song(folder / f"piece{number}.mid", {"Violin": notes})
    return folder


def train(*options):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(list(map(str, options))))


def test_network_alphabet_and_motifs_become_one_file_and_the_last_epoch_another(
    tmp_path, scores, capsys
):
    out = tmp_path / "mine.safetensors"
    assert train("--scores", scores, "--out", out, *SMALL, "--json") == 0
    weights = read_motif(out)
    assert weights.alphabet.pitches == (60, 61, 62, 63, 64, 65, 66)
    assert weights.config.steps == 4
    assert len(weights.motifs) > 0
    told = read_description(out)
    assert told.data == "the user's own files"
    assert len(told.metrics["held_out_bits_by_epoch"]) == 2
    assert set(told.metrics["held_out_bits"]) == {"windows", "kept_state"}
    assert read_description(tmp_path / "mine_last.safetensors").metrics["epoch"] == 2
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["event"] for line in lines} == {"Step", "HeldOut"}


def test_without_a_name_it_goes_where_the_menu_finds_it(scores, capsys):
    assert train("--scores", scores, *SMALL, "--split", "window") == 0
    assert read_motif(trained_file("motif")).name.startswith("motif-")
    assert "kept_state" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ((), "name the data's folder with --data"),
        (("--data", "nowhere"), "scores is missing"),
        (("--scores", "scores", "--out", "nowhere/x.safetensors"), "nowhere is no folder"),
        (("--scores", "scores", "--steps", "19"), "too few notes"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(scores, capsys, options, match):
    if "--steps" in options:
        for number in PIECES[1:]:
            (scores / f"piece{number}.mid").unlink()
    assert train(*options) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("antiphon train motif: ")
    assert match in line
