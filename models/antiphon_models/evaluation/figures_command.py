"""`antiphon evaluate figures`: the results of the studies as pictures, in both of the app's looks.

Knows which results lie in which file and who makes them; draws nothing itself.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from antiphon_models.evaluation.figure_look import LIGHT, LOOKS, save
from antiphon_models.evaluation.figures import FIGURES


class Study(NamedTuple):
    """Where a figure's results lie, the command that makes them, and what they must hold."""

    file: str
    command: str
    keys: frozenset[str]


STUDIES = {
    "memory": Study("anticipation.json", "antiphon evaluate anticipation", frozenset({"views"})),
    "melody": Study("melody.json", "antiphon evaluate melody", frozenset({"rows", "sets"})),
    "answers": Study(
        "answers.json", "antiphon evaluate answers", frozenset({"ours", "prompts", "systems"})
    ),
}


class ResultsError(Exception):
    """Results that are missing or not of this version; the message is one line with the mend."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate figures` on `parser`."""
    parser.add_argument(
        "--results", type=Path, required=True, metavar="DIR", help="where the studies' JSON lies"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR",
        help="where mind-NAME.png and mind-NAME-dark.png go",
    )  # fmt: skip
    parser.add_argument(
        "--only", nargs="+", choices=tuple(STUDIES), default=tuple(STUDIES), metavar="NAME",
        help=f"of {', '.join(STUDIES)}",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Draw and say what was written; 2 for a one-line error on stderr."""
    try:
        if not args.out.is_dir():
            raise NotADirectoryError(f"{args.out} is no folder; make it, or name another")
        results = {name: read_results(args.results, STUDIES[name]) for name in args.only}
        for name, found in results.items():
            _draw(name, found, args.results, args.out)
    except (ResultsError, OSError) as error:
        print(f"antiphon evaluate figures: {error}", file=sys.stderr)
        return 2
    return 0


def read_results(folder: Path, study: Study) -> dict[str, Any]:
    """Return what `study` found; ResultsError if it is not there or not what is drawn now."""
    path = folder / study.file
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ResultsError(f"{path} is missing; make it with: {study.command}") from None
    except ValueError:
        raise ResultsError(f"{path} is no JSON; make it anew with: {study.command}") from None
    if not isinstance(found, dict) or not study.keys <= found.keys():
        raise _old(path, study)
    return found


def _draw(name: str, found: dict[str, Any], folder: Path, out: Path) -> None:
    for look in LOOKS:
        try:
            figure = FIGURES[name](found, look)
        except KeyError:
            raise _old(folder / STUDIES[name].file, STUDIES[name]) from None
        path = out / f"mind-{name}{'' if look is LIGHT else '-' + look.name}.png"
        save(figure, path)
        print(path)


def _old(path: Path, study: Study) -> ResultsError:
    return ResultsError(
        f"{path} is not as this version writes it; make it anew with: {study.command}"
    )
