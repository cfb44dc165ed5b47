"""`antiphon render`: a MIDI file in, the duet out, by the live engine's performer without a clock.

The same seed, knobs and weights give the same bytes. Knows the command line and the files it
names; what is played is decided by the performer.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from antiphon_engine import paths, presets
from antiphon_engine.core.events import MidiEvent
from antiphon_engine.core.performer import Performer
from antiphon_engine.errors import UserError
from antiphon_engine.journal import JournalWriter
from antiphon_engine.journal_entry import Entry, Session, TookUpTaste
from antiphon_engine.lesson import Lesson
from antiphon_engine.midi_file import PlayerPart, read_player_part
from antiphon_engine.new_file import refuse_existing, write_new_file
from antiphon_engine.offline import perform
from antiphon_engine.param_options import add_param_options, param_changes
from antiphon_engine.params import Params, changed
from antiphon_engine.recorder import take_bytes
from antiphon_engine.relearning import everything_taught
from antiphon_engine.session_start import load_mind, new_session
from antiphon_engine.session_take import figures_of, take_of
from antiphon_engine.style_notice import unspoken
from antiphon_engine.taste_file import read_taste
from antiphon_models.improviser import Improviser
from antiphon_models.learned_taste import LearnedTaste

DEFAULT_TAIL = 30.0


def render(
    events: Iterable[MidiEvent],
    mind: Improviser,
    params: Params,
    seed: int,
    tail: float = DEFAULT_TAIL,
    *,
    lessons: Iterable[Lesson] = (),
    taste: LearnedTaste | None = None,
) -> list[Entry]:
    """Return what happens when a performer with a fresh `mind` hears `events`, ordered by time.

    It has learned `lessons` before, and chooses by `taste`. In duet and solo the machine stops
    `tail` seconds after the last event.
    """
    tastes = [TookUpTaste(0.0, taste)] if taste else []
    return perform(Performer(mind, params, seed), chain(tastes, lessons, events), tail)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon render`."""
    parser.description = "Answer a MIDI file: the player's notes in, the duet out."
    parser.add_argument("input", type=Path, metavar="IN.mid", help="what the player plays")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.mid", help="where the duet goes"
    )
    parser.add_argument("--force", action="store_true", help="replace OUT.mid if it is there")
    parser.add_argument(
        "--track", metavar="NAME|N", help="listen to this track only (by name, or counted from 1)"
    )
    parser.add_argument("--preset", metavar="NAME|FILE", help="the knobs to begin with")
    parser.add_argument(
        "--seed", type=int, default=1, help="another seed, another answer (default 1)"
    )
    parser.add_argument("--weights", type=Path, metavar="FILE", help="another network's weights")
    parser.add_argument(
        "--memory",
        action="store_true",
        help="let it know the pieces taught by 'antiphon memory add' (else it knows none, so that "
        "the same seed gives the same bytes on any machine)",
    )
    parser.add_argument(
        "--taste", type=Path, metavar="FILE", help="choose by a taste, as 'train taste' writes it"
    )
    parser.add_argument("--journal", type=Path, metavar="FILE.jsonl", help="keep a journal, too")
    parser.add_argument(
        "--tail",
        type=_seconds,
        default=DEFAULT_TAIL,
        metavar="S",
        help=f"how long a duet or a solo goes on after the player (default {DEFAULT_TAIL:g} s)",
    )
    add_param_options(parser)


def run(args: argparse.Namespace) -> int:
    """Render as `args` say and tell in a few lines what was played; return the exit code."""
    for path in filter(None, (args.output, args.journal)):
        refuse_existing(path, args.force and path == args.output)
    part = read_player_part(args.input, args.track)
    chosen = presets.load(args.preset) if args.preset else {}
    params = changed(Params(), {**chosen, **param_changes(args)})
    mind = load_mind(args.weights)
    spoken = mind.repertoire
    known = (*spoken.styles, *spoken.models)
    words = unspoken((params.style, params.second_style), params.model, known)
    for word in (*spoken.faults, *words):
        print(f"antiphon render: {word}", file=sys.stderr)
    voices = spoken.voices
    session = new_session(args.seed, mind.name, params, [args.input.name], voices=voices)
    lessons = everything_taught(paths.library_folder()) if args.memory else []
    entries = render(
        part.events, mind, params, args.seed, args.tail, lessons=lessons, taste=_taste(args.taste)
    )
    write_new_file(args.output, take_bytes(take_of(session, entries)), args.force)
    if args.journal:
        write_journal(args.journal, session, entries)
    print("\n".join(_told(args.input, args.output, part, entries)))
    return 0


def write_journal(path: Path, session: Session, entries: Sequence[Entry]) -> None:
    """Write the journal of a session that is over."""
    writer = JournalWriter(path, session)
    for entry in entries:
        writer.append(entry)
    writer.close(take_of(session, entries).end)


def _taste(path: Path | None) -> LearnedTaste | None:
    if path is None:
        return None
    if not path.exists():
        raise UserError(f"{path}: is not there; 'antiphon train taste' says where it writes one")
    return read_taste(path).taste


def _told(source: Path, output: Path, part: PlayerPart, entries: Sequence[Entry]) -> list[str]:
    figures = figures_of(entries)
    taught = f", {figures.from_pieces} after taught pieces" if figures.from_pieces else ""
    lines = [
        f"{output}: {figures.heard} notes heard, {figures.played} played in "
        f"{figures.answers} answers, {figures.from_motifs} after the player's motifs{taught}"
    ]
    if part.skipped:
        skipped = ", ".join(f"{kind} {count}" for kind, count in part.skipped.items())
        lines.append(f"{source}: passed over: {skipped}")
    return lines


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"must be from 0 to 3600 s, not {text}")
    return seconds
