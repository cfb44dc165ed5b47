"""`antiphon train note-stream`: from a folder of music to a weights file.

Knows the options and puts corpus, loop and export together; knows no tensors.
"""

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.piece import CorpusError, is_held_out
from antiphon_models.networks.note_stream_config import NoteStreamConfig
from antiphon_models.training.note_stream_data import Columns, columns_of
from antiphon_models.training.note_stream_evaluation import evaluate
from antiphon_models.training.note_stream_export import export
from antiphon_models.training.note_stream_loop import CheckpointError, Plan, Trainer

log = logging.getLogger(__name__)


def _from(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least}, not {text}")
        return int(text)

    return number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train note-stream` on `parser`."""
    config, plan = NoteStreamConfig(), Plan()
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE",
        help="weights file to write (.safetensors); the checkpoint lies beside it as .checkpoint",
    )  # fmt: skip
    parser.add_argument("--epochs", type=_from(1), default=plan.epochs, help="at most this many")
    parser.add_argument("--minutes", type=float, help="end training after this long")
    parser.add_argument("--hidden", type=_from(1), default=config.hidden, help="units of the LSTM")
    parser.add_argument("--layers", type=_from(1), default=config.layers, help="layers of the LSTM")
    parser.add_argument(
        "--seed", type=_from(0), default=plan.seed, help="the same seed, the same run"
    )
    parser.add_argument("--threads", type=_from(1), default=1, help="processor cores to use")
    parser.add_argument("--bfloat16", action="store_true", help="half the bits, where it is faster")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")


def run(args: argparse.Namespace) -> int:
    """Train and export; returns the exit code, 2 for a one-line error on stderr."""
    torch.set_num_threads(args.threads)
    try:
        _train(args)
    except (CorpusError, CheckpointError, OSError) as error:
        print(f"antiphon train: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("antiphon train: stopped; --resume goes on from the last epoch", file=sys.stderr)
        return 130
    return 0


def _train(args: argparse.Namespace) -> None:
    if not args.out.parent.is_dir():
        raise NotADirectoryError(
            f"{args.out.parent} is no folder; make it, or name another with --out"
        )
    config = NoteStreamConfig(hidden=args.hidden, layers=args.layers)
    plan = Plan(epochs=args.epochs, minutes=args.minutes, seed=args.seed, bfloat16=args.bfloat16)
    training, held_out = _read(args.data, args.seed)
    trainer = Trainer(config, plan, args.out.with_suffix(".checkpoint"))
    if args.resume:
        trainer.resume()
    trainer.run(training, held_out, lambda best: _export(args.out, best, plan))
    trainer.network.load_state_dict(trainer.best_weights)
    metrics = evaluate(trainer.network, held_out, plan.length)
    _export(args.out, trainer, plan, {"held_out_bits": metrics})


def _read(folder: Path, seed: int) -> tuple[list[Columns], list[Columns]]:
    training: list[Columns] = []
    held_out: list[Columns] = []
    for piece in read_collection(folder, seed):
        (held_out if is_held_out(piece.name) else training).extend(columns_of([piece]))
    log.info("%d pieces to learn from, %d held out", len(training), len(held_out))
    return training, held_out


def _export(
    path: Path, trainer: Trainer, plan: Plan, metrics: dict[str, Any] | None = None
) -> None:
    progress = trainer.progress
    known = metrics or {"held_out_bits_sampled": progress.history[-1]["held_out"]}
    run_facts = {
        "epochs": progress.epoch,
        "best_epoch": progress.best_epoch,
        "steps": progress.step,
        "seed": plan.seed,
    }
    export(path, trainer.best_weights, trainer.network.config, {**run_facts, **known})


def main() -> int:
    """Run the command by itself: `python -m antiphon_models.training.command`."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="antiphon train note-stream")
    add_arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
