"""Fitting keeps the best weights, tells how it goes, and stops when asked."""

import os
import signal
from collections.abc import Callable

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from torch import Tensor, nn

from antiphon_models.training.fitting import FitPlan, fit
from antiphon_models.training.progress_report import HeldOut, Step

WANTED = 3.0


class Line(nn.Module):
    """One weight to be learned."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(()))


def squared(line: Line) -> Callable[[Tensor], Tensor]:
    return lambda batch: ((line.weight - WANTED) * batch).pow(2).mean()


def batches(rng: np.random.Generator) -> list[Tensor]:
    return [torch.tensor(rng.uniform(0.5, 1.5, 4)) for _ in range(5)]


def test_the_weights_are_those_of_the_epoch_that_was_best_on_held_out_music() -> None:
    line = Line()
    found = iter([3.0, 1.0, 2.0])
    seen: list[float] = []

    def held_out() -> float:
        seen.append(line.weight.item())
        return next(found)

    fitted = fit(line, batches, squared(line), FitPlan(3, rate=0.1), held_out=held_out)
    assert fitted.held_out == [3.0, 1.0, 2.0]
    assert fitted.best_epoch == 2
    assert line.weight.item() == seen[1]
    assert fitted.losses[2] < fitted.losses[0]


def test_the_same_seed_gives_the_same_weights() -> None:
    def trained(seed: int) -> float:
        line = Line()
        fit(line, batches, squared(line), FitPlan(2, rate=0.1, seed=seed), held_out=lambda: 1.0)
        return line.weight.item()

    assert trained(1) == trained(1) != trained(2)


def test_patience_ends_it() -> None:
    line = Line()
    fitted = fit(
        line, batches, squared(line), FitPlan(9, rate=0.1, patience=2), held_out=lambda: 1.0
    )
    assert len(fitted.losses) == 3


def test_each_batch_and_each_epoch_is_told() -> None:
    line = Line()
    told: list[object] = []
    plan = FitPlan(2, rate=0.1)
    fit(line, batches, squared(line), plan, held_out=lambda: float(np.log(2)), report=told.append)
    steps = [event for event in told if isinstance(event, Step)]
    assert [(step.epoch, step.batch, step.batches) for step in steps[4:6]] == [(1, 5, 5), (2, 1, 5)]
    assert steps[-1].seconds_left == 0.0
    measured = [event for event in told if isinstance(event, HeldOut)]
    assert [(event.epoch, event.is_best) for event in measured] == [(1, True), (2, False)]
    assert measured[0].bits == {"all": {"symbol": pytest.approx(1.0)}}


def test_ctrl_c_keeps_the_best_so_far() -> None:
    before = signal.getsignal(signal.SIGINT)
    line = Line()
    held = iter([1.0, 0.5])

    def held_out() -> float:
        value = next(held)
        if value == 0.5:
            os.kill(os.getpid(), signal.SIGINT)
        return value

    fitted = fit(line, batches, squared(line), FitPlan(9, rate=0.1), held_out=held_out)
    assert fitted.is_stopped
    assert fitted.best_epoch == 2
    assert signal.getsignal(signal.SIGINT) is before


def test_stopped_before_anything_was_measured_it_is_an_interruption() -> None:
    line = Line()

    def stopping(rng: np.random.Generator) -> list[Tensor]:
        os.kill(os.getpid(), signal.SIGTERM)
        return batches(rng)

    with pytest.raises(KeyboardInterrupt):
        fit(line, stopping, squared(line), FitPlan(9, rate=0.1), held_out=lambda: 1.0)
