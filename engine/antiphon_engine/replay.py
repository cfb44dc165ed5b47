"""`antiphon replay`: a recorded session again, to the note, and a word where it differs.

Knows journals and the command line; what is played is decided by the performer.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from antiphon_engine.core.events import Happening
from antiphon_engine.core.performer import Performer
from antiphon_engine.core.traits import untold
from antiphon_engine.errors import UserError
from antiphon_engine.journal import Journal, read_journal
from antiphon_engine.journal_entry import Command, Entry, Heard, Learned, Sent, TookUpTaste
from antiphon_engine.journal_line import encode
from antiphon_engine.lesson import Lesson
from antiphon_engine.new_file import refuse_existing, write_new_file
from antiphon_engine.offline import Input, tell
from antiphon_engine.params import Params, changed
from antiphon_engine.paths import library_folder
from antiphon_engine.recorder import take_bytes
from antiphon_engine.relearning import Learning, recall
from antiphon_engine.session_start import load_mind
from antiphon_engine.session_take import figures_of, take_of
from antiphon_engine.style_notice import MODEL_KNOB, STYLE_KNOBS
from antiphon_models.improviser import Improviser


def replay(journal: Journal, mind: Improviser, learning: Learning | None = None) -> list[Entry]:
    """Return what happens when a fresh `mind` is told all that the session was told.

    `learning` has the pieces that were learned in it.
    """
    params = changed(Params(), journal.session.params)
    performer = Performer(mind, params, journal.session.seed)
    inputs = _inputs(journal.entries, learning or {})
    entries = tell(performer, inputs)
    was_released = bool(inputs) and inputs[-1] == Command(inputs[-1].time, "release")
    if journal.state != "complete" or not was_released:
        # Nobody ended this session: it goes on as long as its journal tells of it.
        entries += map(Sent, performer.advance(journal.length))
    return entries


def voices_used(journal: Journal) -> dict[str, str]:
    """Return the network for each style trained here, and each model, that was ever asked for."""
    changes = [entry.changes for entry in journal.entries if isinstance(entry, Command)]
    knobs = (*STYLE_KNOBS, MODEL_KNOB)
    asked = {told.get(knob) for told in (journal.session.params, *changes) for knob in knobs}
    return {voice: name for voice, name in journal.session.voices.items() if voice in asked}


def first_difference(journal: Journal, replayed: Sequence[Entry]) -> str | None:
    """Return in one line where the replay leaves what was recorded; None if nowhere.

    What a crash kept from the journal, at its end, is no difference.
    """
    recorded, again = _sent(journal.entries), _sent(replayed)
    if journal.state != "complete":
        again = again[: len(recorded)]
    for number, (was, is_now) in enumerate(zip_longest(recorded, again), start=1):
        if was != is_now:
            return f"event {number} was {_shown(was)} and is now {_shown(is_now)}"
    return None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon replay`."""
    parser.description = "Play a recorded session again, to the note, from its journal."
    parser.add_argument("journal", type=Path, metavar="TAKE.jsonl", help="the session's journal")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.mid", help="where the duet goes"
    )
    parser.add_argument("--force", action="store_true", help="replace OUT.mid if it is there")
    parser.add_argument("--weights", type=Path, metavar="FILE", help="the network it was made with")


def refuse_other_tastes(journal: Journal) -> None:
    """Raise UserError where the session chose by a taste that cannot be followed here."""
    tastes = (entry.taste for entry in journal.entries if isinstance(entry, TookUpTaste))
    if unknown := next(filter(None, map(untold, tastes)), None):
        raise UserError(
            f"{journal.path}: was played with a taste for '{unknown[0]}', which this version does "
            "not know; use the version of Antiphon that wrote it"
        )


def run(args: argparse.Namespace) -> int:
    """Replay as `args` say; the exit code is 2 where the session came out differently."""
    refuse_existing(args.output, args.force)
    journal = read_journal(args.journal)
    refuse_other_tastes(journal)
    learning = recall(args.journal, journal.entries, library_folder())
    mind = load_mind(args.weights, voices_used(journal))
    entries = replay(journal, mind, learning)
    write_new_file(args.output, take_bytes(take_of(journal.session, entries)), args.force)
    figures = figures_of(entries)
    print(f"{args.output}: {figures.heard} notes heard, {figures.played} played")
    difference = first_difference(journal, entries)
    if difference is None:
        return 0
    print(f"{args.journal}: {_explained(difference, journal, mind.name)}", file=sys.stderr)
    return 2


def _explained(difference: str, journal: Journal, model: str) -> str:
    was = journal.session.model
    if was != model:
        return (
            f"was made with the weights '{was}', and these are '{model}' (choose with --weights); "
            f"{difference}"
        )
    return f"came out differently, though the weights are the same: {difference}"


def _inputs(entries: Sequence[Entry], learning: Learning) -> list[Input]:
    inputs: list[Input] = []
    for entry in entries:
        if isinstance(entry, Heard):
            inputs.append(entry.event)
        elif isinstance(entry, Command | TookUpTaste):
            inputs.append(entry)
        elif isinstance(entry, Learned):
            stretch = replace(learning[entry.piece_id][entry.part], piece=entry.name)
            inputs.append(Lesson(entry.time, entry.piece_id, entry.part, stretch))
    return inputs


def _sent(entries: Sequence[Entry]) -> list[Happening]:
    return [entry.event for entry in entries if isinstance(entry, Sent)]


def _shown(event: Happening | None) -> str:
    return "nothing" if event is None else encode(Sent(event))
