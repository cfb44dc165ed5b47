"""`antiphon evaluate vrash`: papers/003's study done again, as a page and as JSON.

Knows the options and puts tracks, networks and page together; computes no figure.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any, Final

from antiphon_models.corpus.piece import CorpusError
from antiphon_models.evaluation.study_page import write_results
from antiphon_models.evaluation.vrash_page import told, vrash_page
from antiphon_models.evaluation.vrash_study import KINDS, Ground, studied
from antiphon_models.option_numbers import whole_from
from antiphon_models.systems.weights_files import weights_file
from antiphon_models.training.vrash_command import name_of, read_split
from antiphon_models.weights_file import WeightsError

RESULTS: Final = "vrash.json"
PAGE: Final = "vrash.html"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate vrash` on `parser`."""
    parser.description = (
        "Do papers/003's study again: cross-entropy of language model, VAE and VRASH, mutual "
        "information against distance, the filter; and what the paper does not show."
    )
    parser.add_argument("--data", type=Path, metavar="DIR",
                        help="folder with bach-violin, jazz-solos and pop-songs")  # fmt: skip
    parser.add_argument("--weights", type=Path, metavar="DIR",
                        help="folder of the three networks, if not those that play")  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="DIR",
                        help=f"write {PAGE} and {RESULTS} into this folder")  # fmt: skip
    parser.add_argument("--lines", type=whole_from(2), default=64, metavar="N",
                        help="lines of 256 notes from each network in each style")  # fmt: skip
    parser.add_argument("--seed", type=whole_from(0), default=1, metavar="N")
    parser.add_argument("--redraw", action="store_true",
                        help=f"draw the page anew from {RESULTS} in --out")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the results as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the study, print and write; 2 for a one-line error on stderr."""
    try:
        found = _kept(args.out) if args.redraw else _found(args)
        if args.out:
            vrash_page(found).write(args.out / PAGE)
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon evaluate vrash: {error}", file=sys.stderr)
        return 2
    print(json.dumps(found) if args.json else told(found))
    return 0


def _found(args: argparse.Namespace) -> dict[str, Any]:
    if args.data is None:
        raise CorpusError("the study needs the tracks; name the data's folder with --data")
    began = time.monotonic()
    files = {kind: _file(kind, args.weights) for kind in KINDS}
    tracks, held_out, survey = read_split(args.data)
    found = studied(Ground(files, tracks, held_out, survey, args.lines, args.seed))
    if args.out:
        command = f"antiphon evaluate vrash --data DIR --lines {args.lines} --seed {args.seed}"
        write_results(args.out / RESULTS, found, command, time.monotonic() - began)
    return found


def _file(kind: str, folder: Path | None) -> Path:
    name = name_of(kind)
    path = folder / f"{name}.safetensors" if folder else weights_file(name)
    if not path.exists():
        raise CorpusError(
            f"{path} is missing; train it with: antiphon train vrash --kind {kind} --data DIR"
        )
    return path


def _kept(folder: Path | None) -> dict[str, Any]:
    if folder is None:
        raise CorpusError(f"to redraw, name the folder of {RESULTS} with --out")
    try:
        found: dict[str, Any] = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    except ValueError as error:
        raise CorpusError(f"{folder / RESULTS}: holds no results ({error})") from None
    return found
