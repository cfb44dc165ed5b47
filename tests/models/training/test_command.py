import argparse

import pytest

pytest.importorskip("torch")

import numpy as np

from antiphon_models.codecs.note_stream import VOCABULARY_HASH
from antiphon_models.runtime.note_stream import load_note_stream
from antiphon_models.training.command import add_arguments, run
from antiphon_models.weights_file import read_weights
from corpora import small_collection

IN_FOLDER = ("--styles", "bach", "jazz", "pop", "piano")


def arguments(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(word) for word in (*IN_FOLDER, *words)])


def test_a_folder_of_music_becomes_weights_that_the_engine_loads(tmp_path):
    data, out = small_collection(tmp_path / "data"), tmp_path / "tiny.safetensors"
    assert run(arguments("--data", data, "--out", out, "--epochs", 2, "--hidden", 16)) == 0
    assert load_note_stream(out).weights.config.hidden == 16
    _, description = read_weights(out, "note_stream", VOCABULARY_HASH)
    assert set(description.metrics["held_out_bits"]) == {"pop", "piano"}
    assert description.metrics["seed"] == 0
    assert "ODbL" in description.licence
    assert (
        run(arguments("--data", data, "--out", out, "--epochs", 3, "--hidden", 16, "--resume")) == 0
    )


def test_a_network_goes_on_from_the_weights_of_another(tmp_path):
    data, first, then = (tmp_path / name for name in ("data", "a.safetensors", "b.safetensors"))
    small_collection(data)
    assert run(arguments("--data", data, "--out", first, "--epochs", 1, "--hidden", 16)) == 0
    go_on = ("--data", data, "--init", first, "--rate", 1e-9, "--epochs", 1, "--styles", "pop")
    assert run(arguments(*go_on, "--out", then)) == 0
    one, other = (load_note_stream(path).weights for path in (first, then))
    assert np.allclose(one.project.weight, other.project.weight, atol=1e-6)
    _, description = read_weights(then, "note_stream", VOCABULARY_HASH)
    assert description.metrics["trained_styles"] == ["any", "bach", "jazz", "pop", "piano"]


def test_music_without_a_piece_to_hold_out_ends_in_one_line_and_code_2(tmp_path, capsys):
    data, out = small_collection(tmp_path / "data"), tmp_path / "x.safetensors"
    assert run(arguments("--data", data, "--out", out, "--styles", "jazz")) == 2
    assert "too few pieces to learn from and to hold one out" in capsys.readouterr().err


def test_weights_that_cannot_be_gone_on_from_end_in_one_line_and_code_2(tmp_path, capsys):
    data = small_collection(tmp_path / "data")
    out = tmp_path / "x.safetensors"
    out.write_bytes(b"no weights")
    assert run(arguments("--data", data, "--out", out, "--init", out)) == 2
    assert "x.safetensors: damaged or cut short" in capsys.readouterr().err


def test_missing_data_ends_in_one_line_and_code_2(tmp_path, capsys):
    assert run(arguments("--data", tmp_path, "--out", tmp_path / "x.safetensors")) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "is missing; name the data's folder with --data" in error


def test_resuming_from_nothing_ends_in_one_line_and_code_2(tmp_path, capsys):
    data = small_collection(tmp_path / "data")
    out = tmp_path / "x.safetensors"
    assert run(arguments("--data", data, "--out", out, "--hidden", 16, "--resume")) == 2
    assert "train without --resume" in capsys.readouterr().err


def test_an_output_folder_that_is_missing_ends_before_any_work(tmp_path, capsys):
    out = tmp_path / "nowhere" / "x.safetensors"
    assert run(arguments("--data", tmp_path, "--out", out)) == 2
    assert "is no folder; make it" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--epochs", "--hidden", "--layers", "--threads"])
@pytest.mark.parametrize("text", ["0", "-1", "many", "1.5"])
def test_sizes_below_one_are_refused(option, text, capsys):
    with pytest.raises(SystemExit):
        arguments("--data", ".", "--out", "x", f"{option}={text}")
    assert f"must be a whole number from 1, not {text}" in capsys.readouterr().err
