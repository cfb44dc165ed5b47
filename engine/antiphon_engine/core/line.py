"""A line that is said note by note: drafted as far as there was time, live from there on.

Knows the responder that makes it; does not know when its notes are sent.
"""

from collections import deque
from collections.abc import Callable

from antiphon_engine.core.responder import Responder
from antiphon_engine.core.schedule import Planned
from antiphon_engine.params import Params
from antiphon_models.music.notes import Note


class Line:
    """One answer; `start_again` returns a responder that has not yet begun on it.

    What is drafted was made for `params`: when a knob has been turned, the rest of the draft
    is dropped, and the line goes on live from the last note that was asked for.
    `dice` names the throws that it was made with.
    """

    def __init__(self, start_again: Callable[[], Responder], params: Params, dice: str) -> None:
        self.dice = dice
        self.is_drafted = False
        self._start_again = start_again
        self._maker = start_again()
        self._params = params
        self._ahead: deque[Planned] = deque()
        self._told: list[Note] = []

    @property
    def draft(self) -> list[Planned]:
        """The notes that are made and have not been asked for."""
        return list(self._ahead)

    def draft_note(self, onset: float | None) -> None:
        """Make one more note ahead, the first at `onset`; or find that the draft is complete."""
        made = self._maker.next_note(self._params, None if self._ahead else onset)
        if made is None:
            self.is_drafted = True
        else:
            self._ahead.append(made)

    def next_note(self, params: Params, onset: float | None = None) -> Planned | None:
        """Return the next note, or None when the line is complete.

        `onset`, where given, is already decided, in seconds; a draft has been made for it.
        """
        if params != self._params:
            self._params = params
            self._drop_draft()
        note = self._ahead.popleft() if self._ahead else self._maker.next_note(params, onset)
        if note:
            self._told.append(note.thought)
        return note

    def _drop_draft(self) -> None:
        if not self._ahead and not self.is_drafted:
            return
        self._ahead.clear()
        self.is_drafted = False
        self._maker = self._start_again()
        for note in self._told:
            self._maker.resume(note)
