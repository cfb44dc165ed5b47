import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from antiphon_models.networks.triples import TriplesNetwork
from antiphon_models.networks.triples_config import (
    SINGLE,
    STACKED,
    TriplesConfig,
    config_of,
    tensor_shapes,
)


def trained_numbers(network):
    return sum(value.numel() for value in network.parameters() if value.requires_grad)


def numbers(config):
    return sum(int(np.prod(shape)) for shape in tensor_shapes(config).values())


def test_the_network_of_figure_2_has_84354_parameters():
    assert trained_numbers(TriplesNetwork(SINGLE)) == 84_354
    assert numbers(SINGLE) == 84_354


def test_its_parts_are_as_figure_2_counts_them():
    shapes = {name: int(np.prod(shape)) for name, shape in tensor_shapes(SINGLE).items()}
    lstm = sum(count for name, count in shapes.items() if name.startswith("lstm."))
    assert lstm == 67_584
    assert shapes["pitch.weight"] + shapes["pitch.bias"] == 16_512
    assert shapes["step.weight"] + shapes["step.bias"] == 129
    assert shapes["duration.weight"] + shapes["duration.bias"] == 129


def test_the_stacked_network_of_the_text_has_as_many_as_keras_would_count():
    # 67,584 + 2 x 131,584 for the LSTMs, 33,024 for the dense layer, 33,410 for the heads.
    assert trained_numbers(TriplesNetwork(STACKED)) == 397_186
    assert numbers(STACKED) == 397_186


@pytest.mark.parametrize("config", [SINGLE, STACKED])
def test_it_says_128_pitches_a_step_and_a_duration_after_windows_of_25(config):
    said = TriplesNetwork(config).eval()(torch.zeros(4, 25, 3))
    assert said.pitch.shape == (4, 128)
    assert said.step.shape == said.duration.shape == (4,)


def test_what_it_says_of_a_window_is_what_it_says_after_its_last_note():
    network = TriplesNetwork(TriplesConfig(layers=2, hidden=8, dense=6)).eval()
    seen = torch.rand(2, 9, 3)
    for whole, last in zip(network.everywhere(seen), network(seen), strict=True):
        assert torch.allclose(whole[:, -1], last, atol=1e-6)


def test_training_leaves_the_second_bias_of_torch_at_zero():
    network = TriplesNetwork(TriplesConfig(layers=2, hidden=8))
    optimizer = torch.optim.Adam(network.parameters(), 0.1)
    said = network(torch.rand(4, 9, 3))
    (said.pitch.sum() + said.step.sum() + said.duration.sum()).backward()
    optimizer.step()
    assert all((network.lstm.get_parameter(f"bias_hh_l{n}") == 0.0).all() for n in (0, 1))
    assert not any("bias_hh" in name for name in network.own_state())


@pytest.mark.parametrize("described", [{"hidden": 0}, {"layers": 0}, {"dense": -1}, {"width": 3}])
def test_a_size_that_is_none_is_refused(described):
    with pytest.raises((ValueError, TypeError)):
        config_of(described)
