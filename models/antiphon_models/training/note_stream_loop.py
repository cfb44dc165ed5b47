"""Training the note-stream network: epochs, steps, checkpoints, the best weights kept.

All that is drawn at random follows from the seed and from where training stands, so that a
run that was killed goes on to the same losses, and several processes draw what one would.
Knows torch and the clock; knows no corpus and no command line.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_

from antiphon_models.networks.note_stream import NoteStreamNetwork
from antiphon_models.networks.note_stream_config import NoteStreamConfig
from antiphon_models.training.checkpoint import read_checkpoint, write_checkpoint
from antiphon_models.training.distributed import Group
from antiphon_models.training.drawn_windows import (
    alike_together,
    drawn_windows,
    without_notes,
)
from antiphon_models.training.note_stream_data import Columns, Cut, epoch_cuts
from antiphon_models.training.note_stream_evaluation import evaluate, mean_over_styles
from antiphon_models.training.note_stream_loss import summed_loss, tensors
from antiphon_models.training.plan import Plan, Progress, rate_at
from antiphon_models.training.progress_report import HeldOut, Report, Saved, Step, unreported


class StoppedError(Exception):
    """Training was asked to stop, and its checkpoint is written."""


class Trainer:
    """A training run in progress, resumable at each checkpoint. Not thread-safe.

    All processes of `group` do the same steps; the first alone measures, writes and reports.
    """

    def __init__(
        self,
        config: NoteStreamConfig,
        plan: Plan,
        checkpoint: Path,
        group: Group | None = None,
        report: Report = unreported,
    ) -> None:
        torch.manual_seed(plan.seed)
        self.plan = plan
        self.progress = Progress()
        self.group = group or Group()
        self.network = NoteStreamNetwork(config).to(self.group.device)
        self.best_weights = self._weights()
        self._spread = self.group.spread(self.network)
        self._checkpoint = checkpoint
        self._report = report if self.group.leads else unreported
        self._optimizer = torch.optim.AdamW(
            self.network.parameters(), plan.rate, weight_decay=plan.weight_decay
        )
        self._wants_stop = False
        self._saved_at = 0.0
        self._clock = 0.0

    def start_from(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Begin with these weights instead of random ones."""
        self.network.load_state_dict(weights)
        self.best_weights = self._weights()

    def stop(self) -> None:
        """End `run` after the step that is being done, by a checkpoint and a StoppedError."""
        self._wants_stop = True

    def run(
        self,
        training: Sequence[Columns],
        held_out: Sequence[Columns],
        on_best: Callable[["Trainer"], None],
    ) -> None:
        """Train until the plan is done; `on_best` is called after each best epoch so far.

        Raises StoppedError if `stop` was called meanwhile.
        """
        if self.plan.is_fine_tuning and not self.progress.history:
            self._measure(None, held_out)
        while not self._is_over():
            self._train_epoch(training)
            loss = float(np.mean(self.progress.losses))
            self.progress.epoch += 1
            self.progress.batch, self.progress.losses = 0, []
            self._measure(loss, held_out)
            if self.group.leads and self.progress.best_epoch == self.progress.epoch:
                on_best(self)
            self._save()

    def resume(self) -> None:
        """Go on from the checkpoint; raises CheckpointError if it does not fit."""
        self.progress, states = read_checkpoint(self._checkpoint, self.network.config)
        self.network.load_state_dict(states["network"])
        self._optimizer.load_state_dict(dict(states["optimizer"]))
        self.best_weights = dict(states["best_weights"])
        self._saved_at = self.progress.seconds

    def facts(self) -> dict[str, Any]:
        """Return what a weights file says of the run that its weights are from."""
        progress = self.progress
        return {
            "epochs": progress.epoch,
            "best_epoch": progress.best_epoch,
            "steps": progress.step,
            "seed": self.plan.seed,
        }

    def _is_over(self) -> bool:
        # What was measured is known to the first process alone; it decides for all.
        return self.group.sums(self.group.leads and self.progress.is_done(self.plan))[0] > 0

    def _save(self) -> None:
        self._saved_at = self.progress.seconds
        if self.group.leads:
            states = {
                "network": self._weights(),
                "best_weights": self.best_weights,
                "optimizer": self._optimizer.state_dict(),
            }
            write_checkpoint(self._checkpoint, self.network.config, self.progress, states)
            self._report(Saved(self.progress.epoch, self.progress.batch))

    def _weights(self) -> dict[str, torch.Tensor]:
        state = self.network.state_dict()
        return {name: value.detach().cpu().clone() for name, value in state.items()}

    def _train_epoch(self, training: Sequence[Columns]) -> None:
        progress, plan = self.progress, self.plan
        rng = np.random.default_rng([plan.seed, progress.epoch])
        cuts = alike_together(epoch_cuts(training, plan.length, rng), plan.batch, rng)
        batches = -(-len(cuts) // plan.batch)
        self._spread.train()
        self._clock = time.perf_counter()
        while progress.batch < batches:
            must_stop = self._train_step(cuts, batches)
            self._report(self._step_told(batches))
            if progress.share_done(plan) >= 1.0:
                return
            if must_stop or progress.seconds - self._saved_at >= 60.0 * plan.checkpoint_minutes:
                self._save()
            if must_stop:
                raise StoppedError

    def _train_step(self, cuts: Sequence[Cut], batches: int) -> bool:
        """Do a step; return whether any process was asked to stop."""
        progress, plan, group = self.progress, self.plan, self.group
        for options in self._optimizer.param_groups:
            options["lr"] = rate_at(plan, progress, progress.batch / batches)
        summed, count = self._forward(cuts)
        # Agreed, so that all processes decide alike: what is lost, on how many notes, how
        # long it took the first one, and whether to stop.
        loss, notes, seconds, stops = group.sums(
            float(summed.detach()), count, self._elapsed() * group.leads, self._wants_stop
        )
        self._optimizer.zero_grad(set_to_none=True)
        # The gradients are averaged over the processes; the mean is meant over all notes.
        # (torch has no types for `backward`.)
        (summed * (group.size / notes)).backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(self.network.parameters(), plan.clip)
        self._optimizer.step()
        progress.losses.append(loss / notes)
        progress.batch += 1
        progress.step += 1
        progress.seconds += seconds
        return stops > 0

    def _forward(self, cuts: Sequence[Cut]) -> tuple[torch.Tensor, int]:
        """Return the loss summed over this process's notes of the step, and their number."""
        progress, plan, group = self.progress, self.plan, self.group
        torch.manual_seed((plan.seed * 1_000_003 + progress.step) * 10_007 + group.rank)
        first = progress.batch * plan.batch
        numbers = range(first, min(first + plan.batch, len(cuts)))
        share = group.share(numbers)
        batch = drawn_windows(cuts, share or numbers[:1], (plan.seed, progress.epoch))
        if not share:
            batch = without_notes(batch)
        notes, counts, velocity_counts = tensors(batch, group.device)
        following = notes.steps(1, notes.pitch.shape[1])
        half = plan.bfloat16 or group.device.type == "cuda"
        with torch.autocast(group.device.type, torch.bfloat16, enabled=half):
            predictions = self._spread(notes.steps(0, -1), following)
            summed = summed_loss(predictions, following, counts, velocity_counts)
        return summed, int(counts.sum())

    def _elapsed(self) -> float:
        before, self._clock = self._clock, time.perf_counter()
        return self._clock - before

    def _step_told(self, batches: int) -> Step:
        progress, plan = self.progress, self.plan
        done = progress.share_done(plan, progress.batch / batches)
        return Step(
            progress.epoch + 1,
            plan.epochs,
            progress.batch,
            batches,
            float(np.mean(progress.losses)),
            progress.seconds,
            progress.seconds * max(1.0 - done, 0.0) / done,
        )

    def _measure(self, loss: float | None, held_out: Sequence[Columns]) -> None:
        """Measure the network, on the first process, and keep the weights if they are the best."""
        if not self.group.leads:
            return
        windows = self.plan.held_out_windows
        metrics = evaluate(self.network, held_out, self.plan.length, most_windows=windows)
        progress, bits = self.progress, mean_over_styles(metrics)
        is_best = bits < progress.best
        progress.history.append({"epoch": progress.epoch, "loss": loss, "held_out": metrics})
        if is_best:
            progress.best, self.best_weights = bits, self._weights()
        self._report(HeldOut(progress.epoch, loss, metrics, is_best))
