import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.grid import GridNetwork  # noqa: E402
from antiphon_models.networks.grid_config import (  # noqa: E402
    GridConfig,
    config_of,
    tensor_shapes,
)

SYMBOLS = ("60", "62", "64", "/", "_", "r")
SMALL = GridConfig(SYMBOLS, hidden=8, dropout=0.5, length=4)


def test_the_published_network_has_as_many_parameters_as_keras_counts_and_a_second_bias() -> None:
    network = GridNetwork(GridConfig((*map(str, range(35)), "/", "_", "r")))
    # Keras: 4 * 256 * (38 + 256 + 1) of the LSTM and 38 * (256 + 1) of the dense layer;
    # torch's LSTM has two biases where Keras has one.
    keras = 4 * 256 * (38 + 256 + 1) + 38 * 257
    assert sum(value.numel() for value in network.parameters()) == keras + 4 * 256 == 312_870


def test_the_shapes_that_the_engine_checks_are_those_of_the_network() -> None:
    network = GridNetwork(SMALL)
    shapes = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    assert shapes == tensor_shapes(SMALL)


def test_each_symbol_is_foretold_from_those_before_it_only() -> None:
    network = GridNetwork(SMALL).eval()
    numbers = torch.tensor([[0, 4, 1, 4, 2]])
    changed = torch.tensor([[0, 4, 1, 5, 0]])
    logits, changed_logits = network(numbers)[0], network(changed)[0]
    assert logits.shape == (1, 5, 6)
    assert torch.equal(logits[:, :3], changed_logits[:, :3])
    assert not torch.equal(logits[:, 3], changed_logits[:, 3])


def test_a_state_carried_over_is_as_one_long_window() -> None:
    network = GridNetwork(SMALL).eval()
    numbers = torch.tensor([[0, 4, 1, 4, 2, 5]])
    whole, _ = network(numbers)
    first, state = network(numbers[:, :4])
    second, _ = network(numbers[:, 4:], state)
    torch.testing.assert_close(torch.cat([first, second], dim=1), whole)
    torch.testing.assert_close(network.last(numbers), whole[:, -1])


def test_dropout_acts_in_training_only() -> None:
    network = GridNetwork(SMALL)
    numbers = torch.tensor([[0, 4, 1]])
    torch.manual_seed(0)
    assert not torch.equal(network(numbers)[0], network(numbers)[0])
    network.eval()
    assert torch.equal(network(numbers)[0], network(numbers)[0])


def test_a_config_comes_back_from_a_header() -> None:
    described = {"symbols": list(SYMBOLS), "hidden": 8, "dropout": 0.5, "length": 4}
    assert config_of(described) == SMALL
    with pytest.raises(TypeError):
        config_of({"hidden": 8, "strange": 1})
