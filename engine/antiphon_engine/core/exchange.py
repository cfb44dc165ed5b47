"""The back and forth: the machine comes in when the player is silent, and gives way when he plays.

Knows turns, author, voice and beat, and what is due when; knows no command of the player's.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from antiphon_engine.core.author import Author
from antiphon_engine.core.beat import Beat
from antiphon_engine.core.cue import Cue
from antiphon_engine.core.entrance import in_time, pulse_for, silence_after, trade_point
from antiphon_engine.core.events import Happening, MidiEvent, NoteOn
from antiphon_engine.core.flood import FloodGate
from antiphon_engine.core.floor import Floor
from antiphon_engine.core.line import Line
from antiphon_engine.core.listener import LATEST, Listener
from antiphon_engine.core.preparation import Preparation
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import LATELY, Taste
from antiphon_engine.core.voice import LEAD
from antiphon_engine.params import Params
from antiphon_models.improviser import Improviser
from antiphon_models.music.notes import Note

# In a duet the machine stops when the player has been silent for this many turn gaps.
DUET_PATIENCE = 4


class Exchange:
    """The state of a performance and what comes of it as time goes on.

    `now` is the latest time seen; a solo begins at `solo_from`. One thread owns it.
    """

    def __init__(self, mind: Improviser, params: Params, seed: int, taste: Taste) -> None:
        self.params = params
        self.now = 0.0
        self.solo_from = 0.0
        self.is_muted = False
        self.author = Author(mind, seed)
        self.author.adopt(params)
        self.listener = Listener(params.window)
        self.floor = Floor(self.author.hear_own)
        self.beat = Beat(params.tempo_bpm)
        self.flood = FloodGate()
        self._preparation = Preparation(self.author, taste)

    def turn_end(self) -> float:
        """When the machine will have the floor if the player stays silent; math.inf if never."""
        if self.floor.is_taken or self.params.mode == "duet" or self.is_muted:
            return math.inf
        if self.params.trade != "off":
            return trade_point(self.params, self.listener, self.beat.grid, self.now)
        if self.listener.phrase:
            end = self._silence_after(self.params.turn_gap)
        else:
            end = self.solo_from if self.params.mode == "solo" else math.inf
        return in_time(end, self.params, self.beat.grid, self.now)

    def next_due(self) -> float:
        """Return when `advance` must next be called; math.inf if only input can change things."""
        decision = self._decision()
        return min(
            self.floor.voice.next_due(),
            self._answer_end(),
            self._preparation.due(decision, self.params),
            decision,
        )

    def advance(self, now: float) -> list[Happening]:
        """Return everything that has become due for sending up to `now`, in seconds."""
        happenings: list[Happening] = []
        # What comes late happens now, and everything due by now has come before it.
        now = max(now, self.now)
        while (due := self.next_due()) <= now:
            self.now = max(self.now, due)
            happenings += self._step()
        self.now = now
        return happenings

    def hear(self, event: MidiEvent) -> list[Happening]:
        """Take in what the player does now; return what follows from it."""
        self.think_anew()
        self.floor.voice.catch_up()
        if isinstance(event, NoteOn) and self.is_muted:
            self._leave_unanswered()
        heard = self.listener.hear(replace(event, time=self.now))
        self.author.release(heard.ended)
        return [] if heard.began is None else self._begun(heard.began)

    def think_anew(self) -> None:
        """Throw away what was made ready: things are not as they were."""
        self._preparation.drop(self.now)

    def judge_by(self, taste: Taste) -> None:
        """Choose among drafts by `taste` from the next answer on."""
        self._preparation.judge_by(taste)

    def let_go(self) -> None:
        """Take every key of the player's as let go now."""
        self.think_anew()
        self.author.release(self.listener.let_go(self.now))

    def fall_silent(self) -> list[Happening]:
        """Fall silent at once, nobody having played in."""
        return self.floor.fall_silent(self.now)

    def answer_now(self, params: Params, heat: float, dice: str) -> list[Happening]:
        """Answer the phrase that is remembered, as soon as `params` allow, with these dice."""
        phrase = self.author.last_phrase or self.recent()
        onset = in_time(self.now + self._lead(), self.params, self.beat.grid, self.now)
        cue = self._cue(params, phrase, onset, heat)
        return self._say(*self.author.begin(cue, dice))

    def recent(self) -> Sequence[Note]:
        """The last notes of the player's phrase or, before there is one, what he played last."""
        return self.listener.phrase[-LATEST:] or self.listener.latest(LATEST)

    # What comes due.

    def _step(self) -> list[Happening]:
        if self.floor.voice.next_due() <= self.now:
            return list(self.floor.voice.go_on(self.params, self.now))
        if self._answer_end() <= self.now:
            return self._end_answer()
        if self._decision() <= self.now:
            return self._answer()
        self._preparation.go_on(self._next_cue, self._decision(), self.now)
        return []

    def _answer(self) -> list[Happening]:
        made = self._preparation.take(self._next_cue)
        self.author.remember(self.listener.take_phrase(self.now))
        return self._say(*made)

    def _say(self, line: Line, first: Planned) -> list[Happening]:
        self.author.said(line)
        return self.floor.take(line, first, self.now)

    def _answer_end(self) -> float:
        if not self.floor.is_taken:
            return math.inf
        if self.params.mode == "duet" and self.floor.voice.has_more_to_say:
            return self._silence_after(max(DUET_PATIENCE * self.params.turn_gap, 1.5))
        return self.floor.voice.silent_from()

    def _end_answer(self) -> list[Happening]:
        if self.floor.voice.has_more_to_say:
            # The duet's other voice has stopped: what sounds may ring out, nothing more is added.
            self.floor.voice.trail_off()
            self.listener.take_phrase(self.now)
            return []
        return self.floor.leave(self.now)

    # Making answers.

    def _decision(self) -> float:
        """When the answer's first note has to be decided."""
        return self.turn_end() - self._lead()

    def _next_cue(self) -> Cue:
        phrase = self.listener.phrase_by(self.now) or self.recent()
        return self._cue(self.params, phrase, max(self.turn_end(), self.now))

    def _cue(
        self, params: Params, phrase: Sequence[Note], onset: float | None, heat: float = 1.0
    ) -> Cue:
        lately = self.listener.latest(LATELY)
        pulse = pulse_for(params, phrase, self.beat.grid)
        return Cue(params, phrase, onset, lately, pulse, heat)

    # What the player's playing does.

    def _begun(self, note: Note) -> list[Happening]:
        is_heard = self.flood.lets_in(self.now)
        if is_heard:
            self.author.hear(note)
        if self.params.mode == "duet":
            return self._join() if is_heard and not self.is_muted else []
        gives_way = self.params.barge_in == "yield" and self.params.trade == "off"
        return self.floor.give_way(self.now) if gives_way and self.floor.is_taken else []

    def _leave_unanswered(self) -> None:
        """Let go of a phrase that had its end, so that unmuting answers the last one only."""
        if self._silence_after(self.params.turn_gap) <= self.now:
            self.listener.take_phrase(self.now)

    def _join(self) -> list[Happening]:
        """Take up, or think again about, the second voice of a duet."""
        if any(planned.thought.onset <= self.now for planned in self.floor.voice.planned):
            # Its time has come, and only the output offset holds it back.
            return []
        dropped = self.floor.voice.think_again()
        onset = max(dropped.thought.onset, self.now) if dropped else None
        line, first = self.author.begin(self._cue(self.params, self.recent(), onset))
        if not self.floor.is_taken:
            return self._say(line, first)
        self.author.said(line)
        self.floor.voice.say(line, first, self.now)
        return []

    def _silence_after(self, gap: float) -> float:
        return silence_after(gap, self.params, self.listener, self.floor.turns)

    def _lead(self) -> float:
        return LEAD + max(0.0, -self.params.output_offset_ms / 1000)
