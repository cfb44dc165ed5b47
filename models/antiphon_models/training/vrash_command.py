"""`antiphon train vrash`: the networks of papers/003, from a folder of music to weights files.

Knows the options; reading is the corpus's, training is vrash_network's.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.split import split
from antiphon_models.corpus.tracks import (
    TRACK_CORPORA,
    Survey,
    Track,
    normalised_all,
    read_track_pieces,
)
from antiphon_models.networks.vrash_config import Kind, VrashConfig
from antiphon_models.option_numbers import whole_from
from antiphon_models.systems.weights_files import trained_file
from antiphon_models.training.fitting import add_fit_arguments, chosen_fit, report_of
from antiphon_models.training.vrash_data import LONGEST
from antiphon_models.training.vrash_network import PLAN, export, train

log = logging.getLogger(__name__)
KINDS: Final[Sequence[Kind]] = ("vrash", "lm", "vae")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train vrash` on `parser`."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="FILE",
        help="weights file to write; without it, the one that `antiphon play` finds",
    )  # fmt: skip
    parser.add_argument(
        "--kind", choices=KINDS, default="vrash",
        help="vrash is the one that plays; lm and vae are what its paper compares it with",
    )  # fmt: skip
    parser.add_argument("--hidden", type=whole_from(1), default=VrashConfig().hidden, metavar="N")
    parser.add_argument(
        "--styles", nargs="+", choices=TRACK_CORPORA, default=TRACK_CORPORA,
        help="what to learn; all that may be given on, if not said",
    )  # fmt: skip
    add_fit_arguments(parser, PLAN)


def run(args: argparse.Namespace) -> int:
    """Train and export; returns the exit code, 2 for a one-line error on stderr."""
    path = args.out or default_file(args.kind)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        tracks, held_out, _ = read_split(args.data, args.styles)
        config = VrashConfig(kind=args.kind, hidden=args.hidden)
        trained = train(config, tracks, held_out, chosen_fit(PLAN, args), report=report_of(args))
        export(path, trained, args.styles)
    except (CorpusError, OSError) as error:
        print(f"antiphon train vrash: {error}", file=sys.stderr)
        return 2
    return 0


def default_file(kind: str) -> Path:
    """Return where the weights of a kind go that are trained on this machine."""
    return trained_file(name_of(kind))


def name_of(kind: str) -> str:
    """Return what the weights file of a kind is called."""
    return "vrash" if kind == "vrash" else f"vrash_{kind}"


def read_split(
    folder: Path, styles: Sequence[str] = TRACK_CORPORA
) -> tuple[list[Track], list[Track], Survey]:
    """Return the tracks to learn from, those held out, and what became of all tracks.

    CorpusError where too few are left.
    """
    survey = Survey()
    learned, unseen = split(read_track_pieces(folder, styles=styles))
    tracks, held_out = normalised_all(learned, survey), normalised_all(unseen, survey)
    for line in survey.lines():
        log.info("%s", line)
    if not tracks or not any(len(track.notes.pitch) >= LONGEST for track in held_out):
        raise CorpusError(f"{folder}: too few tracks are left to learn from; add more music")
    return tracks, held_out, survey
