"""`antiphon train grid`: from named songs to the weights of papers/001's network.

Knows the options and puts corpus, training and weights file together; knows no tensors.
"""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from antiphon_models.corpus.grid_sets import FIDDLE, FOLK, GridSet, read_set
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.networks.grid_config import ARCHITECTURE, GridConfig
from antiphon_models.option_numbers import whole_from
from antiphon_models.systems.weights_files import trained_file
from antiphon_models.training.fitting import add_fit_arguments, chosen_fit, report_of
from antiphon_models.training.grid_data import CUTS, GridLesson, lesson_of
from antiphon_models.training.grid_network import PLAN, TrainedGrid, grid_score, train_grid
from antiphon_models.weights_file import Description, write_weights

USER_ERROR: Final = 2
INTERRUPTED: Final = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train grid` on `parser`."""
    parser.description = (
        "Train papers/001's melody LSTM on the 16th-note grid. Ctrl-C keeps the best so far."
    )
    parser.add_argument(
        "--data-set", default=FIDDLE, metavar="NAME",
        help=f"{FIDDLE} (dance tunes and Bach, may be given on), {FOLK} (Essen folk songs, for "
        "this machine only), or a folder from 'antiphon corpus grid'",
    )  # fmt: skip
    parser.add_argument(
        "--data", type=Path, metavar="DIR",
        help=f"folder with bach-violin, for the set {FIDDLE}; without, dance tunes only",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="FILE",
        help="weights file to write (.safetensors), if not the one that the window plays with",
    )  # fmt: skip
    parser.add_argument(
        "--windows", choices=CUTS, default=CUTS[0],
        help="how songs are cut: each window going on from the last, none, or as published, one "
        "at every symbol that foretells one symbol (hours)",
    )  # fmt: skip
    parser.add_argument(
        "--length", type=whole_from(1), default=64, metavar="N", help="symbols in a window"
    )
    parser.add_argument(
        "--hidden", type=whole_from(1), default=256, metavar="N", help="units of the LSTM"
    )
    add_fit_arguments(parser, PLAN)


def run(args: argparse.Namespace) -> int:
    """Train and write the weights; returns the exit code, 2 for a one-line error on stderr."""
    try:
        _train(args)
    except (CorpusError, OSError) as error:
        print(f"antiphon train grid: {error}", file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        print("antiphon train grid: stopped before the first epoch's end", file=sys.stderr)
        return INTERRUPTED
    return 0


def _train(args: argparse.Namespace) -> None:
    out = _out(args.out)
    found = read_set(args.data_set, args.data)
    lesson = lesson_of(found.songs)
    if not lesson.training or not lesson.held_out:
        raise CorpusError(f"{args.data_set}: too few songs to learn from and to hold one out")
    _tell(f"{len(lesson.training)} songs to learn from, {len(lesson.held_out)} held out; left out:")
    _tell("; ".join(f"{count} for {reason}" for reason, count in found.rejected.most_common()))
    config = GridConfig(lesson.symbols.symbols, hidden=args.hidden, length=args.length)
    trained = train_grid(
        lesson, config, chosen_fit(PLAN, args), cut=args.windows, report=report_of(args)
    )
    metrics = {**trained.fitted.facts(), **_scores(trained, lesson), "windows": args.windows}
    write_weights(out, trained.tensors, _description(config, found, metrics))
    _tell(f"{out}: {metrics['held_out']['bits']:.3f} bits a symbol on the songs held out")


def _out(path: Path | None) -> Path:
    """Return where the weights go, before minutes are spent on them."""
    if path is None:
        path = trained_file(ARCHITECTURE)
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.parent.is_dir():
        raise NotADirectoryError(f"{path.parent} is no folder; make it, or name another with --out")
    return path


def _scores(trained: TrainedGrid, lesson: GridLesson) -> dict[str, Any]:
    # As many as are held out, from all over: collections are one after the other.
    part = lesson.training[:: max(len(lesson.training) // len(lesson.held_out), 1)]
    return {
        "training": grid_score(trained.tensors, trained.config, part).facts(),
        "held_out": grid_score(trained.tensors, trained.config, lesson.held_out).facts(),
        "songs": {"training": len(lesson.training), "held_out": len(lesson.held_out)},
    }


def _description(config: GridConfig, found: GridSet, metrics: dict[str, Any]) -> Description:
    return Description(
        ARCHITECTURE,
        asdict(config),
        config.symbol_map.digest,
        (),
        found.data,
        found.licence,
        metrics,
    )


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
