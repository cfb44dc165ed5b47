"""`antiphon evaluate motif`: papers/000's study done again, as a page and as JSON.

Knows the options and puts data, networks and page together; computes no figure.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from antiphon_models.codecs.pitch_sequence import PitchSequence
from antiphon_models.corpus.piece import CorpusError, is_held_out
from antiphon_models.corpus.progress import progress
from antiphon_models.corpus.violin_pitches import SCORES, read_violin_pitches
from antiphon_models.evaluation.motif_corpus import corpus_facts, motif_facts
from antiphon_models.evaluation.motif_measures import grams
from antiphon_models.evaluation.motif_page import motif_page
from antiphon_models.evaluation.motif_study import (
    CONDITIONS,
    Ground,
    Sweep,
    compared,
    cooled,
    foretelling,
    swept,
)
from antiphon_models.evaluation.motif_summary import summary
from antiphon_models.evaluation.study_page import write_results
from antiphon_models.option_numbers import whole_from
from antiphon_models.runtime.motif_weights import MotifWeights, read_motif
from antiphon_models.systems.weights_files import shipped_file
from antiphon_models.weights_file import WeightsError, read_description

NAME = "motif"
USER_ERROR = 2
# The paper's program keeps the last epoch's weights; what plays on the stage is the best epoch's.
PUBLISHED, STAGE = "published", "stage"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate motif` on `parser`."""
    sweep = Sweep()
    parser.description = (
        "Do papers/000's study again: entropy against length, temperatures, motif thresholds, "
        "trials; and what it does not show: loops, and Antiphon's own memory."
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the data folder")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write motif.html and motif.json into this folder"
    )
    parser.add_argument(
        "--published", type=Path, metavar="FILE", default=shipped_file(f"{NAME}_last"),
        help="the network as the paper trains it, if not the shipped one",
    )  # fmt: skip
    parser.add_argument(
        "--stage", type=Path, metavar="FILE", default=shipped_file(NAME),
        help="the network that plays live, if not the shipped one",
    )  # fmt: skip
    parser.add_argument("--trials", type=whole_from(2), default=sweep.trials, metavar="N",
                        help="at each temperature")  # fmt: skip
    parser.add_argument("--notes", type=whole_from(16), default=sweep.notes, metavar="N",
                        help="in each trial")  # fmt: skip
    parser.add_argument("--seed", type=whole_from(0), default=sweep.seed, metavar="N")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the study, print and write; 2 for a one-line error on stderr."""
    began = time.monotonic()
    try:
        found = _studied(args)
        if args.out:
            command = f"antiphon evaluate motif --trials {args.trials} --notes {args.notes}"
            seconds = time.monotonic() - began
            motif_page(found).write(args.out / f"{NAME}.html")
            write_results(
                args.out / f"{NAME}.json", found, f"{command} --seed {args.seed}", seconds
            )
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon evaluate {NAME}: {error}", file=sys.stderr)
        return USER_ERROR
    print(json.dumps(found) if args.json else summary(found))
    return 0


def _command(args: argparse.Namespace) -> str:
    numbers = f"--trials {args.trials} --notes {args.notes} --seed {args.seed}"
    return f"antiphon evaluate {NAME} --data DIR {numbers}"


def _studied(args: argparse.Namespace) -> dict[str, Any]:
    # Both first: a file that is unfit is to be told before minutes of work.
    networks = {PUBLISHED: read_motif(args.published), STAGE: read_motif(args.stage)}
    files = {PUBLISHED: args.published, STAGE: args.stage}
    sequences = read_violin_pitches(args.data / SCORES)
    sweep = Sweep(args.trials, args.notes, args.seed)
    try:
        data = corpus_facts(sequences, args.seed)
        return {
            "sweep": asdict(sweep),
            "data": data,
            "motifs": motif_facts(sequences),
            "networks": {
                name: {
                    "weights": weights.name,
                    "training": read_description(files[name]).metrics,
                    **_played(weights, sequences, sweep, data["expected_entropy"]),
                }
                for name, weights in networks.items()
            },
        }
    except ValueError as error:
        raise CorpusError(f"{args.data / SCORES}: {error}; use the whole data set") from None


def _played(
    weights: MotifWeights, sequences: Sequence[PitchSequence], sweep: Sweep, expected: float
) -> dict[str, Any]:
    held_out = [each.pitches for each in sequences if is_held_out(each.name)]
    if not held_out:
        raise ValueError("none of its pieces is one that training holds out")
    start = weights.alphabet.encode(sequences[0].pitches[: weights.config.steps])
    ground = Ground(start, {gram for each in sequences for gram in grams(each.pitches)})
    conditions = progress(swept(weights, ground, sweep), len(CONDITIONS), weights.name)
    trials = {condition.name: told for condition, told in conditions}
    alone, *others = CONDITIONS
    return {
        "held_out_bits": foretelling(weights, [weights.alphabet.encode(line) for line in held_out]),
        "trials": trials,
        "compared": {
            other.name: compared(trials[alone.name], trials[other.name], expected)
            for other in others
        },
        "cooled": cooled(weights, ground, sweep),
    }
