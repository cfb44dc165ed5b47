"""`antiphon takes`: the sessions that were kept, their export as MIDI, and rescue after a crash.

Knows the folders of sessions and takes; knows nothing of what a take holds.
"""

import argparse
import sys
from pathlib import Path

from antiphon_engine import paths
from antiphon_engine.errors import UserError
from antiphon_engine.journal import (
    SUFFIX,
    Journal,
    JournalError,
    mark_recovered,
    read_journal,
)
from antiphon_engine.journal_summary import Summary, summary_of
from antiphon_engine.new_file import free_path, write_new_file
from antiphon_engine.recorder import take_bytes
from antiphon_engine.session_take import take_of


class TakesError(UserError):
    """A session that is not there, or a name that fits several."""


def kept_sessions() -> tuple[list[Summary], list[JournalError]]:
    """Return all sessions, oldest first, and why others could not be read."""
    kept, errors = [], []
    for path in sorted(paths.sessions_folder().glob("*" + SUFFIX)):
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
    actions.add_parser("list", help="show all sessions, oldest first (what is done without ACTION)")
    export = actions.add_parser("export", help="write one session as a MIDI file")
    export.add_argument(
        "name", nargs="?", metavar="NAME", help="how its name begins, or a .jsonl (default: newest)"
    )
    export.add_argument(
        "-o", "--output", type=Path, metavar="OUT.mid", help="where to (default: among the takes)"
    )
    export.add_argument("--force", action="store_true", help="replace OUT.mid if it is there")
    actions.add_parser("recover", help="write every interrupted session as a MIDI file")


def run(args: argparse.Namespace) -> int:
    """Do what `args` say; return the exit code."""
    match args.action:
        case "export":
            journal = _chosen(args.name)
            print(export_take(journal, args.output, args.force))
        case "recover":
            _recover()
        case _:
            _list()
    return 0


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


def _list() -> None:
    sessions, errors = kept_sessions()
    for kept in sessions:
        print(_line(kept))
    if not sessions:
        print(f"no session yet; they will be kept in {paths.sessions_folder()}")
    if any(kept.state == "interrupted" for kept in sessions):
        print("'antiphon takes recover' writes the interrupted ones as MIDI files")
    for error in errors:
        print(f"antiphon: {error}", file=sys.stderr)


def _line(kept: Summary) -> str:
    minutes, seconds = divmod(round(kept.length), 60)
    figures = kept.figures
    return (
        f"{kept.path.stem:<21} {minutes:>4}:{seconds:02}  {kept.state:<11} "
        f"{figures.heard:>6} heard {figures.played:>6} played in {figures.answers} answers"
    )
