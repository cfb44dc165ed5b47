"""`antiphon corpus`: scores and MIDI files in, a data set of one of the papers' kinds out.

Knows the options and what is said at the end; knows no format and no filter.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

from antiphon_models.corpus.data_sets import KINDS, Made, Wish
from antiphon_models.corpus.grid_corpus import SEQUENCE_LENGTH
from antiphon_models.corpus.key_analysis import METHODS
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.tune_source import CORPORA
from antiphon_models.corpus.whole_file import write_whole
from antiphon_models.option_numbers import whole_from

REPORT: Final = "report.json"
USER_ERROR: Final = 2
# So many reasons fit on a screen; the report has them all, with each name.
MOST_SHOWN: Final = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon corpus` on `parser`."""
    parser.description = (
        "Make a data set out of scores and MIDI files. grid: 16th notes in C major or A minor "
        "(papers/001); pitches: violin parts (papers/000); tracks: median pauses (papers/003); "
        "triples: pitch, step and duration in seconds (papers/002)."
    )
    parser.add_argument("kind", choices=KINDS, help="what to make")
    parser.add_argument(
        "source", nargs="+",
        help="a file or folder of kern, ABC, MusicXML or MIDI; a collection of music21 such as "
        f"music21:essenFolksong; or, within --data, {', '.join(CORPORA)}",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="DIR", help="folder for the data set"
    )
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help=f"folder with {', '.join(CORPORA)}"
    )
    parser.add_argument(
        "--key", choices=METHODS, default=METHODS[0],
        help="grid: in which key a tune is, by the tonic that it states and the longer third "
        "(abc), by music21's analysis as papers/001 does, or by Krumhansl's profiles",
    )  # fmt: skip
    parser.add_argument(
        "--length", type=whole_from(1), default=SEQUENCE_LENGTH,
        help="grid: end symbols after each tune, as many as a training window has",
    )  # fmt: skip
    parser.add_argument(
        "--all-parts", action="store_true", help="grid: every part of a score, not the first only"
    )
    parser.add_argument(
        "--sixteenths", action="store_true",
        help="grid: move all notes to the nearest 16th first, for music that was played",
    )  # fmt: skip
    parser.add_argument(
        "--any-duration", action="store_true",
        help="grid: every duration that 16ths make up, not only those that papers/001 takes",
    )  # fmt: skip
    parser.add_argument(
        "--rolls", action="store_true", help="triples: write the piano roll of each piece, too"
    )
    parser.add_argument(
        "--seed", type=whole_from(0), default=0, help="for the tempi of scores; the same, the same"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(args: argparse.Namespace) -> int:
    """Make the data set; returns the exit code, 2 for a one-line error on stderr."""
    wish = Wish(
        tuple(args.source), args.data, args.key, args.length,
        args.all_parts, args.sixteenths, args.any_duration, args.rolls, args.seed,
    )  # fmt: skip
    try:
        made = KINDS[args.kind](wish, args.out)
        report = _report(args.kind, wish, made)
        write_whole(args.out / REPORT, json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    except (CorpusError, OSError) as error:
        print(f"antiphon corpus: {error}", file=sys.stderr)
        return USER_ERROR
    print(json.dumps(report) if args.json else _summary(report, args.out))
    if made.kept:
        return 0
    print("antiphon corpus: nothing is left, so there is no data set", file=sys.stderr)
    return USER_ERROR


def _report(kind: str, wish: Wish, made: Made) -> dict[str, Any]:
    reasons = Counter(rejection.reason for rejection in made.rejections)
    return {
        "kind": kind,
        "found": made.found,
        "kept": made.kept,
        "rejected": dict(reasons.most_common()),
        "facts": made.facts,
        "key": wish.key if kind == "grid" else None,
        "rejections": [
            [rejection.source, rejection.reason, rejection.detail] for rejection in made.rejections
        ],
    }


def _summary(report: dict[str, Any], folder: Path) -> str:
    lines = [f"{source}: {count} read" for source, count in report["found"].items()]
    lines.append(f"{report['kept']} kept in {folder}")
    for name, fact in report["facts"].items():
        lines.append(f"  {name}: {_in_words(fact)}")
    reasons = list(report["rejected"].items())
    if reasons:
        total = sum(count for _, count in reasons)
        lines.append(f"{total} left out, each named in {folder / REPORT}:")
    lines += [f"  {count:6} {reason}" for reason, count in reasons[:MOST_SHOWN]]
    if rest := reasons[MOST_SHOWN:]:
        lines.append(f"  {sum(count for _, count in rest):6} for {len(rest)} other reasons")
    return "\n".join(lines)


def _in_words(fact: Any) -> str:
    if isinstance(fact, dict):
        return "; ".join(f"{count} {name}" for name, count in fact.items())
    return str(fact)
