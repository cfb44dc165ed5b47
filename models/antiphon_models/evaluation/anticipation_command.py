"""`antiphon evaluate anticipation`: what the memory adds to the network on held-out pieces.

Knows the options and the files that are written; measures nothing itself.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from antiphon_models.anticipation_file import read_anticipation
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.progress import progress
from antiphon_models.evaluation.anticipation import WINDOW
from antiphon_models.evaluation.anticipation_study import (
    bits_table,
    heard_by_style,
    pieces_in_turns,
    study,
)
from antiphon_models.evaluation.melody_report import versions
from antiphon_models.machine import machine_in_words
from antiphon_models.option_numbers import whole_from
from antiphon_models.runtime.note_stream import load_note_stream
from antiphon_models.weights_file import WeightsError

FORMAT = 1
TITLE = "# Anticipation: what the motif memory adds to the network"
LEGEND = """\
Bits are log2, a note, on the first notes of held-out pieces, each heard by a mind that has the
shipped weights and the shipped start and remembers nothing before the piece; style `any`. The
pitch is foretold once its ioi is known."""
VOTES_LEGEND = """\
What each view of the memory foretold: how often a match of that length was right, and how likely
the network alone and the whole mind had thought that pitch (means)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate anticipation` on `parser`."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write anticipation.json and .md into this folder"
    )
    parser.add_argument("--weights", type=Path, help="the network, instead of the shipped one")
    parser.add_argument("--pieces", type=whole_from(1), default=24, help="of each style, at most")
    parser.add_argument("--notes", type=whole_from(2), default=400, help="of each piece")


def run(args: argparse.Namespace) -> int:
    """Measure, print and write; 2 for a one-line error on stderr."""
    try:
        if args.out and not args.out.is_dir():
            raise NotADirectoryError(f"{args.out} is no folder; make it, or name another")
        found = _measured(args)
        if args.out:
            text = json.dumps(found, indent=1) + "\n"
            (args.out / "anticipation.json").write_text(text, encoding="utf-8")
            (args.out / "anticipation.md").write_text(page(found), encoding="utf-8")
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon evaluate anticipation: {error}", file=sys.stderr)
        return 2
    print(page(found), end="")
    return 0


def _measured(args: argparse.Namespace) -> dict[str, Any]:
    stepper = load_note_stream(args.weights)
    read_anticipation()
    _, held_out = pieces_in_turns(args.data, args.pieces)
    pieces = progress(held_out, len(held_out), "listening")
    heard = heard_by_style(pieces, args.notes, stepper, read_anticipation)
    return {
        "format": FORMAT,
        "measured": datetime.now(UTC).date().isoformat(),
        "command": f"antiphon evaluate anticipation --pieces {args.pieces} --notes {args.notes}",
        "machine": machine_in_words(),
        "versions": versions(),
        "network": stepper.name,
        "window": WINDOW,
        **study(heard),
    }


def page(found: Mapping[str, Any]) -> str:
    """Return the figures as a page of Markdown."""
    facts = ("measured", "command", "machine", "versions", "network", "window")
    parts = [
        TITLE,
        "\n".join(f"- {name}: {found[name]}" for name in facts),
        LEGEND,
        bits_table(found["styles"]),
        VOTES_LEGEND,
    ]
    parts += [_lengths(view, told["by_length"]) for view, told in found["views"].items()]
    return "\n\n".join(parts) + "\n"


def _lengths(view: str, rows: Sequence[Mapping[str, float]]) -> str:
    lines = [f"| {view}: length | times | came true | network | mind |", "| ---: " * 5 + "|"]
    lines += [
        f"| {row['length']} | {row['count']:,} | {row['came_true']:.2f} | {row['network']:.2f} "
        f"| {row['mind']:.2f} |"
        for row in rows
    ]
    return "\n".join(lines)
