"""A take as the list shows it: its notes, read from its file, and what its session says of it.

Knows takes as files and as the `takes` command lists sessions; knows no widget.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from antiphon_app.replay import ReplayNote
from antiphon_engine.errors import UserError
from antiphon_engine.midi_file import MidiFileError, read_player_part
from antiphon_engine.params import ParamError, Params, changed
from antiphon_engine.presets import names, read, steps_to
from antiphon_engine.take_notes import notes_of

# More notes than this are not told apart in a thumbnail.
MOST_DRAWN = 500


@dataclass(frozen=True, slots=True)
class TakeMusic:
    """The notes of a take in order of onset; `trouble` says why there are none.

    `sketch` is as many of them, evenly thinned, as a thumbnail can show.
    """

    notes: tuple[ReplayNote, ...] = ()
    trouble: str = ""
    sketch: tuple[ReplayNote, ...] = ()

    @property
    def length(self) -> float:
        """Seconds from the beginning to the end of the last note."""
        return max((note.onset + note.duration for note in self.notes), default=0.0)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is known of the session that a take was cut from."""

    name: str
    started: datetime | None = None
    preset: str = ""
    answers: int = 0
    liked: int = 0
    disliked: int = 0
    tempo_bpm: float = Params().tempo_bpm


def read_music(path: Path) -> TakeMusic:
    """Return what both play in the take at `path`; a file that cannot be read says why."""
    notes: list[ReplayNote] = []
    trouble = ""
    for track, is_player in (("Player", True), ("Antiphon", False)):
        try:
            events = read_player_part(path, track).events
        except MidiFileError as error:
            # A part in which nobody plays is no fault, unless it is so with both.
            trouble = str(error).removeprefix(f"{path}: ")
            continue
        notes += [
            ReplayNote(note.onset, note.duration, note.pitch, note.velocity, is_player)
            for note in notes_of(events, events[-1].time)
        ]
    notes.sort(key=lambda note: (note.onset, note.pitch))
    return TakeMusic(tuple(notes), "" if notes else trouble, thinned(notes))


def thinned(notes: Sequence[ReplayNote]) -> tuple[ReplayNote, ...]:
    """Return at most MOST_DRAWN of the notes, evenly spread, the last one among them."""
    step = max(1.0, len(notes) / MOST_DRAWN)
    count = min(len(notes), MOST_DRAWN)
    return tuple(notes[len(notes) - 1 - int(place * step)] for place in reversed(range(count)))


def read_facts(listing: str) -> dict[str, SessionFacts]:
    """Return the facts by session from what `takes list --json` said; {} if that is no listing."""
    try:
        rows = json.loads(listing)
        return {str(row["name"]): _facts(row) for row in rows}
    except (ValueError, TypeError, KeyError):
        return {}


def _facts(row: Mapping[str, Any]) -> SessionFacts:
    thumbs = [bool(is_good) for _, is_good in row["thumbs"]]
    return SessionFacts(
        name=str(row["name"]),
        started=datetime.fromisoformat(row["started"]),
        preset=preset_name(row["params"]),
        answers=int(row["answers"]),
        liked=sum(thumbs),
        disliked=len(thumbs) - sum(thumbs),
        tempo_bpm=float(row["params"].get("tempo_bpm", Params().tempo_bpm)),
    )


def preset_name(knobs: Mapping[str, Any]) -> str:
    """Return the name of the preset that turns the knobs like this, "" where none does."""
    try:
        params = changed(Params(), knobs)
    except ParamError:
        return ""
    for name in names():
        try:
            preset = read(name)
        except UserError:
            continue
        if not steps_to(preset, params):
            return preset.name
    return ""


def session_of(origin: str, sessions: Iterable[str]) -> str:
    """Return which of `sessions` a take was cut from, by its first name; "" if none."""
    fitting = [name for name in sessions if origin.startswith(name)]
    return max(fitting, key=len, default="")
