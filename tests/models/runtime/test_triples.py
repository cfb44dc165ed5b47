from pathlib import Path

import numpy as np
import pytest

from antiphon_models.codecs.note_triples import PITCHES, Triple, fed
from antiphon_models.networks.triples_config import SINGLE, STACKED
from antiphon_models.runtime.triples import TriplesStepper, fold, fused
from antiphon_models.runtime.triples_weights import read_triples
from antiphon_models.runtime.triples_window import WindowedEnsemble
from small_triples import SMALL, SMALL_STACKED, members, random_tensors

SHIPPED = Path(__file__).parents[3] / "models/antiphon_models/weights/triples.safetensors"


def line(count, seed=0):
    rng = np.random.default_rng(seed)
    return [
        Triple(int(pitch), float(step), float(duration))
        for pitch, step, duration in zip(
            rng.integers(0, 128, count), rng.random(count), 3 * rng.random(count), strict=True
        )
    ]


TUNE = line(30)


def heard(stepper, triples=TUNE):
    for triple in triples:
        stepper.step(*triple)
    return stepper


def same(one, other):
    is_same_time = (one.step, one.duration) == (other.step, other.duration)
    return np.array_equal(one.pitch, other.pitch) and is_same_time


def torch_error(tensors, config, steps=300):
    """Return the greatest difference from torch of anything said, over random notes."""
    torch = pytest.importorskip("torch")
    from antiphon_models.networks.triples import TriplesNetwork  # noqa: PLC0415

    network = TriplesNetwork(config).double().eval()
    known = {name: torch.from_numpy(value).double() for name, value in tensors.items()}
    network.load_state_dict({**network.state_dict(), **known})
    triples = line(steps, seed=1)
    with torch.inference_mode():
        said = network.everywhere(torch.from_numpy(fed(triples)[None]).double())
    expected = torch.cat([said.pitch[0], said.step[0, :, None], said.duration[0, :, None]], -1)
    stepper, worst = TriplesStepper([fold(tensors, config)]), 0.0
    for place, triple in enumerate(triples):
        stepper.step(*triple)
        found = stepper.said()[0]
        worst = max(worst, float(np.abs(expected[place].numpy() - found).max()))
    return worst


@pytest.mark.parametrize("config", [SMALL, SMALL_STACKED])
def test_stepping_equals_torch(config):
    assert torch_error(random_tensors(config), config) <= 1e-5


@pytest.mark.parametrize("config", [SINGLE, STACKED])
def test_stepping_the_papers_sizes_equals_torch(config):
    tensors = {name: value / np.float32(4) for name, value in random_tensors(config).items()}
    assert torch_error(tensors, config) <= 1e-5


def test_stepping_the_shipped_networks_equals_torch():
    for network in read_triples(SHIPPED).networks.values():
        assert torch_error(network.tensors, network.config, 200) <= 1e-5


def test_an_ensemble_says_the_mean_of_probabilities_and_of_times():
    one, other = np.full(130, -1e4, np.float32), np.full(130, -1e4, np.float32)
    # One is sure of pitch 60; the other gives 60 and 64 odds of one to three.
    one[60], other[60], other[64] = 0.0, 0.0, np.log(3.0)
    one[-2:], other[-2:] = (0.1, 1.0), (0.3, 0.5)
    found = fused([one, other])
    assert found.pitch[60] == pytest.approx(0.625)
    assert found.pitch[64] == pytest.approx(0.375)
    assert found.pitch.sum() == pytest.approx(1.0)
    assert (found.step, found.duration) == pytest.approx((0.2, 0.75))


def test_a_mean_of_probabilities_is_no_mean_of_logits():
    one, other = np.zeros(130, np.float32), np.zeros(130, np.float32)
    one[:PITCHES], other[:PITCHES] = -1e4, -1e4
    one[[60, 64]], other[[60, 64]] = (5.0, 0.0), (0.0, 0.0)
    sure = 1.0 / (1.0 + np.exp(-5.0))
    assert fused([one, other]).pitch[60] == pytest.approx((sure + 0.5) / 2)


def test_a_time_below_zero_is_zero():
    said = np.zeros(130, np.float32)
    said[-2:] = -0.25
    assert (fused([said]).step, fused([said]).duration) == (0.0, 0.0)


def test_the_stepper_says_what_its_members_say_together():
    stepper = heard(TriplesStepper(members(3)))
    alone = [heard(TriplesStepper([member])).said()[0] for member in members(3)]
    assert same(stepper.foretell(), fused(alone))


def test_the_window_heard_at_once_equals_the_notes_stepped():
    windowed, stepper = WindowedEnsemble(members(3)), TriplesStepper(members(3))
    for count in (0, 1, 7, 25):
        stepper.reset()
        found = windowed.foretell(fed(TUNE[:count]))
        expected = heard(stepper, TUNE[:count]).foretell()
        assert np.abs(found.pitch - expected.pitch).max() < 1e-6
        assert found.step == pytest.approx(expected.step, abs=1e-5)
        assert found.duration == pytest.approx(expected.duration, abs=1e-5)


def test_a_window_remembers_nothing_of_the_one_before():
    windowed = WindowedEnsemble(members(2))
    before = windowed.foretell(fed(TUNE[:20]))
    windowed.foretell(fed(line(25, seed=9)))
    assert same(windowed.foretell(fed(TUNE[:20])), before)


def test_networks_of_several_sizes_are_no_ensemble():
    with pytest.raises(ValueError, match="one size"):
        WindowedEnsemble([*members(1), *members(1, SMALL_STACKED)])


def test_a_snapshot_brings_back_the_same_answers():
    stepper = heard(TriplesStepper(members(1, SMALL_STACKED)))
    before, state = stepper.foretell(), stepper.snapshot()
    heard(stepper, TUNE[:3])
    assert not same(before, stepper.foretell())
    stepper.restore(state)
    assert same(before, stepper.foretell())


def test_a_fork_goes_its_own_way_from_the_same_place():
    stepper = heard(TriplesStepper(members(2)))
    fork, before = stepper.fork(), stepper.foretell()
    assert same(before, fork.foretell())
    heard(fork, TUNE[:3])
    assert same(before, stepper.foretell())
    heard(stepper, TUNE[:3])
    assert same(stepper.foretell(), fork.foretell())


def test_a_time_longer_than_the_longest_is_heard_as_that():
    one = heard(TriplesStepper(members(1)), [Triple(60, 600.0, 60.0)])
    other = heard(TriplesStepper(members(1)), [Triple(60, 4.0, 4.0)])
    assert same(one.foretell(), other.foretell())
