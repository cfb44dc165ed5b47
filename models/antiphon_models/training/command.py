"""`antiphon train note-stream`: from a folder of music to a weights file.

Knows the options and puts corpus, loop and export together; knows no tensors.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import torch

from antiphon_models.corpus.collection import SHIPPED_STYLES, read_collection
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.split import split
from antiphon_models.networks.note_stream_config import NoteStreamConfig
from antiphon_models.training.note_stream_data import Columns, columns_of
from antiphon_models.training.note_stream_evaluation import evaluate
from antiphon_models.training.note_stream_export import export
from antiphon_models.training.note_stream_initial import read_initial
from antiphon_models.training.note_stream_loop import CheckpointError, Plan, Trainer
from antiphon_models.weights_file import WeightsError

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
    parser.add_argument("--rate", type=float, default=plan.rate, help="learning rate at its peak")
    parser.add_argument(
        "--init", type=Path, metavar="FILE",
        help="weights file to go on from; the network has its size",
    )  # fmt: skip
    parser.add_argument(
        "--styles", nargs="+", choices=SHIPPED_STYLES, default=SHIPPED_STYLES,
        help="what to learn; all that may be given on, if not said",
    )  # fmt: skip
    parser.add_argument("--threads", type=_from(1), default=1, help="processor cores to use")
    parser.add_argument("--bfloat16", action="store_true", help="half the bits, where it is faster")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")


def run(args: argparse.Namespace) -> int:
    """Train and export; returns the exit code, 2 for a one-line error on stderr."""
    torch.set_num_threads(args.threads)
    try:
        _train(args)
    except (CorpusError, CheckpointError, WeightsError, OSError) as error:
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
    plan = Plan(
        epochs=args.epochs, minutes=args.minutes, seed=args.seed, rate=args.rate,
        bfloat16=args.bfloat16,
    )  # fmt: skip
    weights, trained = None, set(args.styles)
    if args.init:
        weights, config, learned = read_initial(args.init)
        trained |= set(learned)
    training, held_out = _read(args.data, args.seed, args.styles)
    trainer = Trainer(config, plan, args.out.with_suffix(".checkpoint"))
    if weights:
        trainer.start_from(weights)
    if args.resume:
        trainer.resume()
    trainer.run(training, held_out, lambda best: _export(args.out, best, plan, trained))
    trainer.network.load_state_dict(trainer.best_weights)
    metrics = evaluate(trainer.network, held_out, plan.length)
    _export(args.out, trainer, plan, trained, {"held_out_bits": metrics})


def _read(folder: Path, seed: int, styles: Sequence[str]) -> tuple[list[Columns], list[Columns]]:
    training, held_out = split(read_collection(folder, seed, styles))
    log.info("%d pieces to learn from, %d held out", len(training), len(held_out))
    if not training or not held_out:
        raise CorpusError(
            f"{folder}: too few pieces to learn from and to hold one out; add more music"
        )
    return columns_of(training), columns_of(held_out)


def _export(
    path: Path,
    trainer: Trainer,
    plan: Plan,
    trained: Collection[str],
    metrics: dict[str, Any] | None = None,
) -> None:
    progress = trainer.progress
    known = metrics or {"held_out_bits_sampled": progress.history[-1]["held_out"]}
    run_facts = {
        "epochs": progress.epoch,
        "best_epoch": progress.best_epoch,
        "steps": progress.step,
        "seed": plan.seed,
    }
    metrics = {**run_facts, **known}
    export(path, trainer.best_weights, trainer.network.config, metrics, trained)


def main() -> int:
    """Run the command by itself: `python -m antiphon_models.training.command`."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="antiphon train note-stream")
    add_arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
