"""How long, how fast and on what share of the music to train, and how far a run has come.

Knows numbers; knows no torch.
"""

import math
from dataclasses import dataclass, field
from typing import Any

from antiphon_models.training.note_stream_evaluation import mean_over_styles


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `minutes` ends training by the clock, if `epochs` do not sooner.

    `batch` is of all processes together. With `patience`, so many epochs that are no better
    than the best end training, too. `is_fine_tuning` measures what is there first, and keeps
    it unless something better comes. `bfloat16` computes the forward pass in half the bits:
    twice as fast on processors that have instructions for it, many times slower on others;
    on a GPU it is always so.
    """

    epochs: int = 30
    minutes: float | None = None
    seed: int = 0
    batch: int = 32
    length: int = 192
    rate: float = 2e-3
    warm_up: int = 200
    weight_decay: float = 0.01
    clip: float = 1.0
    bfloat16: bool = False
    patience: int | None = None
    is_fine_tuning: bool = False
    held_out_windows: int = 24
    checkpoint_minutes: float = 5.0


@dataclass(slots=True)
class Progress:
    """Where training stands: what a checkpoint keeps beside the weights.

    `batch` is the next one of this epoch, and `losses` are those of the batches before it.
    """

    epoch: int = 0
    step: int = 0
    seconds: float = 0.0
    best: float = math.inf
    history: list[dict[str, Any]] = field(default_factory=list)
    batch: int = 0
    losses: list[float] = field(default_factory=list)

    @property
    def best_epoch(self) -> int:
        """The epoch, counted from 1, that predicted the held-out pieces best; 0: none did."""
        best = min(self.history, key=lambda entry: mean_over_styles(entry["held_out"]))
        return int(best["epoch"])

    def share_done(self, plan: Plan, within_epoch: float = 0.0) -> float:
        """Return how much of `plan` is done, 1.0 when it is over."""
        by_epochs = (self.epoch + within_epoch) / plan.epochs
        if plan.minutes is None:
            return by_epochs
        return max(by_epochs, self.seconds / (60.0 * plan.minutes))

    def is_done(self, plan: Plan) -> bool:
        """Whether training is over: by epochs, by the clock or by patience."""
        if self.share_done(plan) >= 1.0:
            return True
        has_waited = plan.patience is not None and bool(self.history)
        return has_waited and self.epoch - self.best_epoch >= (plan.patience or 0)


def rate_at(plan: Plan, progress: Progress, within_epoch: float) -> float:
    """Return the learning rate: a linear warm-up, then half a cosine down to a fiftieth."""
    warm = min(1.0, (progress.step + 1) / plan.warm_up)
    share = min(progress.share_done(plan, within_epoch), 1.0)
    return plan.rate * warm * (0.02 + 0.98 * 0.5 * (1.0 + math.cos(math.pi * share)))
