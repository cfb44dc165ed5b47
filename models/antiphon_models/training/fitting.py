"""Training a small network epoch by epoch: the best weights kept, the losses told.

Knows torch, signals and the clock; knows no corpus, no network in particular, no command line
but its own options. Long runs with checkpoints are note_stream_loop's.
"""

import argparse
import copy
import math
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import Any, Generic, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils import clip_grad_norm_

from antiphon_models.option_numbers import above_zero, whole_from
from antiphon_models.training.progress_report import (
    Bar,
    HeldOut,
    JsonLines,
    Report,
    Step,
    unreported,
)

Batch = TypeVar("Batch")


@dataclass(frozen=True, slots=True)
class FitPlan:
    """How to train. `minutes` ends training by the clock, if `epochs` do not sooner.

    With `patience`, so many epochs that are no better than the best end training, too.
    """

    epochs: int
    rate: float = 1e-3
    clip: float = 1.0
    patience: int | None = None
    minutes: float | None = None
    seed: int = 1
    threads: int = 1


@dataclass(slots=True)
class Fitted:
    """What came of training: by epoch, the mean loss and the held-out one, in nats a symbol.

    `best_epoch` counts from 1 and is the one whose weights the network has now.
    """

    losses: list[float] = field(default_factory=list)
    held_out: list[float] = field(default_factory=list)
    best_epoch: int = 0
    seconds: float = 0.0
    is_stopped: bool = False

    def facts(self) -> dict[str, Any]:
        """Return what a weights file says of the run that its weights are from."""
        return {
            "epochs": len(self.losses),
            "best_epoch": self.best_epoch,
            "seconds": round(self.seconds, 1),
            "loss_nats": round(self.losses[self.best_epoch - 1], 4),
            "held_out_nats": round(self.held_out[self.best_epoch - 1], 4),
        }


def fit(
    network: nn.Module,
    batches: Callable[[np.random.Generator], Iterable[Batch]],
    loss: Callable[[Batch], Tensor],
    plan: FitPlan,
    *,
    held_out: Callable[[], float],
    report: Report = unreported,
) -> Fitted:
    """Train with Adam, leave the weights of the best epoch in `network`, and say how it went.

    `batches` gives an epoch's, drawn with the generator; `loss` is a batch's mean; `held_out`
    is called without gradients, the network evaluating. Ctrl-C or SIGTERM ends training after
    the batch, with the best so far; KeyboardInterrupt if there is none yet.
    """
    torch.set_num_threads(plan.threads)
    with _stop_asked() as asked:
        return _Fitting(network, loss, plan, report, asked).run(batches, held_out)


def add_fit_arguments(parser: argparse.ArgumentParser, plan: FitPlan) -> None:
    """Declare the options that every training by `fit` has; defaults are `plan`'s."""
    parser.add_argument("--epochs", type=whole_from(1), default=plan.epochs, metavar="N")
    parser.add_argument("--minutes", type=above_zero, metavar="M", help="stop after so long")
    parser.add_argument("--seed", type=whole_from(0), default=plan.seed, metavar="N")
    parser.add_argument("--threads", type=whole_from(1), default=plan.threads, metavar="N")
    parser.add_argument("--json", action="store_true", help="tell progress as JSON lines")


def chosen_fit(plan: FitPlan, args: argparse.Namespace) -> FitPlan:
    """Return `plan` as the options of `add_fit_arguments` change it."""
    return replace(
        plan, epochs=args.epochs, minutes=args.minutes, seed=args.seed, threads=args.threads
    )


def report_of(args: argparse.Namespace) -> Report:
    """Return how progress is told: JSON lines if they were asked for, else a bar."""
    return JsonLines() if args.json else Bar()


class _Fitting(Generic[Batch]):
    """A run of `fit`."""

    def __init__(
        self,
        network: nn.Module,
        loss: Callable[[Batch], Tensor],
        plan: FitPlan,
        report: Report,
        stop_asked: Callable[[], bool],
    ) -> None:
        self._network = network
        self._loss = loss
        self._plan = plan
        self._report = report
        self._stop_asked = stop_asked
        self._optimizer = torch.optim.Adam(network.parameters(), plan.rate)
        self._best: dict[str, Any] = {}
        self._began = time.monotonic()
        self._fitted = Fitted()

    def run(
        self,
        batches: Callable[[np.random.Generator], Iterable[Batch]],
        held_out: Callable[[], float],
    ) -> Fitted:
        fitted = self._fitted
        for epoch in range(self._plan.epochs):
            rng = np.random.default_rng([self._plan.seed, epoch])
            losses = self._train_epoch(epoch, list(batches(rng)))
            if self._stop_asked():
                fitted.is_stopped = True
                break
            self._measure(float(np.mean(losses)), held_out)
            if self._is_over():
                break
        if not self._best:
            raise KeyboardInterrupt
        self._network.load_state_dict(self._best)
        self._network.eval()
        fitted.seconds = self._elapsed()
        return fitted

    def _train_epoch(self, epoch: int, batches: list[Batch]) -> list[float]:
        self._network.train()
        losses: list[float] = []
        for number, batch in enumerate(batches, start=1):
            losses.append(self._step(batch))
            self._tell(epoch, number, len(batches), losses)
            if self._stop_asked() or self._is_late():
                break
        return losses

    def _step(self, batch: Batch) -> float:
        loss = self._loss(batch)
        self._optimizer.zero_grad(set_to_none=True)
        # torch has no types for it.
        loss.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(self._network.parameters(), self._plan.clip)
        self._optimizer.step()
        return float(loss.detach())

    def _tell(self, epoch: int, number: int, of: int, losses: list[float]) -> None:
        done = (epoch + number / of) / self._plan.epochs
        elapsed = self._elapsed()
        if self._plan.minutes is not None:
            done = max(done, elapsed / (60 * self._plan.minutes))
        left = elapsed * max(1 - done, 0.0) / done
        loss = float(np.mean(losses))
        self._report(Step(epoch + 1, self._plan.epochs, number, of, loss, elapsed, left))

    def _measure(self, loss: float, held_out: Callable[[], float]) -> None:
        self._network.eval()
        with torch.inference_mode():
            found = held_out()
        fitted = self._fitted
        fitted.losses.append(loss)
        fitted.held_out.append(found)
        is_best = found < min(fitted.held_out[:-1], default=math.inf)
        if is_best:
            self._best = copy.deepcopy(self._network.state_dict())
            fitted.best_epoch = len(fitted.losses)
        bits = {"all": {"symbol": found / math.log(2)}}
        self._report(HeldOut(len(fitted.losses), loss, bits, is_best))

    def _is_over(self) -> bool:
        waited = len(self._fitted.losses) - self._fitted.best_epoch
        is_patient = self._plan.patience is None or waited < self._plan.patience
        return self._is_late() or not is_patient

    def _is_late(self) -> bool:
        return self._plan.minutes is not None and self._elapsed() >= 60 * self._plan.minutes

    def _elapsed(self) -> float:
        return time.monotonic() - self._began


@contextmanager
def _stop_asked() -> Iterator[Callable[[], bool]]:
    """Give what says whether SIGINT or SIGTERM has come; a second one ends the process."""
    heard: list[int] = []
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.getsignal(name) for name in wanted}

    def stop(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        signal.signal(number, before[signal.Signals(number)])

    for name in wanted:
        signal.signal(name, stop)
    try:
        yield lambda: bool(heard)
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
