"""`antiphon evaluate note-stream`: how well weights files predict the held-out pieces.

Knows the options, and which figures stand beside which; knows no tensors.
"""

import argparse
import json
import logging
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.corpus.collection import SHIPPED_STYLES, read_collection
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.split import split
from antiphon_models.evaluation.unigram import BINS, unigram_bits
from antiphon_models.option_numbers import whole_from
from antiphon_models.runtime.note_stream_weights import SHIPPED
from antiphon_models.training.note_stream_data import Columns, columns_of, played_pieces
from antiphon_models.weights_file import WeightsError

Metrics = dict[str, dict[str, float]]
# Scores are judged twice: as they are written, and as a human might play them.
AS_PLAYED = ", as played"
UNIGRAM = "unigram"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate note-stream` on `parser`."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument(
        "--weights", type=Path, nargs="+", default=[], metavar="FILE",
        help="weights files to compare; the shipped one, if not said",
    )  # fmt: skip
    parser.add_argument("--styles", nargs="+", choices=SHIPPED_STYLES, default=SHIPPED_STYLES)
    parser.add_argument(
        "--length", type=whole_from(1), default=192, help="notes of a window, heard from nothing"
    )
    parser.add_argument(
        "--seed", type=whole_from(0), default=1, help="of the scores' tempi and playing"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE",
        help="write the figures as JSON to FILE, and the table beside it as .md",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the table; returns the exit code, 2 for a one-line error on stderr."""
    try:
        if args.out and not args.out.parent.is_dir():
            raise NotADirectoryError(f"{args.out.parent} is no folder; make it, or name another")
        figures = _figures(args)
        text = table(figures)
        if args.out:
            args.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
            args.out.with_suffix(".md").write_text(text, encoding="utf-8")
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon evaluate: {error}", file=sys.stderr)
        return 2
    print(text)
    return 0


def _figures(args: argparse.Namespace) -> dict[str, Any]:
    # It loads torch, without which the command can still be asked for help.
    from antiphon_models.training.note_stream_evaluation import evaluate_file  # noqa: PLC0415

    training, held_out = (
        columns_of(part) for part in split(read_collection(args.data, args.seed, args.styles))
    )
    played = played_pieces(held_out, args.seed), played_pieces(training, args.seed)
    with resources.as_file(resources.files("antiphon_models.weights") / SHIPPED) as shipped:
        files = args.weights or [shipped]
        bits = {
            path.stem: _both(
                evaluate_file(path, held_out, args.length),
                evaluate_file(path, played[0], args.length),
            )
            for path in files
        }
    bits[UNIGRAM] = _both(unigram_bits(training, held_out), unigram_bits(played[1], played[0]))
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "length": args.length,
        "seed": args.seed,
        "held_out": _counts(held_out),
        "training": _counts(training),
        "bits": bits,
    }


def _both(written: Metrics, played: Metrics) -> Metrics:
    return {**written, **{style + AS_PLAYED: heads for style, heads in played.items()}}


def _counts(pieces: Sequence[Columns]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for piece in pieces:
        count = counts.setdefault(STYLES[piece.style], {"pieces": 0, "notes": 0})
        count["pieces"] += 1
        count["notes"] += len(piece.pitch)
    return counts


def table(figures: Mapping[str, Any]) -> str:
    """Return the figures as a table in Markdown, with a line that says when and where."""
    lines = [
        f"Bits a note on the pieces held out, {figures['date']}, {figures['machine']}; windows of "
        f"{figures['length']} notes, style named.",
        "",
        f"| style | pieces | notes | model | {' | '.join(BINS)} | together |",
        "| --- | ---: | ---: | --- " + "| ---: " * (len(BINS) + 1) + "|",
    ]
    for style in next(iter(figures["bits"].values())):
        count = figures["held_out"][style.removesuffix(AS_PLAYED)]
        lines += [
            f"| {style} | {count['pieces']} | {count['notes']:,} | {model} "
            f"| {_heads(bits[style])} |"
            for model, bits in figures["bits"].items()
        ]
    return "\n".join(lines) + "\n"


def _heads(bits: Mapping[str, float]) -> str:
    cells = [f"{bits[head]:.3f}" if head in bits else "-" for head in BINS]
    return " | ".join([*cells, f"{sum(bits.values()):.3f}"])


def main() -> int:
    """Run the command by itself: `python -m antiphon_models.evaluation.note_stream_command`."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="antiphon evaluate note-stream")
    add_arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
