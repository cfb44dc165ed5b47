"""`antiphon evaluate triples`: papers/002's study done again, as a page and as JSON.

Knows the options and puts data, networks and page together; computes no figure.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from antiphon_models.codecs.note_triples import WINDOW
from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.split import split
from antiphon_models.evaluation.study_page import write_results
from antiphon_models.evaluation.triples_made import Made, judged, made
from antiphon_models.evaluation.triples_page import triples_page
from antiphon_models.evaluation.triples_study import (
    Ground,
    Scale,
    ensemble_gain,
    foretold,
    kept_or_heard_anew,
    steps_said,
)
from antiphon_models.evaluation.triples_summary import summary
from antiphon_models.option_numbers import whole_from
from antiphon_models.runtime.triples import fold
from antiphon_models.runtime.triples_weights import TriplesFile, read_triples
from antiphon_models.runtime.triples_window import WindowedEnsemble
from antiphon_models.systems.weights_files import weights_file
from antiphon_models.training.triples_data import STYLES, prepared
from antiphon_models.weights_file import WeightsError

NAME = "triples"
USER_ERROR = 2
TIMED = 300


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate triples` on `parser`."""
    scale = Scale()
    parser.description = (
        "Do papers/002's study again: accuracy, errors, perplexity, novelty, one network against "
        "an ensemble; and what it does not show: where the rhythm goes, loops."
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the data folder")
    parser.add_argument(
        "--out", type=Path, metavar="DIR",
        help="write triples.html and triples.json into this folder",
    )  # fmt: skip
    parser.add_argument(
        "--weights", type=Path, metavar="FILE", help="the networks, if not those that play here"
    )
    parser.add_argument("--windows", type=whole_from(4), default=scale.windows, metavar="N",
                        help="to foretell the next note of")  # fmt: skip
    parser.add_argument("--tracks", type=whole_from(1), default=scale.tracks, metavar="N",
                        help="by each system")  # fmt: skip
    parser.add_argument("--notes", type=whole_from(16), default=scale.notes, metavar="N",
                        help="in each track")  # fmt: skip
    parser.add_argument("--seed", type=whole_from(0), default=scale.seed, metavar="N")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the study, print and write; 2 for a one-line error on stderr."""
    began = time.monotonic()
    try:
        found, tracks = _studied(args)
        if args.out:
            triples_page(found, tracks).write(args.out / f"{NAME}.html")
            told = {name: value for name, value in found.items() if name != "steps"}
            seconds = time.monotonic() - began
            write_results(args.out / f"{NAME}.json", told, _command(args), seconds)
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon evaluate {NAME}: {error}", file=sys.stderr)
        return USER_ERROR
    print(json.dumps(found) if args.json else summary(found))
    return 0


def _studied(args: argparse.Namespace) -> tuple[dict[str, Any], list[Made]]:
    file = read_triples(args.weights or weights_file(NAME))
    training, held_out = split(read_collection(args.data, args.seed, STYLES))
    ground = Ground(file, prepared(training), prepared(held_out))
    scale = Scale(args.windows, args.tracks, args.notes, args.seed)
    tracks = made(ground, scale)
    if not tracks:
        raise CorpusError(f"{args.data}: no held-out piece is long enough; ask for fewer --notes")
    found = {
        "weights": file.description.sha256,
        "members": len(file.ensemble),
        "parameters": _parameters(file),
        "networks": file.description.metrics["networks"],
        "tracks": sum(one.by == tracks[0].by for one in tracks),
        "notes": args.notes,
        "foretelling": foretold(ground, scale),
        "ensemble_gain": ensemble_gain(ground, scale),
        "kept_or_window": kept_or_heard_anew(ground),
        "steps": steps_said(ground, scale),
        "judged": judged(ground, tracks),
        "milliseconds": _milliseconds(file),
    }
    return found, tracks


def _parameters(file: TriplesFile) -> dict[str, int]:
    return {
        name: sum(tensor.size for tensor in network.tensors.values())
        for name, network in file.networks.items()
    }


def _milliseconds(file: TriplesFile) -> dict[str, float]:
    """How long the ensemble takes to hear a window and to say what follows, of its own core."""
    ensemble = WindowedEnsemble([fold(each.tensors, each.config) for each in file.ensemble])
    window = np.full((WINDOW, 3), 0.3, dtype=np.float32)
    taken = []
    for _ in range(TIMED):
        began = time.thread_time()
        ensemble.foretell(window)
        taken.append(1000.0 * (time.thread_time() - began))
    return {
        "median": round(float(np.median(taken)), 3),
        "p99": round(float(np.percentile(taken, 99)), 3),
    }


def _command(args: argparse.Namespace) -> str:
    sizes = f"--windows {args.windows} --tracks {args.tracks} --notes {args.notes}"
    return f"antiphon evaluate {NAME} {sizes} --seed {args.seed}"
