import numpy as np
import pytest

from antiphon_models.runtime.triples_weights import Network, read_triples, write_triples
from antiphon_models.weights_file import WeightsError
from small_triples import SMALL, SMALL_STACKED, random_tensors, write_small


def write(path, networks):
    write_triples(path, networks, data="", licence="", styles=(), metrics={})
    return path


def test_networks_come_back_as_they_were_written(tmp_path):
    found = read_triples(write_small(tmp_path / "t.safetensors"))
    assert set(found.networks) == {"single-1", "single-2", "stacked"}
    assert found.networks["stacked"].config == SMALL_STACKED
    for name, tensor in random_tensors(SMALL, 1).items():
        assert np.array_equal(found.networks["single-2"].tensors[name], tensor)


def test_the_ensemble_is_all_but_the_stacked_network(tmp_path):
    found = read_triples(write_small(tmp_path / "t.safetensors", count=3))
    assert found.ensemble == [found.networks[f"single-{n}"] for n in (1, 2, 3)]


def test_a_network_that_lacks_a_tensor_is_refused(tmp_path):
    tensors = random_tensors()
    del tensors["step.bias"]
    path = write(tmp_path / "t.safetensors", {"single-1": Network(SMALL, tensors)})
    with pytest.raises(WeightsError, match=r"single-1\.step\.bias is missing"):
        read_triples(path)


def test_networks_of_several_sizes_are_refused(tmp_path):
    mixed = {
        "single-1": Network(SMALL, random_tensors()),
        "single-2": Network(SMALL_STACKED, random_tensors(SMALL_STACKED)),
    }
    with pytest.raises(WeightsError, match="no networks of one size"):
        read_triples(write(tmp_path / "t.safetensors", mixed))


def test_a_file_without_an_ensemble_is_refused(tmp_path):
    alone = {"stacked": Network(SMALL_STACKED, random_tensors(SMALL_STACKED))}
    with pytest.raises(WeightsError, match="no networks of one size"):
        read_triples(write(tmp_path / "t.safetensors", alone))


def test_a_size_that_is_none_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "t.safetensors"
    monkeypatch.setattr("antiphon_models.runtime.triples_weights.asdict", lambda _: {"hidden": 0})
    write_small(path)
    with pytest.raises(WeightsError, match="how large it is"):
        read_triples(path)
