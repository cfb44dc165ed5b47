"""`antiphon notate`: a take as notation, both parts on one score.

Knows MIDI files and where MusicXML goes; knows nothing of sessions.
"""

import argparse
from pathlib import Path

from antiphon_engine.errors import UserError
from antiphon_engine.midi_file import MidiFileError, read_player_part
from antiphon_engine.new_file import refuse_existing, write_new_file
from antiphon_engine.params import TEMPO_RANGE, Params
from antiphon_engine.take_notes import notes_of
from antiphon_models.corpus.notation import NotationError, musicxml
from antiphon_models.music.notes import Note

PARTS = ("Player", "Antiphon")
SUFFIX = ".musicxml"


class NotateError(UserError):
    """A take that cannot be written as notation."""


def take_parts(path: Path) -> dict[str, list[Note]]:
    """Return the notes of the parts in a take, by name; a file that is no take raises UserError."""
    parts: dict[str, list[Note]] = {}
    trouble: MidiFileError | None = None
    for name in PARTS:
        try:
            events = read_player_part(path, name).events
        except MidiFileError as error:
            # One who did not play has no staff.
            trouble = error
            continue
        parts[name] = notes_of(events, events[-1].time)
    if trouble is not None and not parts:
        raise trouble
    return parts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon notate`."""
    parser.description = "Write a take as notation: MusicXML, quantised to sixteenths."
    parser.add_argument("take", type=Path, metavar="TAKE.mid", help="a take that Antiphon saved")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="where to (default: beside the take)"
    )
    parser.add_argument(
        "--tempo", type=float, default=Params().tempo_bpm, metavar="BPM", help="what a beat is"
    )
    parser.add_argument("--force", action="store_true", help="replace OUT if it is there")


def run(args: argparse.Namespace) -> int:
    """Do what `args` say; return the exit code."""
    slowest, fastest = TEMPO_RANGE
    if not slowest <= args.tempo <= fastest:
        raise NotateError(f"--tempo must be {slowest:g} to {fastest:g}, not {args.tempo:g}")
    output: Path = args.output or args.take.with_suffix(SUFFIX)
    refuse_existing(output, args.force)
    try:
        content = musicxml(take_parts(args.take), args.tempo)
    except NotationError as error:
        raise NotateError(str(error)) from None
    write_new_file(output, content, args.force)
    print(output)
    return 0
