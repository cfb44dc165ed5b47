"""`antiphon memory`: teach pieces from MIDI files, see what was taught, take it back.

Knows the command line and the library; a running engine sees by itself what has changed.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from antiphon_engine import paths
from antiphon_engine.library import Library, LibraryError
from antiphon_engine.midi_search import midi_paths
from antiphon_engine.piece_file import Piece
from antiphon_engine.teaching import Lessons, Outcome, Tally, teach_all

FROM_STDIN = Path("-")
# Of more files than this, only those that were skipped are told one by one.
TOLD_ONE_BY_ONE = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon memory`."""
    parser.description = (
        "What you have taught Antiphon: pieces from MIDI files that it remembers beside your own "
        "playing, at once and without training. A running Antiphon follows within a second."
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    add = actions.add_parser("add", help="teach MIDI files, or folders of them")
    add.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a MIDI file or a folder; - reads paths from the standard input, one a line",
    )
    add.add_argument("--json", action="store_true", help="a line of JSON for each file")
    listing = actions.add_parser("list", help="show what was taught (what is done without ACTION)")
    listing.add_argument("--json", action="store_true", help="as JSON")
    remove = actions.add_parser("remove", help="forget pieces")
    remove.add_argument("names", nargs="+", metavar="NAME", help="as 'list' shows it, or its id")
    actions.add_parser("clear", help="forget every piece")


def run(args: argparse.Namespace) -> int:
    """Do what `args` say; return the exit code, which is 2 where nothing could be taught."""
    library = Library(paths.library_folder())
    match args.action:
        case "add":
            return _add(library, args.paths, args.json)
        case "remove":
            _remove(library, args.names)
        case "clear":
            _clear(library)
        case _:
            _list(library, getattr(args, "json", False))
    return 0


def _add(library: Library, sources: Sequence[Path], as_json: bool) -> int:
    files = midi_paths(_named(sources))
    if not files:
        raise LibraryError(f"{sources[0]}: holds no MIDI files (.mid, .midi); name one that does")
    outcomes = teach_all(library, files, lambda: datetime.now().astimezone())
    tally = _tell_as_json(outcomes) if as_json else _tell(outcomes, len(files))
    return 0 if tally.learned or tally.known else 2


def _named(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        if source == FROM_STDIN:
            # As bytes: a path is what the system says it is, in whatever encoding.
            lines = sys.stdin.buffer.read().splitlines()
            yield from (Path(os.fsdecode(line)) for line in lines if line)
        else:
            yield source


def _tell_as_json(outcomes: Lessons) -> Tally:
    tally = Tally()
    for outcome in outcomes:
        tally.count(outcome)
        print(json.dumps(asdict(outcome)), flush=True)
    return tally


def _tell(outcomes: Lessons, number: int) -> Tally:
    tally, is_screen = Tally(), sys.stderr.isatty()
    clear = "\r\x1b[K" if is_screen else ""
    try:
        for outcome in outcomes:
            tally.count(outcome)
            _tell_one(outcome, clear, is_few=number <= TOLD_ONE_BY_ONE)
            if is_screen:
                print(f"{clear}{outcome.done} of {outcome.of}", end="", file=sys.stderr, flush=True)
    finally:
        # Also when it is interrupted: what was learned by then stays.
        print(clear, end="", file=sys.stderr)
        print(tally.summary())
    return tally


def _tell_one(outcome: Outcome, clear: str, *, is_few: bool) -> None:
    if outcome.kind == "skipped":
        print(f"{clear}antiphon: {outcome.path}: {outcome.reason}", file=sys.stderr)
    elif is_few:
        print(clear, end="", file=sys.stderr, flush=True)
        known = "" if outcome.kind == "learned" else ", known already"
        print(f"{outcome.name}: {outcome.notes:,} notes{known}")


def _list(library: Library, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(piece) for piece in library.pieces]))
    elif not library.pieces:
        print("nothing was taught yet; 'antiphon memory add FILE.mid' teaches a piece")
    for piece in () if as_json else library.pieces:
        print(_line(piece))
    _tell_damage(library)


def _line(piece: Piece) -> str:
    minutes, seconds = divmod(round(piece.length), 60)
    added = datetime.fromisoformat(piece.added).strftime("%Y-%m-%d %H:%M")
    return f"{added}  {piece.notes:>7,} notes {minutes:>3}:{seconds:02}  {piece.name}"


def _remove(library: Library, names: Sequence[str]) -> None:
    # All are found before any is removed: a name that is mistyped changes nothing.
    for piece in [library.find(name) for name in dict.fromkeys(names)]:
        library.remove(piece)
        print(f"{piece.name}: forgotten")


def _clear(library: Library) -> None:
    number = len(library.pieces)
    for piece in list(library.pieces):
        library.remove(piece)
    print(f"{number} {'piece' if number == 1 else 'pieces'} forgotten")
    _tell_damage(library)


def _tell_damage(library: Library) -> None:
    for line in library.damaged:
        print(f"antiphon: {line}", file=sys.stderr)
