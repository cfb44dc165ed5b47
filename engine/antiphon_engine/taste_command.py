"""`antiphon train taste`: learn from the player's marks which answers to choose, or forget it.

Knows the command line, the journals' folder and the taste's file; a running engine follows by
itself when the file changes.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from antiphon_engine import paths
from antiphon_engine.process_setup import limit_blas_threads
from antiphon_engine.taste_file import FEWEST, KeptTaste, TasteError, read_taste, write_taste
from antiphon_models.learned_taste import LearnedTaste

# So many traits are told of, the strongest.
TOLD = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train taste`."""
    parser.description = (
        "Learn from your marks (thumbs up and down in the window) which of its drafts Antiphon "
        "should play. The window does this by itself after a mark; a running Antiphon follows "
        "within a second. Deleting the file that is named undoes it, too."
    )
    parser.add_argument(
        "--forget",
        action="store_true",
        help="choose as without any marks, and let those made so far count no more",
    )
    parser.add_argument(
        "--everything", action="store_true", help="let marks count again that were forgotten"
    )
    parser.add_argument(
        "--sessions", type=Path, metavar="DIR", help="the journals (default: this machine's)"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of text")


def run(args: argparse.Namespace) -> int:
    """Learn or forget, and say what; return the exit code."""
    path = paths.taste_path()
    if args.forget:
        write_taste(path, KeptTaste(since=datetime.now().astimezone()))
        _say({"good": 0, "bad": 0}, "forgotten: drafts are chosen as without marks", args.json)
        return 0
    since = None if args.everything else _since(path)
    return _learn(args.sessions or paths.sessions_folder(), path, since, args.json)


def _since(path: Path) -> datetime | None:
    try:
        return read_taste(path).since
    except TasteError as error:
        # What cannot be read is about to be replaced.
        print(f"antiphon train taste: {error}", file=sys.stderr)
        return None


def _learn(folder: Path, path: Path, since: datetime | None, as_json: bool) -> int:
    limit_blas_threads()
    # They load NumPy, which reads the limit as it is imported.
    from antiphon_engine.taste_examples import collect  # noqa: PLC0415
    from antiphon_engine.taste_learning import learn  # noqa: PLC0415

    collected = collect(folder, since)
    for line in collected.damaged:
        print(f"antiphon train taste: {line}", file=sys.stderr)
    lesson = learn(collected.examples)
    write_taste(path, KeptTaste(lesson.taste, lesson.skill, since))
    told: dict[str, Any] = {
        "good": lesson.taste.good,
        "bad": lesson.taste.bad,
        "skipped": collected.skipped,
        "skill": round(lesson.skill, 3),
        "trust": round(lesson.trust, 3),
        "points": {name: round(points, 3) for name, points in lesson.points.items()},
        "is_used": bool(lesson.taste.weights),
    }
    _say(told, "\n".join([*_sentences(told, lesson.taste), f"{path}: written"]), as_json)
    return 0


def _sentences(told: Mapping[str, Any], taste: LearnedTaste) -> list[str]:
    skipped = told["skipped"]
    passed_over = f"; {skipped} on what was no answer passed over" if skipped else ""
    lines = [f"{taste.good} good marks and {taste.bad} bad{passed_over}"]
    if not told["points"]:
        return [*lines, f"too few: {FEWEST} of each kind are needed; nothing is changed"]
    lines.append(
        f"marks held out are told with an area under the curve of {told['skill']:.2f} "
        f"(0.50 is chance), so this is believed by {told['trust']:.0%}"
    )
    if not taste.weights:
        return [*lines, "no rule was found in them; nothing is changed"]
    return [*lines, *(_spoken(name, points) for name, points in _strongest(told["points"]))]


def _strongest(points: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(points.items(), key=lambda each: -abs(each[1]))[:TOLD]


def _spoken(name: str, points: float) -> str:
    return f"  {points:+.2f}  {'more' if points > 0 else 'less'} {name}"


def _say(told: Mapping[str, Any], text: str, as_json: bool) -> None:
    print(json.dumps(told) if as_json else text, flush=True)
