"""The demo: two shipped calls, answered by the real engine, shown as a piano roll and kept as MIDI.

Knows the phrases, the terminal and where takes go; what is answered is the performer's affair.
"""

import argparse
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from antiphon_engine import paths, presets
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn, TurnChange
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Entry, Heard, Sent
from antiphon_engine.midi_file import read_player_part
from antiphon_engine.new_file import free_path, write_new_file
from antiphon_engine.offline import perform
from antiphon_engine.param_options import add_param_options, param_changes
from antiphon_engine.params import Params, changed
from antiphon_engine.piano_roll_text import (
    Face,
    Heading,
    RollNote,
    Voice,
    ascii_face,
    piano_roll,
    unicode_face,
)
from antiphon_engine.recorder import take_bytes
from antiphon_engine.session_start import load_mind, new_session
from antiphon_engine.session_take import Figures, figures_of, take_of
from antiphon_models.improviser import Improviser

CALLS = ("first_call", "second_call")
# The silence in which the player listens before the next call.
BREATH = 0.6
WIDEST = 120


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon demo`."""
    parser.description = "Hear (well, see) Antiphon answer two short calls; no MIDI gear needed."
    parser.add_argument("--seed", type=int, help="the seed of an earlier demo, to see it again")
    parser.add_argument("--preset", metavar="NAME|FILE", help="the knobs to begin with")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT.mid", help="where to (default: among the takes)"
    )
    add_param_options(parser)


def run(args: argparse.Namespace) -> int:
    """Perform the demo, write it and show it; return the exit code."""
    chosen = presets.load(args.preset) if args.preset else {}
    params = changed(Params(), {**chosen, **param_changes(args)})
    seed = secrets.randbelow(1000) if args.seed is None else args.seed
    mind = load_mind()
    rounds = converse(shipped_calls(), mind, params, seed)
    entries = [entry for exchange in rounds for entry in exchange]
    output = args.output or free_path(paths.takes_folder() / "Antiphon demo.mid")
    session = new_session(seed, mind.name, params, CALLS)
    write_new_file(output, take_bytes(take_of(session, entries)))
    width = min(shutil.get_terminal_size().columns, WIDEST) - 1
    lines = told(rounds, width, _face())
    lines += ["", f"  seed {seed}, {mind.name}", f"  {output}", ""]
    print("\n".join(lines))
    return 0


def shipped_calls() -> list[Sequence[MidiEvent]]:
    """Return the calls that come with Antiphon."""
    calls: list[Sequence[MidiEvent]] = []
    for name in CALLS:
        source = resources.files("antiphon_engine.phrases") / f"{name}.mid"
        with resources.as_file(source) as path:
            calls.append(read_player_part(path).events)
    return calls


def converse(
    calls: Iterable[Sequence[MidiEvent]], mind: Improviser, params: Params, seed: int
) -> list[list[Entry]]:
    """Return what happens, call by call, when each call waits for the answer to the one before."""
    performer = Performer(mind, params, seed)
    rounds: list[list[Entry]] = []
    for call in calls:
        begin = performer.now + BREATH if rounds else 0.0
        moved = [replace(event, time=event.time + begin) for event in call]
        rounds.append(perform(performer, moved, tail=8.0))
    return rounds


def told(rounds: Sequence[Sequence[Entry]], width: int, face: Face) -> list[str]:
    """Return the demo as it is shown: a title, a roll for each call and answer, the figures."""
    lines = ["", *_title(face)]
    for number, entries in enumerate(rounds, start=1):
        roll = piano_roll(roll_notes(entries), width - 2, face, headings(number, entries))
        lines += ["", *("  " + line for line in roll)]
    figures = figures_of(entry for entries in rounds for entry in entries)
    return [*lines, "", f"  {_figures_line(figures)}"]


def roll_notes(entries: Iterable[Entry]) -> list[RollNote]:
    """Return the finished notes of both, in order of their ends."""
    notes: list[RollNote] = []
    begun: dict[tuple[bool, int], NoteOn] = {}
    for entry in entries:
        match entry:
            case Heard(event) | Sent(NoteOn() | NoteOff() as event):
                key = (isinstance(entry, Heard), getattr(event, "pitch", -1))
                if isinstance(event, NoteOn):
                    begun[key] = event
                elif isinstance(event, NoteOff) and key in begun:
                    on = begun.pop(key)
                    notes.append(RollNote(on.pitch, on.time, event.time, _voice(on)))
    return notes


def headings(number: int, entries: Iterable[Entry]) -> list[Heading]:
    """Return where call `number` and its answers begin, in order of time."""
    found: list[Heading] = []
    for entry in entries:
        match entry:
            case Heard(NoteOn(time=time)) if not found:
                found.append(Heading(time, f"call {number}"))
            case Sent(TurnChange(time, "answering", answer)):
                found.append(Heading(time, f"answer {answer}"))
    return found


def _voice(note: NoteOn) -> Voice:
    return "player" if note.source is None else note.source.kind


def _title(face: Face) -> list[str]:
    voices: list[tuple[Voice, str]] = [
        ("player", "the player"),
        ("network", "Antiphon"),
        ("motif", "Antiphon, after a motif of the player's"),
    ]
    legend = []
    for voice, name in voices:
        sign = face.signs[voice]
        legend.append(face.painted(sign.onset + 2 * sign.body, voice) + " " + name)
    return ["  Antiphon: two calls, two answers.", "", "  " + "    ".join(legend)]


def _figures_line(figures: Figures) -> str:
    return (
        f"{figures.heard} notes played, {figures.played} answered in {figures.answers} answers, "
        f"{figures.from_motifs} after the player's motifs"
    )


def _face() -> Face:
    is_coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return unicode_face(is_coloured) if encoding.startswith("utf") else ascii_face(is_coloured)
