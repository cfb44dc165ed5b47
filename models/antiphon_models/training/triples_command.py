"""`antiphon train triples`: from a folder of music to papers/002's networks in one weights file.

Knows the options and puts corpus, training and file together; knows no tensors.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.split import split
from antiphon_models.networks.triples_config import SINGLE, STACKED, TriplesConfig
from antiphon_models.option_numbers import whole_from
from antiphon_models.runtime.triples_weights import (
    STACKED_NAME,
    Network,
    TriplesFile,
    read_triples,
    write_triples,
)
from antiphon_models.systems.weights_files import trained_file
from antiphon_models.training.fitting import FitPlan, add_fit_arguments, chosen_fit, report_of
from antiphon_models.training.note_stream_export import DATA, LICENCES
from antiphon_models.training.progress_report import say
from antiphon_models.training.triples_data import STYLES, TriplesPiece, prepared
from antiphon_models.training.triples_network import BATCHES, Trained, train
from antiphon_models.weights_file import WeightsError

USER_ERROR, INTERRUPTED = 2, 130
# The rate and the 50 epochs of the tutorial; its patience of 5 is too little for short epochs.
PLAN: Final = FitPlan(epochs=50, rate=0.005, patience=10, minutes=20.0)
MEMBERS: Final = 5
# The stacked network gets as much time as so many of the others: a batch costs it more.
STACKED_SHARE: Final = 10 / 3
STACKED_RATE: Final = 0.003


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train triples` on `parser`."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="weights file to write (.safetensors); "
        "if not said, the one of this machine that plays from then on",
    )  # fmt: skip
    parser.add_argument(
        "--members", type=whole_from(1), default=MEMBERS, metavar="N",
        help=f"networks in the ensemble; {MEMBERS} if not said",
    )  # fmt: skip
    parser.add_argument(
        "--batches", type=whole_from(1), default=BATCHES, metavar="N",
        help="batches of 64 windows in an epoch",
    )  # fmt: skip
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", default=(),
        help="train these, such as stacked or single-2, and keep the others that --out holds",
    )  # fmt: skip
    add_fit_arguments(parser, PLAN)
    parser.set_defaults(minutes=PLAN.minutes)


def run(args: argparse.Namespace) -> int:
    """Train and write the file; returns the exit code, 2 for a one-line error on stderr."""
    try:
        out = _out(args.out)
        _train(args, out)
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon train triples: {error}", file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        print("antiphon train triples: stopped", file=sys.stderr)
        return INTERRUPTED
    return 0


def _out(asked: Path | None) -> Path:
    if asked is None:
        path = trained_file("triples")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path
    if not asked.parent.is_dir():
        raise NotADirectoryError(f"{asked.parent} is no folder; make it, or name another")
    return asked


def _train(args: argparse.Namespace, out: Path) -> None:
    plans, kept = _plans(args), _kept(args, out)
    training, held_out = split(read_collection(args.data, args.seed, STYLES))
    if not training or not held_out:
        raise CorpusError(
            f"{args.data}: too few pieces to learn from and to hold one out; add more music"
        )
    known, unseen = prepared(training), prepared(held_out)
    done: dict[str, Trained] = {}
    for name, (config, plan) in plans.items():
        say(f"{name}: {config.layers} x {config.hidden}, windows of {config.window}")
        done[name] = train(
            config, plan, known, unseen, batches=args.batches, report=report_of(args)
        )
        if kept or any(name != STACKED_NAME for name in done):
            _write(out, done, kept, args.seed, known)
    say(str(out))


def _plans(args: argparse.Namespace) -> dict[str, tuple[TriplesConfig, FitPlan]]:
    """The networks to train: each of the ensemble from a seed of its own, then the stacked."""
    plan = chosen_fit(PLAN, args)
    plans = {
        f"single-{number}": (SINGLE, replace(plan, seed=1000 * plan.seed + number))
        for number in range(1, args.members + 1)
    }
    plans[STACKED_NAME] = (STACKED, replace(plan, rate=STACKED_RATE))
    if strange := sorted(set(args.only) - set(plans)):
        raise CorpusError(f"there is no network {strange[0]}, only {', '.join(plans)}")
    wanted = {name: plans[name] for name in plans if not args.only or name in args.only}
    shares = {name: STACKED_SHARE if name == STACKED_NAME else 1.0 for name in wanted}
    minutes = (plan.minutes or 0.0) / sum(shares.values())
    return {
        name: (config, replace(own, minutes=minutes * shares[name]))
        for name, (config, own) in wanted.items()
    }


def _kept(args: argparse.Namespace, out: Path) -> TriplesFile | None:
    """The file whose other networks stay, where some only are trained."""
    return read_triples(out) if args.only and out.exists() else None


def _write(
    out: Path,
    done: dict[str, Trained],
    kept: TriplesFile | None,
    seed: int,
    known: Sequence[TriplesPiece],
) -> None:
    styles = tuple(style for style in STYLES if any(piece.style == style for piece in known))
    networks = dict(kept.networks) if kept else {}
    facts: dict[str, Any] = dict(kept.description.metrics["networks"]) if kept else {}
    for name, trained in done.items():
        networks[name] = Network(trained.config, trained.tensors)
        facts[name] = {**_facts(trained), "seed": seed}
    notes = sum(len(piece.rows) for piece in known)
    licences = ", ".join(dict.fromkeys(LICENCES[style] for style in styles))
    write_triples(
        out,
        networks,
        data="; ".join(dict.fromkeys(DATA[style] for style in styles)),
        licence=f"weights: GPL-3.0-or-later, with the project; data: {licences}",
        styles=styles,
        metrics={"pieces": len(known), "notes": notes, "networks": facts},
    )


def _facts(trained: Trained) -> dict[str, Any]:
    fitted = trained.fitted
    curves = {
        "losses": [round(loss, 5) for loss in fitted.losses],
        "held_out": [round(loss, 5) for loss in fitted.held_out],
    }
    return {**fitted.facts(), **curves}
