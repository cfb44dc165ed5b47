"""`antiphon takes`: the sessions that were kept, their export, and their rescue after a crash.

Knows the folders of sessions and takes; knows nothing of what a take holds.
"""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from antiphon_engine import paths
from antiphon_engine.errors import UserError
from antiphon_engine.excerpt import last_exchange, last_seconds
from antiphon_engine.journal import (
    SUFFIX,
    Journal,
    JournalError,
    mark_recovered,
    read_journal,
)
from antiphon_engine.journal_entry import Command
from antiphon_engine.journal_summary import Summary, summary_of
from antiphon_engine.new_file import free_path, write_new_file
from antiphon_engine.params import Params, changed
from antiphon_engine.recorder import Take, take_bytes
from antiphon_engine.session_take import take_of
from antiphon_engine.take_listing import listed
from antiphon_engine.take_notes import notes_of
from antiphon_models.corpus.notation import NotationError, musicxml

FORMATS = {"midi": ".mid", "musicxml": ".musicxml"}


class TakesError(UserError):
    """A session that is not there, or a name that fits several."""


def kept_sessions(newest: int | None = None) -> tuple[list[Summary], list[JournalError]]:
    """Return all sessions or so many of the newest, oldest first, and why others are unreadable."""
    kept, errors = [], []
    found = sorted(paths.sessions_folder().glob("*" + SUFFIX))
    for path in found if newest is None else found[max(len(found) - newest, 0) :]:
        try:
            kept.append(summary_of(path))
        except JournalError as error:
            errors.append(error)
    return kept, errors


def export_take(journal: Journal, output: Path | None = None, may_replace: bool = False) -> Path:
    """Write the session's take to `output`, or under a free name among the takes; return where."""
    path = output or free_path(paths.takes_folder() / f"{journal.path.stem}.mid")
    write_new_file(path, take_bytes(take_of(journal.session, journal.entries)), may_replace)
    return path


def recover_sessions() -> list[tuple[Summary, Path | None]]:
    """Export every interrupted session and mark it recovered; return each with its take.

    A session in which nobody played gets no take. Those being written are left alone, and so
    are damaged ones, which stay interrupted.
    """
    rescued: list[tuple[Summary, Path | None]] = []
    for kept in _interrupted():
        try:
            journal = read_journal(kept.path)
        except JournalError:
            continue
        take = export_take(journal) if kept.figures.heard else None
        mark_recovered(kept.path, take.name if take else "")
        rescued.append((kept, take))
    return rescued


