"""The machine's voice: the line it is making, the notes it has planned, and what sounds.

Knows one line at a time and the mind that must hear it; knows nothing of the player.
"""

import math
from collections.abc import Callable

from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.core.line import Line
from antiphon_engine.core.schedule import Key, Planned, Schedule
from antiphon_engine.params import Params
from antiphon_models.music.notes import Note

# Seconds by which what sounds is decided ahead, so that a sender can be exact.
LEAD = 0.010
# What comes after a note is thought of this much later, so that the note is handed over first.
AFTERTHOUGHT = 0.001
# How many notes of an answer are planned ahead; a duet listens until the last moment.
NOTES_AHEAD = {"answer": 2, "duet": 1, "solo": 2}


class Voice:
    """What the machine says; `heard` is called with each note of its own soon after it is sent."""

    def __init__(self, heard: Callable[[Note], None]) -> None:
        self._heard = heard
        self._schedule = Schedule()
        self._line: Line | None = None
        self._plan_due = math.inf
        self._unheard: list[Note] = []
        self._silent_from = -math.inf

    @property
    def sounding(self) -> list[Key]:
        """The (channel, pitch) pairs begun and not ended, in order."""
        return self._schedule.sounding

    @property
    def planned(self) -> list[Planned]:
        """The notes decided and not begun, in order of onset."""
        return self._schedule.planned

    @property
    def has_more_to_say(self) -> bool:
        """Whether the line in the making has not come to its end."""
        return self._line is not None

    def say(self, line: Line, first: Planned, now: float) -> None:
        """Begin with `line`, whose first note is `first`."""
        self._line = line
        self._schedule.add(first, now)
        self._plan_due = now + AFTERTHOUGHT

    def think_again(self) -> Planned | None:
        """Drop what was planned, and return the first note of it."""
        dropped = self._schedule.planned
        self.trail_off()
        return dropped[0] if dropped else None

    def next_due(self) -> float:
        """When `go_on` must next be called: for a thought, or LEAD before something is due."""
        return min(self._schedule.next_due() - LEAD, self._plan_due)

    def go_on(self, params: Params, now: float) -> list[NoteOn | NoteOff]:
        """Return what is due within LEAD of `now`; where nothing is, think of what comes next."""
        if self._schedule.next_due() - LEAD > now:
            self.catch_up()
            self._plan_ahead(params, now)
            return []
        self._plan_due = now + AFTERTHOUGHT
        return self._send(max(now + LEAD, self._schedule.next_due()))

    def catch_up(self) -> None:
        """Let the mind hear what has been sent, before it hears or thinks of anything else."""
        unheard, self._unheard = self._unheard, []
        for note in unheard:
            self._heard(note)

    def silent_from(self) -> float:
        """When the last note of all has ended; math.inf while there is something to say."""
        is_over = self._line is None and self._schedule.next_due() == math.inf
        return self._silent_from if is_over else math.inf

    def trail_off(self) -> None:
        """Say nothing more; what sounds rings out."""
        self.catch_up()
        self._line = None
        self._schedule.cancel_planned()

    def hush(self, now: float) -> list[NoteOff]:
        """Say nothing more, and return the note-offs of all that sounds, due at once."""
        self.catch_up()
        self._line = None
        return self._schedule.release_all(now)

    def _send(self, until: float) -> list[NoteOn | NoteOff]:
        events: list[NoteOn | NoteOff] = []
        for event, planned in self._schedule.take_due(until):
            events.append(event)
            self._silent_from = max(self._silent_from, event.time)
            if isinstance(event, NoteOn):
                self._unheard.append(planned.thought)
        return events

    def _plan_ahead(self, params: Params, now: float) -> None:
        self._plan_due = math.inf
        while self._line and len(self._schedule.planned) < NOTES_AHEAD[params.mode]:
            planned = self._line.next_note(params)
            if planned is None:
                self._line = None
            else:
                self._schedule.add(planned, now)
