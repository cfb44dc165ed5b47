"""`antiphon train folk`: the styles folk and chorale, from the music that music21 brings along.

Their data may not be given on, so neither are the weights: every musician trains their own.
Knows the options; reading is the corpus's, training is fine_tuning's.
"""

import argparse

from antiphon_models.corpus.score_tunes import read_chorale_sopranos, read_essen
from antiphon_models.corpus.split import split
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

NAME = "folk"
STYLES = ("folk", "chorale")
PLAN = Plan(
    epochs=12, rate=1e-3, warm_up=50, batch=96, patience=3, is_fine_tuning=True,
    held_out_windows=300,
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train folk` on `parser`."""
    parser.description = (
        "Train the styles folk and chorale from music21's Essen folk songs and Bach chorales, "
        "for this machine: their data must not be given on. Ctrl-C keeps the best so far."
    )
    add_fine_tuning_arguments(parser, PLAN)


def run(args: argparse.Namespace) -> int:
    """Train as `args` say; returns the exit code, 2 for a one-line error on stderr."""
    return run_training(lambda group: _train(args, group), args.threads)


def _train(args: argparse.Namespace, group: Group) -> None:
    with group.leader_first():
        announce(group, "reading music21's folk songs: minutes the first time, then seconds")
        training, held_out = split([*read_essen(), *read_chorale_sopranos()])
    material = Material(STYLES, columns_of(training), columns_of(held_out))
    announce(
        group,
        f"{len(training)} tunes with {material.notes} notes to learn from, "
        f"{len(held_out)} held out",
    )
    plan = chosen(PLAN, args)
    fine_tune(material, plan, styles_folder() / f"{NAME}.safetensors", args, group)
