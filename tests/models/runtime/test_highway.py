"""The recurrent highway cell in NumPy: the same as in torch, at every depth."""

import math

import numpy as np
import pytest

from antiphon_models.networks.vrash_config import highway_shapes
from antiphon_models.runtime.highway import HighwayCell, HighwayWeights, fold_highway

HIDDEN, INPUTS, STEPS = 12, 5, 200


def random_tensors(depth):
    rng = np.random.default_rng(depth)
    return {
        name: rng.normal(0.0, 0.5, shape).astype(np.float32)
        for name, shape in highway_shapes("cell", INPUTS, HIDDEN, depth).items()
    }


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_two_hundred_steps_are_as_in_torch(depth):
    torch = pytest.importorskip("torch")
    highway = pytest.importorskip("antiphon_models.networks.highway")
    tensors = random_tensors(depth)
    network = highway.HighwayCell(INPUTS, HIDDEN, depth)
    network.load_state_dict(
        {name.removeprefix("cell."): torch.from_numpy(value) for name, value in tensors.items()}
    )
    inputs = np.random.default_rng(9).normal(0.0, 1.0, (STEPS, INPUTS)).astype(np.float32)
    with torch.inference_mode():
        expected = network(torch.from_numpy(inputs)[None], torch.zeros(1, HIDDEN))[0].numpy()
    weights = fold_highway(tensors, "cell", depth=depth)
    cell = HighwayCell(weights)
    for step, given in enumerate(inputs):
        found = cell.step(given @ weights.fed + weights.biases[0])
        assert np.abs(found - expected[step]).max() <= 1e-5


def one_unit(new, gate):
    """A cell of one unit, one level, to which a step's row says what is new and how open it is."""
    nothing = np.zeros((2, 1), np.float32)
    cell = HighwayCell(HighwayWeights(nothing.T, (nothing,), (nothing[:, 0],)))
    cell.begin(np.array([0.5], np.float32))
    return float(cell.step(np.array([new, gate / 2], np.float32))[0])


def test_a_closed_gate_carries_the_state_on():
    assert one_unit(new=3.0, gate=-40.0) == 0.5


def test_an_open_gate_takes_in_what_is_new():
    assert one_unit(new=3.0, gate=40.0) == pytest.approx(math.tanh(3.0))


def test_half_open_it_takes_half():
    assert one_unit(new=0.0, gate=0.0) == 0.25


def test_a_fork_goes_its_own_way_and_reset_forgets():
    cell = HighwayCell(fold_highway(random_tensors(2), "cell", depth=2))
    row = np.ones(2 * HIDDEN, np.float32)
    cell.step(row)
    fork = cell.fork()
    before = cell.state.copy()
    fork.step(row)
    assert (cell.state == before).all()
    assert (fork.state != before).any()
    cell.reset()
    assert not cell.state.any()
