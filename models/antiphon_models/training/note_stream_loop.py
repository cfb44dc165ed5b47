"""Training the note-stream network: epochs, learning rate, checkpoints, the best one kept.

Knows torch and the clock; knows no corpus and no command line.
"""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_
from tqdm import tqdm

from antiphon_models.codecs.note_stream import VOCABULARY_HASH
from antiphon_models.networks.note_stream import NoteStreamNetwork
from antiphon_models.networks.note_stream_config import NoteStreamConfig
from antiphon_models.training.note_stream_data import Columns, epoch_cuts, windows
from antiphon_models.training.note_stream_evaluation import Metrics, evaluate, mean_over_styles
from antiphon_models.training.note_stream_loss import tensors, training_loss


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `minutes` ends training by the clock, if `epochs` do not sooner.

    `bfloat16` computes the forward pass in half the bits: twice as fast on processors that
    have instructions for it, many times slower on others.
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


@dataclass(slots=True)
class Progress:
    """Where training stands: what a checkpoint keeps beside the weights."""

    epoch: int = 0
    step: int = 0
    seconds: float = 0.0
    best: float = math.inf
    history: list[dict[str, Any]] = field(default_factory=list)

    @property
    def best_epoch(self) -> int:
        """The epoch, counted from 1, that predicted the held-out pieces best."""
        best = min(self.history, key=lambda entry: mean_over_styles(entry["held_out"]))
        return int(best["epoch"])


class CheckpointError(Exception):
    """A checkpoint that cannot be gone on from; the message is one line with the mend."""


class Trainer:
    """A training run in progress, resumable at each epoch's end. Not thread-safe."""

    def __init__(self, config: NoteStreamConfig, plan: Plan, checkpoint: Path) -> None:
        torch.manual_seed(plan.seed)
        self.plan = plan
        self.progress = Progress()
        self.network = NoteStreamNetwork(config)
        self.best_weights = self._weights()
        self._checkpoint = checkpoint
        self._optimizer = torch.optim.AdamW(
            self.network.parameters(), plan.rate, weight_decay=plan.weight_decay
        )

    def start_from(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Begin with these weights instead of random ones."""
        self.network.load_state_dict(weights)
        self.best_weights = self._weights()

    def run(
        self,
        training: Sequence[Columns],
        held_out: Sequence[Columns],
        on_best: Callable[["Trainer"], None],
    ) -> None:
        """Train until the plan is done; `on_best` is called after each best epoch so far."""
        while not self._is_done():
            loss = self._train_epoch(training)
            metrics = evaluate(self.network, held_out, self.plan.length, most_windows=24)
            self._note(loss, metrics)
            if mean_over_styles(metrics) < self.progress.best:
                self.progress.best = mean_over_styles(metrics)
                self.best_weights = self._weights()
                on_best(self)
            self.save()

    def save(self) -> None:
        """Write the checkpoint, whole or not at all."""
        partial = self._checkpoint.with_suffix(".partial")
        torch.save(
            {
                "vocabulary": VOCABULARY_HASH,
                "config": asdict(self.network.config),
                "network": self._weights(),
                "best_weights": self.best_weights,
                "optimizer": self._optimizer.state_dict(),
                "progress": asdict(self.progress),
            },
            partial,
        )
        partial.replace(self._checkpoint)

    def resume(self) -> None:
        """Go on from the checkpoint; raises CheckpointError if it does not fit."""
        try:
            kept = torch.load(self._checkpoint, weights_only=True)
            fits = kept["vocabulary"] == VOCABULARY_HASH
            fits &= kept["config"] == asdict(self.network.config)
            if not fits:
                raise ValueError("it is of another network or codec")
            self.network.load_state_dict(kept["network"])
            self._optimizer.load_state_dict(kept["optimizer"])
            self.best_weights = kept["best_weights"]
            self.progress = Progress(**kept["progress"])
        except Exception as error:  # torch.load raises what its readers raise
            reason = " ".join(str(error).split())[:200]
            raise CheckpointError(
                f"{self._checkpoint}: cannot resume: {reason}; train without --resume"
            ) from None

    def _weights(self) -> dict[str, torch.Tensor]:
        return {name: value.detach().clone() for name, value in self.network.state_dict().items()}

    def _is_done(self) -> bool:
        return self._share_done() >= 1.0

    def _share_done(self, within_epoch: float = 0.0) -> float:
        by_epochs = (self.progress.epoch + within_epoch) / self.plan.epochs
        if self.plan.minutes is None:
            return by_epochs
        return max(by_epochs, self.progress.seconds / (60.0 * self.plan.minutes))

    def _rate(self, within_epoch: float) -> float:
        warm = min(1.0, (self.progress.step + 1) / self.plan.warm_up)
        share = min(self._share_done(within_epoch), 1.0)
        return self.plan.rate * warm * (0.02 + 0.98 * 0.5 * (1.0 + math.cos(math.pi * share)))

    def _train_epoch(self, training: Sequence[Columns]) -> float:
        # Seeded by the epoch, not carried on, so that a resumed run draws the same windows.
        rng = np.random.default_rng([self.plan.seed, self.progress.epoch])
        torch.manual_seed(self.plan.seed * 1_000_003 + self.progress.epoch)
        cuts = epoch_cuts(training, self.plan.length, rng)
        starts = range(0, len(cuts), self.plan.batch)
        losses = []
        self.network.train()
        bar = tqdm(starts, desc=f"epoch {self.progress.epoch}", unit="batch", mininterval=5.0)
        for start in bar:
            begun = time.perf_counter()
            batch = windows(cuts[start : start + self.plan.batch], self.plan.length, rng)
            losses.append(self._train_step(batch, start / len(cuts)))
            self.progress.step += 1
            self.progress.seconds += time.perf_counter() - begun
            bar.set_postfix(loss=f"{np.mean(losses[-50:]):.3f}", refresh=False)
            if self.plan.minutes is not None and self._is_done():
                break
        self.progress.epoch += 1
        return float(np.mean(losses))

    def _train_step(self, batch: Any, within_epoch: float) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate(within_epoch)
        notes, counts, velocity_counts = tensors(batch)
        following = notes.steps(1, notes.pitch.shape[1])
        with torch.autocast("cpu", torch.bfloat16, enabled=self.plan.bfloat16):
            predictions = self.network(notes.steps(0, -1), following)
            loss = training_loss(predictions, following, counts, velocity_counts)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(self.network.parameters(), self.plan.clip)
        self._optimizer.step()
        return float(loss.detach())

    def _note(self, loss: float, metrics: Metrics) -> None:
        self.progress.history.append(
            {"epoch": self.progress.epoch, "loss": loss, "held_out": metrics}
        )
        per_style = "  ".join(
            f"{style} " + " ".join(f"{head[0]}{bits:.2f}" for head, bits in heads.items())
            for style, heads in metrics.items()
        )
        tqdm.write(f"epoch {self.progress.epoch}: loss {loss:.3f}  held out, bits: {per_style}")
