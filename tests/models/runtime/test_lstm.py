"""The LSTM stack steps as torch's does."""

import numpy as np
import pytest

from antiphon_models.runtime.lstm import LstmStack, fold_lstm, lstm_shapes

torch = pytest.importorskip("torch")
INPUTS, HIDDEN = 5, 12


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_two_hundred_steps_are_those_of_torch(layers: int) -> None:
    torch.manual_seed(layers)
    network = torch.nn.LSTM(INPUTS, HIDDEN, layers, batch_first=True)
    tensors = {f"lstm.{name}": value.numpy() for name, value in network.state_dict().items()}
    weights = fold_lstm(tensors, layers=layers, hidden=HIDDEN)
    stack = LstmStack(weights)
    tokens = np.random.default_rng(layers).integers(0, INPUTS, 200)
    with torch.inference_mode():
        expected, _ = network(torch.eye(INPUTS)[torch.from_numpy(tokens)][None])
    found = [stack.step(weights.fed[token] + weights.biases[0]).copy() for token in tokens]
    assert np.abs(np.array(found) - expected[0].numpy()).max() <= 1e-5


def test_the_shapes_are_those_of_torch() -> None:
    network = torch.nn.LSTM(INPUTS, HIDDEN, 2)
    expected = {f"lstm.{name}": tuple(value.shape) for name, value in network.named_parameters()}
    assert lstm_shapes(inputs=INPUTS, layers=2, hidden=HIDDEN) == expected


def test_a_fork_goes_its_own_way_and_a_snapshot_brings_back() -> None:
    rng = np.random.default_rng(1)
    shapes = lstm_shapes(inputs=INPUTS, layers=1, hidden=HIDDEN)
    tensors = {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    weights = fold_lstm(tensors, layers=1, hidden=HIDDEN)
    stack = LstmStack(weights)
    stack.step(weights.fed[0] + weights.biases[0])
    before, kept = stack.top.copy(), stack.snapshot()
    fork = stack.fork()
    fork.step(weights.fed[1] + weights.biases[0])
    assert np.array_equal(stack.top, before)
    assert not np.array_equal(fork.top, before)
    fork.restore(kept)
    assert np.array_equal(fork.top, before)
    stack.reset()
    assert not stack.top.any()
