"""What a take keeps of a session: both parts, markers where turns and knobs changed, and figures.

Knows the journal's entries and the take; knows no file and no MIDI bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from antiphon_engine.core.events import NoteOn, TurnChange
from antiphon_engine.journal_entry import Command, Entry, Heard, Rated, Sent, Session, entry_time
from antiphon_engine.params import Params, changed
from antiphon_engine.recorder import Marker, Take

# What the player asked for, in the words of the buttons.
WISHES = {
    "panic": "Panic",
    "forget": "Forget",
    "again": "Again",
    "more": "More like that",
    "else": "Something else",
    "undo": "Undo",
    "freeze": "Freeze",
    "thaw": "Listen again",
    "mute": "Mute",
    "unmute": "Play again",
}
# A controller turns a knob in many steps; where they are closer than this, the last one counts.
ONE_MOVE = 0.5


@dataclass(frozen=True, slots=True)
class Figures:
    """How many notes both played, how many of the machine's came from motifs, how many answers.

    `from_motifs` counts what comes from the player's playing, `from_pieces` from what was taught.
    """

    heard: int
    played: int
    from_motifs: int
    answers: int
    from_pieces: int = 0


def take_of(session: Session, entries: Sequence[Entry]) -> Take:
    """Return the take of a session, however it ended."""
    return Take(
        player=[entry.event for entry in entries if isinstance(entry, Heard)],
        antiphon=[
            entry.event
            for entry in entries
            if isinstance(entry, Sent) and not isinstance(entry.event, TurnChange)
        ],
        markers=_markers(session, entries),
        texts=_texts(session),
        end=max(map(entry_time, entries), default=0.0),
    )


def figures_of(entries: Iterable[Entry]) -> Figures:
    """Return the figures of a session."""
    heard = played = from_motifs = from_pieces = answers = 0
    for entry in entries:
        match entry:
            case Heard(NoteOn()):
                heard += 1
            case Sent(NoteOn(source=source)):
                played += 1
                if source is not None and source.kind == "motif":
                    from_motifs += not source.piece
                    # What names no place is from a system's own corpus: nobody taught it.
                    from_pieces += bool(source.piece) and source.position >= 0
            case Sent(TurnChange(answer=answer)):
                answers = max(answers, answer)
    return Figures(heard, played, from_motifs, answers, from_pieces)


def _texts(session: Session) -> list[str]:
    knobs = [f"{name} {_shown(value)}" for name, value in session.params.items()]
    return [
        f"Antiphon {session.antiphon}",
        f"seed {session.seed}",
        f"model {session.model}",
        *knobs,
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _markers(session: Session, entries: Iterable[Entry]) -> list[Marker]:
    marking = _Marking(changed(Params(), session.params))
    for entry in entries:
        marking.take_in(entry)
    return marking.markers


@dataclass(slots=True)
class _Marking:
    """Where calls, answers and knob moves begin."""

    params: Params
    markers: list[Marker] = field(default_factory=list)
    calls: int = 0
    awaits_call: bool = True

    def take_in(self, entry: Entry) -> None:
        match entry:
            case Heard(NoteOn(time=time)) if self.awaits_call:
                self._call(time)
            case Sent(TurnChange(time, "answering", answer)):
                self._mark(time, f"Answer {answer} T={self.params.temperature:g}")
                self.awaits_call = False
            case Sent(TurnChange(time, "yielding", _)):
                self._call(time)
            case Sent(TurnChange()):
                self.awaits_call = True
            case Command(time, "set_params", changes):
                self._turn_knobs(time, changes)
            case Command(time, name, _) if name in WISHES:
                self._mark(time, WISHES[name])
            case Rated(time, answer, is_good):
                self._mark(time, f"Answer {answer} {'liked' if is_good else 'disliked'}")

    def _call(self, time: float) -> None:
        self.calls += 1
        self.awaits_call = False
        self._mark(time, f"Call {self.calls}")

    def _turn_knobs(self, time: float, changes: Mapping[str, Any]) -> None:
        self.params = changed(self.params, changes)
        for name in changes:
            before = self.markers[-1] if self.markers else Marker(-ONE_MOVE, "")
            if before.text.startswith(f"{name} ") and time - before.time < ONE_MOVE:
                self.markers.pop()
            self._mark(time, f"{name} {_shown(getattr(self.params, name))}")

    def _mark(self, time: float, text: str) -> None:
        self.markers.append(Marker(time, text))
