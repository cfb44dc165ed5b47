import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from antiphon_models.codecs.note_triples import Triple, fed
from antiphon_models.networks.triples import Said
from antiphon_models.networks.triples_config import TriplesConfig, tensor_shapes
from antiphon_models.runtime.triples import TriplesStepper, fold
from antiphon_models.training.fitting import FitPlan
from antiphon_models.training.triples_data import Examples, TriplesPiece
from antiphon_models.training.triples_loss import loss_of
from antiphon_models.training.triples_network import answers, answers_throughout, train
from small_triples import SMALL, random_tensors

TINY = TriplesConfig(hidden=16, window=5)


def examples(triples):
    rows = fed(triples)
    return Examples(np.zeros((len(rows), 5, 3), np.float32), rows)


def said(step, duration, pitch=(0.0,) * 128):
    return Said(torch.tensor([pitch]), torch.tensor([step]), torch.tensor([duration]))


def test_the_loss_is_a_little_cross_entropy_and_two_squared_errors():
    one = examples([Triple(60, 0.5, 0.25)])
    # 0.05 x ln 128 + 0.2 squared + 0.1 squared.
    assert float(loss_of(said(0.3, 0.35), one)) == pytest.approx(0.05 * np.log(128) + 0.05)


def test_a_time_below_zero_costs_ten_a_second_beside_its_error():
    one = examples([Triple(60, 0.0, 0.0)])
    # Each is 0.1 s below: 0.01 for the error and 1.0 for the sign.
    assert float(loss_of(said(-0.1, -0.1), one)) == pytest.approx(0.05 * np.log(128) + 2.02)


def turns(name, count):
    pitches = [10, 45, 80, 120]
    rows = fed([Triple(pitches[n % 4], 0.25, 0.2) for n in range(count)])
    return TriplesPiece(name, "bach", rows)


def test_training_learns_a_line_that_goes_round():
    plan = FitPlan(epochs=3, rate=0.02, seed=1)
    trained = train(TINY, plan, [turns("a", 60)], [turns("b", 40)], batches=60)
    # Guessing among the four pitches costs 0.05 x ln 4, which is 0.069.
    assert trained.fitted.held_out[-1] < 0.03
    assert {name: value.shape for name, value in trained.tensors.items()} == tensor_shapes(TINY)
    line = turns("c", 30).rows
    found = answers_throughout(TINY, trained.tensors, line)
    assert found.pitch[11:15].argmax(axis=1).tolist() == [10, 45, 80, 120]
    assert found.step[10:] == pytest.approx(0.25, abs=0.1)


def test_the_same_seed_trains_the_same_network():
    plan = FitPlan(epochs=1, seed=3)
    one, other = (
        train(TINY, plan, [turns("a", 60)], [turns("b", 40)], batches=3) for _ in range(2)
    )
    assert all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)


def test_answers_are_what_the_stepper_says():
    tensors = random_tensors(SMALL)
    line = [Triple(40 + 3 * n, 0.1 * n, 0.3) for n in range(9)]
    stepper = TriplesStepper([fold(tensors, SMALL)])
    for triple in line:
        stepper.step(*triple)
    expected = stepper.foretell()
    found = answers(SMALL, tensors, fed(line)[None])
    throughout = answers_throughout(SMALL, tensors, fed(line))
    assert np.exp(found.pitch[0]) == pytest.approx(expected.pitch, abs=1e-5)
    assert np.exp(throughout.pitch[-1]) == pytest.approx(expected.pitch, abs=1e-5)
    assert throughout.step[-1] == pytest.approx(found.step[0], abs=1e-6)
