"""`antiphon train note-stream`: from a folder of music to a weights file.

The same command trains in several processes under torchrun:
    torchrun --nproc-per-node 2 -m antiphon_models.training.command --data ... --out ...
Knows the options and puts corpus, loop and export together; knows no tensors.
"""

import argparse
import logging
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from antiphon_models.corpus.collection import SHIPPED_STYLES, read_collection
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.split import split
from antiphon_models.networks.note_stream_config import NoteStreamConfig
from antiphon_models.option_numbers import above_zero, from_zero, share, whole_from
from antiphon_models.training.distributed import Group
from antiphon_models.training.note_stream_data import Columns, columns_of
from antiphon_models.training.note_stream_evaluation import evaluate
from antiphon_models.training.note_stream_export import export
from antiphon_models.training.note_stream_initial import read_initial
from antiphon_models.training.note_stream_loop import Trainer
from antiphon_models.training.plan import Plan
from antiphon_models.training.progress_report import Bar, JsonLines
from antiphon_models.training.training_run import run_training, stoppable

log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train note-stream` on `parser`."""
    config, plan = NoteStreamConfig(), Plan()
    parser.description = (
        "Train the network. In several processes, on one machine or on many: torchrun "
        "--nproc-per-node N -m antiphon_models.training.command, and the same options."
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE",
        help="weights file to write (.safetensors); the checkpoint lies beside it as .checkpoint",
    )  # fmt: skip
    parser.add_argument("--epochs", type=whole_from(1), default=plan.epochs,
                        help="at most this many")  # fmt: skip
    parser.add_argument("--minutes", type=above_zero, help="end training after this long")
    parser.add_argument("--hidden", type=whole_from(1), default=config.hidden,
                        help="units of the LSTM")  # fmt: skip
    parser.add_argument("--layers", type=whole_from(1), default=config.layers,
                        help="layers of the LSTM")  # fmt: skip
    parser.add_argument("--dropout", type=share, default=config.dropout, help="share of units")
    parser.add_argument("--batch", type=whole_from(1), default=plan.batch,
                        help="windows in a step, in all processes together")  # fmt: skip
    parser.add_argument(
        "--seed", type=whole_from(0), default=plan.seed, help="the same seed, the same run"
    )
    parser.add_argument(
        "--rate", type=from_zero, default=plan.rate, help="learning rate at its peak"
    )
    parser.add_argument(
        "--init", type=Path, metavar="FILE",
        help="weights file to go on from; the network has its size",
    )  # fmt: skip
    parser.add_argument(
        "--styles", nargs="+", choices=SHIPPED_STYLES, default=SHIPPED_STYLES,
        help="what to learn; all that may be given on, if not said",
    )  # fmt: skip
    add_run_arguments(parser)


def add_run_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what every training command takes: how to compute, go on and tell of it."""
    parser.add_argument("--threads", type=whole_from(1), default=1, help="processor cores to use")
    parser.add_argument("--bfloat16", action="store_true", help="half the bits, where it is faster")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")
    parser.add_argument(
        "--checkpoint-minutes", type=from_zero, default=Plan().checkpoint_minutes, metavar="M",
        help="write a checkpoint this often within an epoch, too",
    )  # fmt: skip
    parser.add_argument(
        "--progress-json", action="store_true", help="tell progress as JSON lines on stdout"
    )


def run(args: argparse.Namespace) -> int:
    """Train and export; returns the exit code, 2 for a one-line error on stderr."""
    return run_training(lambda group: _train(args, group), args.threads)


def _train(args: argparse.Namespace, group: Group) -> None:
    if not args.out.parent.is_dir():
        raise NotADirectoryError(
            f"{args.out.parent} is no folder; make it, or name another with --out"
        )
    config = NoteStreamConfig(hidden=args.hidden, layers=args.layers, dropout=args.dropout)
    plan = Plan(
        epochs=args.epochs, minutes=args.minutes, seed=args.seed, rate=args.rate,
        batch=args.batch, bfloat16=args.bfloat16, checkpoint_minutes=args.checkpoint_minutes,
    )  # fmt: skip
    weights, trained = None, set(args.styles)
    if args.init:
        weights, config, learned = read_initial(args.init)
        trained |= set(learned)
    with group.leader_first():
        training, held_out = _read(args.data, args.seed, args.styles)
    report = JsonLines() if args.progress_json else Bar()
    trainer = Trainer(config, plan, args.out.with_suffix(".checkpoint"), group, report)
    if weights:
        trainer.start_from(weights)
    if args.resume:
        trainer.resume()
    with stoppable(trainer):
        trainer.run(training, held_out, lambda best: _export(args.out, best, trained))
    if group.leads:
        trainer.network.load_state_dict(trainer.best_weights)
        metrics = evaluate(trainer.network, held_out, plan.length)
        _export(args.out, trainer, trained, {"held_out_bits": metrics})


def _read(folder: Path, seed: int, styles: Sequence[str]) -> tuple[list[Columns], list[Columns]]:
    training, held_out = split(read_collection(folder, seed, styles))
    if not training or not held_out:
        raise CorpusError(
            f"{folder}: too few pieces to learn from and to hold one out; add more music"
        )
    log.info("%d pieces to learn from, %d held out", len(training), len(held_out))
    return columns_of(training), columns_of(held_out)


def _export(
    path: Path, trainer: Trainer, trained: Collection[str], metrics: dict[str, Any] | None = None
) -> None:
    known = metrics or {"held_out_bits_sampled": trainer.progress.history[-1]["held_out"]}
    metrics = {**trainer.facts(), **known}
    export(path, trainer.best_weights, trainer.network.config, metrics, trained)


def main() -> int:
    """Run the command by itself: `python -m antiphon_models.training.command`."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="antiphon train note-stream")
    add_arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
