"""Lines made together are those that Algorithm 1 would make one by one."""

import numpy as np
import pytest

from antiphon_models.anticipation_file import read_anticipation
from antiphon_models.evaluation.motif_generation import (
    FromDictionary,
    FromMemory,
    Job,
    Mixing,
    Nobody,
    generate,
)
from antiphon_models.motif_dictionary import MotifLookup
from antiphon_models.runtime.motif_lstm import WindowStepper
from antiphon_models.systems.motif_sampling import motif_predict
from small_motif import ALPHABET, CONFIG, LINE, small_weights

START = LINE[: CONFIG.steps]


class Dice:
    """A generator whose numbers are known."""

    def __init__(self, numbers):
        self._numbers = iter(numbers)

    def random(self):
        return next(self._numbers)


def dice(seed, count=40):
    return np.random.default_rng(seed).random(count)


def one_by_one(weights, lookup, temperature, threshold, uniforms):
    stepper, line, rng = WindowStepper(weights), list(START), Dice(uniforms)
    for token in START:
        stepper.step(token)
    for _ in uniforms:
        _, token = motif_predict(
            stepper.logits(), line, lookup, temperature=temperature, threshold=threshold, rng=rng
        )
        stepper.step(token)
        line.append(token)
    return line[len(START) :]


@pytest.mark.parametrize("rule", ["coded", "printed"])
@pytest.mark.parametrize(("temperature", "threshold"), [(0.5, 0.0), (0.5, 0.3), (3.0, 0.1)])
def test_many_lines_at_once_are_the_same_as_each_alone(rule, temperature, threshold):
    weights = small_weights()
    lookup = MotifLookup(weights.motifs.motifs, rule)
    jobs = [Job(FromDictionary(lookup), temperature, threshold, dice(seed)) for seed in range(3)]
    for job, line in zip(jobs, generate(weights, START, jobs), strict=True):
        assert line.tokens == one_by_one(weights, lookup, temperature, threshold, job.uniforms)


def test_without_an_adviser_the_threshold_does_nothing():
    weights = small_weights()
    alone, gated = generate(
        weights, START, [Job(Nobody(), 1.0, threshold, dice(1)) for threshold in (0.0, 1.0)]
    )
    assert alone == gated
    assert alone.advised == 0


def test_what_an_adviser_decided_is_counted():
    weights = small_weights()
    lookup = MotifLookup(weights.motifs.motifs)
    (line,) = generate(weights, START, [Job(FromDictionary(lookup), 5.0, 1.0, dice(1))])
    # The figure goes on as its dictionary knows it, and never leaves it.
    assert line.tokens[:5] == LINE[5:10]
    assert line.advised == 40


def test_the_memory_goes_on_as_the_line_once_went():
    memory = FromMemory(ALPHABET)
    for token in [7, 9, 11, 4, 30, 7, 9, 11]:
        memory.hear(token)
    assert memory.says() == 4
    # No place is used twice.
    assert memory.says() is None


@pytest.mark.parametrize(("once", "now"), [(34, 36), (35, None)])
def test_the_memory_knows_it_in_another_key_but_not_outside_the_alphabet(once, now):
    memory = FromMemory(ALPHABET)
    for token in [0, 3, 1, 2, once, 2, 5, 3, 4]:
        memory.hear(token)
    assert memory.says() == now


def test_the_mixture_believes_what_came_before_and_stays_a_distribution():
    mixing = Mixing(ALPHABET, read_anticipation())
    even = np.full(37, 1 / 37)
    for token in [7, 9, 11, 4, 30, 7, 9, 11]:
        mixing.hear(token)
    bent = mixing.bent(even)
    assert bent.sum() == pytest.approx(1.0)
    assert bent.argmax() == 4
    assert bent[4] > 2 / 37
    assert mixing.says() is None
