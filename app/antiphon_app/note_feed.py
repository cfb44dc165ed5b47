"""From the session to the synth: what is heard and played begins and ends in the practice sound.

Knows the session's notes and the synth; knows no device and no widget.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from antiphon_app.session import Session, StageNote
from antiphon_app.synth import Synth
from antiphon_app.timbre import KEYS, PLUCK

# A note that is known only this late is history, not music.
STALE = 0.5


@dataclass(slots=True)
class _Sounding:
    note: StageNote
    number: int


class NoteFeed:
    """Follows a session; `follow` is called once a frame by the window's thread."""

    def __init__(self, session: Session, synth: Synth, frame_at: Callable[[float], int]) -> None:
        self.hears_player = True
        self._session = session
        self._synth = synth
        self._frame_at = frame_at
        self._journal = session.journal
        self._latest: StageNote | None = None
        self._sounding: list[_Sounding] = []
        self.skip()

    def skip(self) -> None:
        """Let go of all notes and begin with what comes next."""
        self._let_go()
        notes = self._session.notes
        self._latest = notes[-1] if notes else None

    def follow(self) -> None:
        """Begin and end in the synth what has begun and ended in the session."""
        session = self._session
        if session.journal != self._journal or not session.is_ready:
            # Another engine: nobody will say any more when the notes of the last one end.
            self._let_go()
            self._journal = session.journal
        for note in self._new_notes():
            self._begin(note)
        for sounding in [kept for kept in self._sounding if kept.note.offset < math.inf]:
            self._synth.note_off(sounding.number, self._frame_at(sounding.note.offset))
            self._sounding.remove(sounding)

    def _new_notes(self) -> list[StageNote]:
        """Return the notes that are new on the stage, in order."""
        new = []
        oldest = self._session.now() - STALE
        for note in reversed(self._session.notes):
            if note is self._latest or note.onset < oldest:
                break
            new.append(note)
        if new:
            self._latest = new[0]
        return new[::-1]

    def _let_go(self) -> None:
        for sounding in self._sounding:
            self._synth.cancel(sounding.number)
            self._synth.note_off(sounding.number)
        self._sounding.clear()

    def _begin(self, note: StageNote) -> None:
        if note.is_player and not self.hears_player:
            return
        timbre = KEYS if note.is_player else PLUCK
        # The player's own notes wait for nothing: what was heard is already late.
        frame = 0 if note.is_player else self._frame_at(note.onset)
        number = self._synth.note_on(timbre, note.pitch, note.velocity, frame)
        self._sounding.append(_Sounding(note, number))
