"""`antiphon train runs`: the runs of the training pieces, as the filter that keeps from copying.

Knows the corpora and which pieces are held out; does not know how the filter is asked.
"""

import argparse
import sys
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from antiphon_models.corpus.collection import SHIPPED_STYLES, read_collection
from antiphon_models.corpus.piece import CorpusError, Piece
from antiphon_models.corpus.split import runs as runs_of
from antiphon_models.corpus.split import split
from antiphon_models.training.note_stream_export import DATA, LICENCES
from antiphon_models.training_runs import (
    LONGEST_COPY,
    TrainingRuns,
    training_runs,
    write_training_runs,
)

RANDOM_RUNS = 100_000
COMMAND = "antiphon train runs --data DIR --out FILE"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train runs` on `parser`."""
    parser.description = (
        f"Note which runs of {LONGEST_COPY + 1} notes, in any key, the training pieces hold, so "
        "that Antiphon plays none of them. A minute or two; needed when the pieces change."
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write")
    parser.add_argument(
        "--styles", nargs="+", choices=SHIPPED_STYLES, default=SHIPPED_STYLES,
        help="whose pieces; all that the shipped network learned from, if not said",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Read, write and say how good the filter is; 2 for a one-line error on stderr."""
    try:
        if not args.out.parent.is_dir():
            raise NotADirectoryError(f"{args.out.parent} is no folder; make it, or name another")
        training, held_out = split(read_collection(args.data, styles=args.styles))
        truly = _runs(training)
        known = training_runs(truly)
        facts: dict[str, Any] = {
            "pieces": len(training),
            "runs": len(truly),
            **_mistakes(known, truly, _runs(held_out)),
            "command": COMMAND,
        }
        write_training_runs(
            args.out,
            known,
            styles=tuple(args.styles),
            data="; ".join(dict.fromkeys(DATA[style] for style in args.styles)),
            licence=", ".join(dict.fromkeys(LICENCES[style] for style in args.styles)),
            facts=facts,
        )
    except (CorpusError, OSError) as error:
        print(f"antiphon train runs: {error}", file=sys.stderr)
        return 2
    print(_report(facts, args.out.stat().st_size))
    return 0


def _runs(pieces: Iterable[Piece]) -> set[bytes]:
    return {run for piece in pieces for run in runs_of(piece, LONGEST_COPY + 1)}


def _mistakes(
    known: TrainingRuns, truly: Collection[bytes], held_out: Collection[bytes]
) -> dict[str, float]:
    """The shares of runs taken for known that are not, and of held-out runs that really are."""
    dice = Random(0)
    thrown = {dice.randbytes(LONGEST_COPY) for _ in range(RANDOM_RUNS)}
    return {
        "mistaken_of_random": _mistaken(known, truly, thrown),
        "held_out_runs": len(held_out),
        "mistaken_of_held_out": _mistaken(known, truly, held_out),
        "known_of_held_out": sum(run in truly for run in held_out) / max(len(held_out), 1),
    }


def _mistaken(known: TrainingRuns, truly: Collection[bytes], asked: Iterable[bytes]) -> float:
    strange = [run for run in asked if run not in truly]
    return sum(run in known for run in strange) / max(len(strange), 1)


def _report(facts: Mapping[str, Any], size: int) -> str:
    return (
        f"{facts['runs']:,} runs of {LONGEST_COPY + 1} notes of {facts['pieces']:,} pieces "
        f"in {size:,} bytes.\n"
        f"Taken for known by mistake: {facts['mistaken_of_random']:.2%} of random runs, "
        f"{facts['mistaken_of_held_out']:.2%} of those of held-out pieces "
        f"({facts['held_out_runs']:,} runs, {facts['known_of_held_out']:.2%} truly known)."
    )
