import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.motif import MotifNetwork  # noqa: E402
from antiphon_models.networks.motif_config import MotifConfig, tensor_shapes  # noqa: E402


def test_the_paper_network_on_37_pitches_has_545317_parameters():
    network = MotifNetwork(MotifConfig(37))
    assert sum(value.numel() for value in network.parameters()) == 545_317


def test_its_tensors_are_those_that_are_declared():
    config = MotifConfig(9, hidden=6, embedding=4)
    found = {name: tuple(value.shape) for name, value in MotifNetwork(config).state_dict().items()}
    assert found == tensor_shapes(config)


def test_what_is_trained_is_what_comes_after_the_last_token():
    network = MotifNetwork(MotifConfig(9, hidden=6, embedding=4)).eval()
    tokens = torch.tensor([[1, 2, 3], [3, 0, 8]])
    assert torch.equal(network.after_last(tokens), network(tokens)[:, -1])
