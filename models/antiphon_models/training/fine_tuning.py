"""Going on from a trained network with other music: a style of its own, on this machine.

What is there before is measured first, and only what is better on held-out music is kept.
Knows weights files and the trainer; knows no corpus.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from antiphon_models.option_numbers import above_zero, from_zero, whole_from
from antiphon_models.runtime.note_stream_weights import shipped_file
from antiphon_models.training.command import add_run_arguments
from antiphon_models.training.distributed import Group
from antiphon_models.training.note_stream_data import Columns
from antiphon_models.training.note_stream_export import export
from antiphon_models.training.note_stream_initial import read_initial
from antiphon_models.training.note_stream_loop import StoppedError, Trainer
from antiphon_models.training.plan import Plan
from antiphon_models.training.progress_report import (
    Bar,
    JsonLines,
    duration_told,
    print_json,
)
from antiphon_models.training.training_run import stoppable
from antiphon_models.weights_file import WeightsError, read_description


@dataclass(frozen=True, slots=True)
class Material:
    """What to learn, how often in an epoch, and to speak for which styles."""

    styles: tuple[str, ...]
    training: Sequence[Columns]
    held_out: Sequence[Columns]
    readings: int = 1

    @property
    def notes(self) -> int:
        """How many notes there are to learn from."""
        return sum(len(piece.pitch) for piece in self.training)


def add_fine_tuning_arguments(parser: argparse.ArgumentParser, plan: Plan) -> None:
    """Declare what every fine-tuning command takes, with the defaults of `plan`."""
    parser.add_argument("--epochs", type=whole_from(1), default=plan.epochs,
                        help=f"at most this many (default {plan.epochs})")  # fmt: skip
    parser.add_argument(
        "--minutes", type=above_zero, help="end training after this long, if not sooner"
    )
    parser.add_argument(
        "--rate", type=from_zero, default=plan.rate, help="learning rate at its peak"
    )
    parser.add_argument("--init", type=Path, metavar="FILE",
                        help="the network to go on from, if not the shipped one")  # fmt: skip
    add_run_arguments(parser)


def chosen(plan: Plan, args: argparse.Namespace) -> Plan:
    """Return `plan` with what the command line says instead."""
    return replace(
        plan,
        epochs=args.epochs,
        minutes=args.minutes,
        rate=args.rate,
        bfloat16=args.bfloat16,
        checkpoint_minutes=args.checkpoint_minutes,
    )


def fine_tune(
    material: Material, plan: Plan, out: Path, args: argparse.Namespace, group: Group
) -> None:
    """Train on `material`, and write `out` whenever the held-out part is predicted better.

    Tells before and after in bits a note. The checkpoint lies beside `out` until the end; the
    file of an earlier training is kept as `.previous`.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    weights, config, _ = read_initial(args.init or shipped_file())
    checkpoint = out.with_suffix(".checkpoint")
    report = JsonLines() if args.progress_json else Bar()
    trainer = Trainer(config, plan, checkpoint, group, report)
    trainer.start_from(weights)
    if args.resume:
        trainer.resume()
    earlier = None if args.resume else _sha_of(out)

    def keep(best: Trainer) -> None:
        if earlier is not None and _sha_of(out) == earlier:
            out.replace(out.with_suffix(f".previous{out.suffix}"))
        _export(out, best, material)

    training = [*material.training] * material.readings
    try:
        with stoppable(trainer):
            trainer.run(training, material.held_out, keep)
    except StoppedError:
        _tell(trainer, out, args)
        raise
    if group.leads:
        _tell(trainer, out, args)
        checkpoint.unlink(missing_ok=True)


def _sha_of(path: Path) -> str | None:
    try:
        return read_description(path).sha256
    except WeightsError:
        return None


def _export(out: Path, trainer: Trainer, material: Material) -> None:
    before, best = _before_and_best(trainer)
    facts = {**trainer.facts(), "notes": material.notes}
    bits = {"held_out_bits": best["held_out"], "held_out_bits_before": before["held_out"]}
    config = trainer.network.config
    export(out, trainer.best_weights, config, {**facts, **bits}, material.styles)


def _before_and_best(trainer: Trainer) -> tuple[dict[str, Any], dict[str, Any]]:
    history = trainer.progress.history
    best = next(entry for entry in history if entry["epoch"] == trainer.progress.best_epoch)
    return history[0], best


def _tell(trainer: Trainer, out: Path, args: argparse.Namespace) -> None:
    if not (trainer.group.leads and trainer.progress.history):
        return
    before, best = _before_and_best(trainer)
    file = str(out) if best["epoch"] else None
    if args.progress_json:
        facts = {"before": before["held_out"], "after": best["held_out"]}
        print_json("Done", {"file": file, "seconds": trainer.progress.seconds, **facts})
        return
    for style, heads in before["held_out"].items():
        then, now = sum(heads.values()), sum(best["held_out"][style].values())
        print(f"{style}: {then:.3f} bits a note before, {now:.3f} after (held-out music)")
    spent = duration_told(trainer.progress.seconds)
    kept = f"{file}; a running Antiphon speaks with it when it is started again"
    print(f"trained for {spent}: {kept if file else 'no better than before, so nothing is kept'}")
