import argparse

import numpy as np
import pytest

pytest.importorskip("torch")

from antiphon_models.runtime.triples_weights import read_triples
from antiphon_models.systems.weights_files import trained_file
from antiphon_models.training import triples_command
from corpora import small_collection, write_song


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    folder = small_collection(tmp_path_factory.mktemp("data"))
    # Longer than the stacked network's windows of 100 notes; of these the second is held out.
    melody = [(60 + step % 7, 80, step * 240, 200) for step in range(140)]
    for name in ("001", "010"):
        write_song(folder / "pop-songs" / f"{name}.mid", {"MELODY": melody})
    return folder


def trained(collection, *words):
    parser = argparse.ArgumentParser()
    triples_command.add_arguments(parser)
    short = ["--data", str(collection), "--members", "2", "--batches", "2", "--epochs", "1"]
    return triples_command.run(parser.parse_args([*short, *words]))


def test_it_writes_an_ensemble_and_the_stacked_network_with_their_terms(collection, tmp_path):
    out = tmp_path / "t.safetensors"
    assert trained(collection, "--out", str(out)) == 0
    found = read_triples(out)
    assert set(found.networks) == {"single-1", "single-2", "stacked"}
    assert "POP909 MIT" in found.description.licence
    assert found.description.styles == ("piano", "pop", "jazz", "bach")
    one, other = found.ensemble
    assert not np.array_equal(one.tensors["pitch.weight"], other.tensors["pitch.weight"])
    assert found.description.metrics["networks"]["stacked"]["best_epoch"] == 1


def test_one_network_can_be_trained_anew_and_the_others_stay(collection, tmp_path):
    out = tmp_path / "t.safetensors"
    trained(collection, "--out", str(out))
    before = read_triples(out)
    assert trained(collection, "--out", str(out), "--only", "single-2", "--seed", "7") == 0
    after = read_triples(out)
    for name in ("single-1", "stacked"):
        old, new = before.networks[name].tensors, after.networks[name].tensors
        assert all(np.array_equal(old[tensor], new[tensor]) for tensor in old)
    changed = after.networks["single-2"].tensors["pitch.weight"]
    assert not np.array_equal(changed, before.networks["single-2"].tensors["pitch.weight"])
    assert after.description.metrics["networks"]["single-2"]["seed"] == 7


def test_without_a_name_it_trains_what_plays_on_this_machine(collection, home):
    assert trained(collection, "--only", "single-1") == 0
    assert set(read_triples(trained_file("triples")).networks) == {"single-1"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "double"], "there is no network double"),
        (["--out", "nowhere/t.safetensors"], "nowhere is no folder"),
    ],
)
def test_a_mistake_is_one_line(collection, words, said, capsys, home):
    assert trained(collection, *words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_missing_data_is_one_line(tmp_path, capsys, home):
    assert trained(tmp_path) == 2
    assert "is missing; name the data's folder with --data" in capsys.readouterr().err