def _interrupted() -> list[Summary]:
    return [kept for kept in kept_sessions()[0] if kept.state == "interrupted"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon takes`."""
    parser.description = "The sessions that were kept: list them, export one, rescue after a crash."
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser(
        "list", help="show all sessions, oldest first (what is done without ACTION)"
    )
    listing.add_argument("--json", action="store_true", help="as JSON, with notes to draw")
    listing.add_argument("--newest", type=int, metavar="N", help="no more than the N newest")
    _add_export_arguments(
        actions.add_parser("export", help="write a session, or its end, as MIDI or notation")
    )
    notes = actions.add_parser("notes", help="write all notes of a session as JSON")
    _add_name(notes)
    actions.add_parser("recover", help="write every interrupted session as a MIDI file")


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="how its name begins, or a .jsonl (default: newest)"
    )


def _add_export_arguments(export: argparse.ArgumentParser) -> None:
    _add_name(export)
    part = export.add_mutually_exclusive_group()
    part.add_argument(
        "--last", type=_positive, metavar="SECONDS", help="only the last seconds of playing"
    )
    part.add_argument(
        "--exchange", action="store_true", help="only the last phrase answered, and its answer"
    )
    place = export.add_mutually_exclusive_group()
    place.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="where to (default: among the takes)"
    )
    place.add_argument(
        "--to", type=Path, metavar="FOLDER", help="into this folder, under a name that is free"
    )
    export.add_argument(
        "--format", choices=FORMATS, default="midi", help="MIDI (the default) or notation"
    )
    export.add_argument("--force", action="store_true", help="replace OUT if it is there")


def _positive(text: str) -> float:
    seconds = float(text)
    if not 0.0 < seconds < math.inf:
        raise argparse.ArgumentTypeError("must be more than 0 seconds")
    return seconds


def run(args: argparse.Namespace) -> int:
    """Do what `args` say; return the exit code."""
    match args.action:
        case "export":
            print(_export(args))
        case "notes":
            print(json.dumps(_all_notes(_chosen(args.name))))
        case "recover":
            _recover()
        case "list":
            _list(args.newest, args.json)
        case _:
            _list(None, False)
    return 0


def _export(args: argparse.Namespace) -> Path:
    journal = _chosen(args.name)
    take = take_of(journal.session, journal.entries)
    if args.last:
        take = last_seconds(take, args.last)
    elif args.exchange:
        take = last_exchange(take, journal.entries)
    folder = args.to or paths.takes_folder()
    path: Path = args.output or free_path(folder / f"{journal.path.stem}{FORMATS[args.format]}")
    content = take_bytes(take) if args.format == "midi" else _notation(take, journal)
    write_new_file(path, content, args.force)
    return path


def _notation(take: Take, journal: Journal) -> bytes:
    params = changed(Params(), journal.session.params)
    for entry in journal.entries:
        if isinstance(entry, Command):
            params = changed(params, entry.changes)
    parts = {
        "Player": notes_of(take.player, take.end),
        "Antiphon": notes_of(take.antiphon, take.end),
    }
    try:
        return musicxml(parts, params.tempo_bpm)
    except NotationError as error:
        raise TakesError(str(error)) from None


def _all_notes(journal: Journal) -> list[list[float | int | bool]]:
    """Return [onset, duration, pitch, velocity, is_player] of every note, in order of onset."""
    take = take_of(journal.session, journal.entries)
    return sorted(
        [note.onset, note.duration, note.pitch, note.velocity, is_player]
        for part, is_player in ((take.player, True), (take.antiphon, False))
        for note in notes_of(part, take.end)
    )


def _chosen(name: str | None) -> Journal:
    if name and Path(name).suffix == SUFFIX and Path(name).exists():
        return read_journal(Path(name))
    names = sorted(path.stem for path in paths.sessions_folder().glob("*" + SUFFIX))
    fitting = [stem for stem in names if stem.startswith(name or "")]
    if not fitting:
        wanted = f"begins with '{name}'" if name else "was kept"
        raise TakesError(
            f"{paths.sessions_folder()}: no session {wanted}; 'antiphon takes' shows all"
        )
    if name and name not in fitting and len(fitting) > 1:
        few = ", ".join(fitting[:3])
        raise TakesError(
            f"'{name}' begins the names of {len(fitting)} sessions ({few}...); say more"
        )
    stem = name if name in fitting else fitting[-1]
    return read_journal(paths.sessions_folder() / f"{stem}{SUFFIX}")


def _recover() -> None:
    rescued = recover_sessions()
    for kept, take in rescued:
        print(take or f"{kept.path.stem}: nothing was played")
    left = _interrupted()
    if not rescued and not left:
        print("no session was interrupted")
    for kept in left:
        _tell_damage(kept.path)


def _tell_damage(path: Path) -> None:
    try:
        read_journal(path)
    except JournalError as error:
        print(f"antiphon: {error}", file=sys.stderr)


def _list(newest: int | None, as_json: bool) -> None:
    sessions, errors = kept_sessions(newest)
    if as_json:
        print(json.dumps([listed(kept) for kept in sessions]))
    else:
        _show(sessions)
    for error in errors:
        print(f"antiphon: {error}", file=sys.stderr)


def _show(sessions: Sequence[Summary]) -> None:
    for kept in sessions:
        print(_line(kept))
    if not sessions:
        print(f"no session yet; they will be kept in {paths.sessions_folder()}")
    if any(kept.state == "interrupted" for kept in sessions):
        print("'antiphon takes recover' writes the interrupted ones as MIDI files")


def _line(kept: Summary) -> str:
    minutes, seconds = divmod(round(kept.length), 60)
    figures = kept.figures
    return (
        f"{kept.path.stem:<21} {minutes:>4}:{seconds:02}  {kept.state:<11} "
        f"{figures.heard:>6} heard {figures.played:>6} played in {figures.answers} answers"
    )
