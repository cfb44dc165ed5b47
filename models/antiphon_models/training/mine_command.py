"""`antiphon train mine`: the style mine, from the musician's own MIDI files.

Knows the options; reading is the corpus's, training is fine_tuning's.
"""

import argparse
import re
from dataclasses import replace
from math import ceil
from pathlib import Path

from antiphon_models.corpus.own_music import STYLE, OwnMusic, read_own_music
from antiphon_models.corpus.own_split import split_own
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.repertoire import styles_folder
from antiphon_models.training.distributed import Group
from antiphon_models.training.fine_tuning import (
    Material,
    add_fine_tuning_arguments,
    chosen,
    fine_tune,
)
from antiphon_models.training.note_stream_data import columns_of
from antiphon_models.training.plan import Plan
from antiphon_models.training.training_run import announce, run_training

FEWEST_NOTES = 200
PLAN = Plan(
    epochs=40, rate=3e-4, warm_up=10, batch=8, patience=6, is_fine_tuning=True,
    held_out_windows=200,
)  # fmt: skip
# Of little music an epoch is several readings, so that measuring does not outweigh learning.
FEWEST_STEPS = 8
TAKEN_NAMES = ("folk",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train mine` on `parser`."""
    parser.description = (
        "Train the style mine from your own MIDI files, for this machine. Of Antiphon's takes "
        "only the track Player is learned. Ctrl-C keeps the best so far."
    )
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a MIDI file, or a folder of them"
    )
    parser.add_argument(
        "--name", type=_name, default=STYLE,
        help="the weights file's name; the one that is trained last speaks (default mine)",
    )  # fmt: skip
    add_fine_tuning_arguments(parser, PLAN)


def _name(text: str) -> str:
    if not re.fullmatch(r"[\w-][\w -]{0,39}", text) or text in TAKEN_NAMES:
        raise argparse.ArgumentTypeError(
            f"must be letters, digits, spaces and dashes, at most 40, and not folk; not {text!r}"
        )
    return text


def run(args: argparse.Namespace) -> int:
    """Train as `args` say; returns the exit code, 2 for a one-line error on stderr."""
    return run_training(lambda group: _train(args, group), args.threads)


def _train(args: argparse.Namespace, group: Group) -> None:
    with group.leader_first():
        read = read_own_music(args.paths)
    for skipped in read.skipped:
        announce(group, f"skipped {skipped}")
    _refuse_too_little(read)
    training, held_out = split_own(read.pieces)
    material = Material((STYLE,), columns_of(training), columns_of(held_out))
    announce(
        group,
        f"{read.files} files, {len(read.pieces)} voices, {read.notes} notes; "
        f"{read.notes - material.notes} of them held out",
    )
    plan = chosen(PLAN, args)
    material = replace(material, readings=_readings(material, plan))
    fine_tune(material, plan, styles_folder() / f"{args.name}.safetensors", args, group)


def _refuse_too_little(read: OwnMusic) -> None:
    if read.notes < FEWEST_NOTES:
        raise CorpusError(
            f"{read.notes} notes are too few to learn a style from; give at least {FEWEST_NOTES}, "
            "or use 'antiphon memory add', which needs no training"
        )


def _readings(material: Material, plan: Plan) -> int:
    return max(1, ceil(FEWEST_STEPS * plan.batch * plan.length / material.notes))
