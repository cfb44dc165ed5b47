"""Which matrices a hear + propose multiplies, and that actions really take turns."""

import numpy as np
import pytest

from antiphon_engine.benchmarks.network import Duet, bare_products, matrices, measure, side_by_side
from antiphon_engine.benchmarks.network_parts import PARTS, Dissection
from antiphon_engine.benchmarks.network_parts import measure as measure_parts
from antiphon_engine.benchmarks.player import played
from antiphon_models.networks.note_stream_config import NoteStreamConfig, tensor_shapes
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.runtime.note_stream_weights import fold

SMALL = NoteStreamConfig(hidden=32, layers=2, embedding=16, head=8)


@pytest.fixture
def stepper() -> NoteStreamStepper:
    rng = np.random.default_rng(0)
    tensors = {
        name: rng.standard_normal(shape).astype(np.float32) / 10
        for name, shape in tensor_shapes(SMALL).items()
    }
    return NoteStreamStepper(fold(tensors, SMALL, "small"))


def test_every_matrix_of_a_step_and_its_heads_is_multiplied_once(stepper):
    shapes = [matrix.shape for matrix in matrices(stepper.weights)]
    assert shapes == [(128, 32), (128, 64), (32, 32), (40, 8), (128, 8), (16, 8), (40, 8)]


def test_the_bare_products_are_those_of_numpy(stepper):
    for product in bare_products(stepper.weights):
        product()
        assert product.room == pytest.approx(product.matrix @ product.vector, abs=1e-6)


def test_actions_take_turns():
    calls = []
    samples = side_by_side([lambda: calls.append("a"), lambda: calls.append("b")], rounds=2)
    assert calls == ["a", "b", "a", "b"]
    assert [len(taken) for taken in samples] == [2, 2]


def test_both_speeds_are_measured_beside_the_bare_products(stepper):
    figures = {figure.key: figure for figure in measure(stepper, rounds=3, paced_rounds=2)}
    assert figures["step.bytes"].values["value"] == pytest.approx(0.060416)
    assert [figures[key].count for key in ("step.whole", "step.bare")] == [3, 3]
    assert [figures[key].count for key in ("paced.whole", "paced.bare")] == [2, 2]
    whole, bare = (figures[key].values["p50"] for key in ("step.whole", "step.bare"))
    assert figures["step.ratio"].values["value"] == pytest.approx(whole / bare)


def test_the_parts_and_the_rest_make_up_the_whole(stepper):
    figures = {figure.key: figure for figure in measure_parts(stepper, rounds=5)}
    parts = sum(figures[key].values["p50"] for key in PARTS)
    rest = figures["parts.rest"].values["value"]
    assert parts + rest == pytest.approx(figures["parts.whole"].values["p50"])


def test_a_round_taken_apart_leaves_the_network_where_the_whole_does(stepper):
    one, other = stepper.fork(), stepper.fork()
    dissection, duet = Dissection(one), Duet(other)
    for note, _ in zip(played(1), range(5), strict=False):
        dissection.take_in(note)
        duet()
    assert np.array_equal(one.snapshot().hidden, other.snapshot().hidden)
