"""`antiphon evaluate melody`: bits a pitch on unseen melodies, beside models that are published.

Knows the options and which networks stand for which class; knows no tensors and no table.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs

from antiphon_models.corpus.melody_sets import (
    COUNTS,
    IN_MUSIC21,
    MelodySet,
    sets_in_folder,
    sets_in_music21,
)
from antiphon_models.corpus.outside_melodies import outside_melodies
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.evaluation.folds import FOLDS, SEED
from antiphon_models.evaluation.melody_report import (
    Report,
    ruler_says,
    versions,
)
from antiphon_models.evaluation.melody_rows import rows_of
from antiphon_models.evaluation.melody_store import MelodyStore
from antiphon_models.evaluation.melody_study import Networks, Scores, Study, run_study
from antiphon_models.machine import machine_in_words
from antiphon_models.networks.melody import MelodyConfig
from antiphon_models.option_numbers import whole_from
from antiphon_models.training.melody_network import MelodyPlan
from antiphon_models.training.melody_pretraining import pretrain

QUICK_SET = "jugoslav"
QUICK_FOLDS = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """What is trained: for the sets alone, and, before them and on them, for class (d)."""

    alone: MelodyConfig
    alone_plan: MelodyPlan
    outside: MelodyConfig
    before_plan: MelodyPlan
    after_plan: MelodyPlan


WHOLE = Settings(
    alone=MelodyConfig(),
    alone_plan=MelodyPlan(),
    outside=MelodyConfig(hidden=256),
    before_plan=MelodyPlan(rate=0.002, batch=32, epochs=8, average=0.99),
    after_plan=MelodyPlan(rate=0.0007, patience=4),
)
QUICK = Settings(
    alone=MelodyConfig(hidden=16, embedding=8),
    alone_plan=MelodyPlan(epochs=2),
    outside=MelodyConfig(hidden=16, embedding=8),
    before_plan=MelodyPlan(epochs=1),
    after_plan=MelodyPlan(epochs=1),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate melody` on `parser`."""
    parser.add_argument(
        "--data", type=Path, metavar="DIR",
        help="your copy of all eight sets, kern or MIDI, each file named as its song; without "
        "it, the six sets in music21's corpus",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write melody.md and melody.json into DIR"
    )
    parser.add_argument(
        "--networks", type=whole_from(1), default=1, metavar="N",
        help="networks for each fold, whose mean is taken, too",
    )  # fmt: skip
    parser.add_argument(
        "--outside", action="store_true",
        help="class (d), too: networks that first learn from other folk songs and fiddle tunes",
    )  # fmt: skip
    parser.add_argument(
        "--jobs", type=whole_from(1), default=1, metavar="N", help="processes to use"
    )
    parser.add_argument(
        "--seed", type=whole_from(0), default=SEED, help="of how the songs are cut in ten"
    )
    parser.add_argument(
        "--work", type=Path, metavar="DIR",
        help="where finished networks are kept, so that a second run goes on; "
        "without it, the user's cache",
    )  # fmt: skip
    parser.add_argument(
        "--quick", action="store_true",
        help=f"a try: two folds of {QUICK_SET}, with networks that have hardly learned",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the tables; returns the exit code, 2 for a one-line error on stderr."""
    try:
        if args.out and not args.out.is_dir():
            raise NotADirectoryError(
                f"{args.out} is no folder; make it, or name another with --out"
            )
        report = _report(args)
        print(report.markdown(), end="")
        if args.out:
            (args.out / "melody.md").write_text(report.markdown(), encoding="utf-8")
            (args.out / "melody.json").write_text(report.to_json(), encoding="utf-8")
    except (CorpusError, OSError) as error:
        print(f"antiphon evaluate melody: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("antiphon evaluate melody: stopped; run it again to go on", file=sys.stderr)
        return 130
    return 0


def _report(args: argparse.Namespace) -> Report:
    store = MelodyStore(args.work or platformdirs.user_cache_path("antiphon", False) / "melody")
    settings = QUICK if args.quick else WHOLE
    sets = tuple(_sets(args))
    rows = rows_of(args.networks)
    folds = QUICK_FOLDS if args.quick else FOLDS
    alone = Networks(settings.alone, settings.alone_plan, args.networks)
    study = Study(sets, rows, alone, folds, args.seed)
    found = run_study(study, store, args.jobs, "classes a-c")
    facts = _facts(args)
    facts["network"] = _in_words(settings.alone, settings.alone_plan)
    if not args.quick:
        facts["ruler"] = ruler_says(found, len(sets))
    outside: Scores = {}
    if args.outside:
        networks, facts["outside"] = _outside(sets, settings, args, store)
        ours = tuple(row for row in rows if row.uses_network)
        study = replace(study, rows=ours, networks=networks)
        outside = run_study(study, store, args.jobs, "class d")
    return Report(facts, sets, found, outside)


def _sets(args: argparse.Namespace) -> list[MelodySet]:
    if args.data:
        return sets_in_folder(args.data, (QUICK_SET,) if args.quick else tuple(COUNTS))
    return sets_in_music21((QUICK_SET,) if args.quick else IN_MUSIC21)


def _outside(
    sets: tuple[MelodySet, ...], settings: Settings, args: argparse.Namespace, store: MelodyStore
) -> tuple[Networks, str]:
    """Return networks that begin from the melodies outside, and how many these are, in words."""
    found = outside_melodies(sets)
    plan = settings.before_plan
    pretrained = pretrain(found.melodies, settings.outside, plan, args.seed, store.folder)
    told = (
        f"{len(found.melodies)} melodies, {sum(map(len, found.melodies))} notes, of "
        f"{found.tunes} tunes; {found.variants} variants of the sets' songs left out; "
        f"{plan.epochs} epochs, network: {_in_words(settings.outside, settings.after_plan)}"
    )
    return Networks(settings.outside, settings.after_plan, args.networks, pretrained), told


def _in_words(config: MelodyConfig, plan: MelodyPlan) -> str:
    return (
        f"LSTM {config.layers} x {config.hidden}, embedding {config.embedding}, dropout "
        f"{config.dropout}, learning rate {plan.rate}, batch {plan.batch}, patience "
        f"{plan.patience}, moved by up to {plan.shift} semitones"
    )


def _facts(args: argparse.Namespace) -> dict[str, Any]:
    options = [f"--networks {args.networks}", *["--outside"] * args.outside]
    options += ["--quick"] * args.quick
    if args.data:
        options.append(f"--data {args.data.name}")
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "command": " ".join(["antiphon evaluate melody", *options, f"--seed {args.seed}"]),
        "machine": machine_in_words(),
        "versions": versions(),
    }
