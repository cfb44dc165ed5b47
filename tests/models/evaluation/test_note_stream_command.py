import argparse
import json

import pytest

pytest.importorskip("torch")

from dataclasses import asdict

from antiphon_models.codecs.note_stream import STYLES, VOCABULARY_HASH
from antiphon_models.evaluation.note_stream_command import add_arguments, run, table
from antiphon_models.weights_file import Description, write_weights
from corpora import SMALL, random_tensors, small_collection


def arguments(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


def random_network(path, seed):
    described = ("note_stream", asdict(SMALL), VOCABULARY_HASH, STYLES, "made up", "none", {})
    write_weights(path, random_tensors(SMALL, seed), Description(*described))
    return path


def test_networks_stand_beside_each_other_and_counting(tmp_path, capsys):
    data, out = small_collection(tmp_path / "data"), tmp_path / "figures.json"
    one, other = (random_network(tmp_path / f"{n}.safetensors", n) for n in (1, 2))
    compared = ("--weights", one, other, "--styles", "pop", "piano", "--out", out)
    assert run(arguments("--data", data, *compared)) == 0
    figures = json.loads(out.read_text())
    assert figures["held_out"]["pop"] == {"pieces": 1, "notes": 30}
    assert list(figures["bits"]) == ["1", "2", "unigram"]
    assert figures["bits"]["1"]["pop"] != figures["bits"]["2"]["pop"]
    assert set(figures["bits"]["unigram"]["piano"]) == {"ioi", "pitch", "velocity", "duration"}
    written = out.with_suffix(".md").read_text()
    assert written in capsys.readouterr().out
    assert "| pop | 1 | 30 | unigram |" in written


def test_the_table_has_a_dash_where_a_style_has_no_velocities():
    heads = {"ioi": 1.0, "pitch": 2.0, "duration": 0.5}
    text = table({
        "date": "2026-01-01", "machine": "a machine", "length": 192,
        "held_out": {"bach": {"pieces": 5, "notes": 6086}},
        "bits": {"w": {"bach": heads, "bach, as played": heads}},
    })  # fmt: skip
    assert text.splitlines()[2:] == [
        "| style | pieces | notes | model | ioi | pitch | velocity | duration | together |",
        "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |",
        "| bach | 5 | 6,086 | w | 1.000 | 2.000 | - | 0.500 | 3.500 |",
        "| bach, as played | 5 | 6,086 | w | 1.000 | 2.000 | - | 0.500 | 3.500 |",
    ]


def test_weights_that_do_not_fit_end_in_one_line_and_code_2(tmp_path, capsys):
    data, path = small_collection(tmp_path / "data"), tmp_path / "w.safetensors"
    path.write_bytes(b"no weights")
    words = ("--data", data, "--weights", path, "--styles", "pop")
    assert run(arguments(*words)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_missing_data_ends_in_one_line_and_code_2(tmp_path, capsys):
    assert run(arguments("--data", tmp_path, "--styles", "jazz")) == 2
    assert "is missing; name the data's folder with --data" in capsys.readouterr().err


def test_a_folder_that_is_missing_ends_before_any_work(tmp_path, capsys):
    out = tmp_path / "nowhere" / "x.json"
    assert run(arguments("--data", tmp_path, "--out", out)) == 2
    assert "is no folder; make it" in capsys.readouterr().err
