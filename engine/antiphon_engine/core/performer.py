"""The whole player: hears events, takes commands, and says what to send and when.

Knows listener, turns, responder and schedule; knows no clock, no thread and no port.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from antiphon_engine.core.events import Happening, MidiEvent, NoteOn, TurnChange
from antiphon_engine.core.flood import FloodGate
from antiphon_engine.core.listener import Listener
from antiphon_engine.core.panic import PanicButton
from antiphon_engine.core.responder import Limit, Responder, limit_for
from antiphon_engine.core.schedule import Planned, Schedule
from antiphon_engine.core.turns import Turns
from antiphon_engine.params import Params, changed
from antiphon_models.improviser import Improviser
from antiphon_models.music.notes import Note

# Seconds by which what sounds is decided ahead, so that a sender can be exact.
LEAD = 0.010
# What comes after a note is thought of this much later, so that the note is handed over first.
AFTERTHOUGHT = 0.001
# An answer's first note is made this long before it has to be decided.
PREPARATION = 0.040
# How many notes of an answer are planned ahead; a duet listens until the last moment.
NOTES_AHEAD = {"answer": 2, "duet": 1, "solo": 2}
# In a duet the machine stops when the player has been silent for this many turn gaps.
DUET_PATIENCE = 4


class Performer:
    """The musician's partner.

    Every happening it returns carries its own time: for notes, when they are due, at most
    LEAD ahead of `now`. What it decides depends only on the seed, the params, and the
    events and commands with their times, never on how often `advance` is called.
    Events earlier than the latest time seen are taken as happening at that time.
    Only the loop thread may touch it.
    """

    def __init__(self, mind: Improviser, params: Params, seed: int) -> None:
        self.params = params
        self.answer = 0
        self._mind = mind
        self._seed = seed
        self._now = 0.0
        self._listener = Listener(params.window)
        self._turns = Turns()
        self._schedule = Schedule()
        self._flood = FloodGate()
        self._line: Responder | None = None
        self._ready: tuple[Responder, Planned] | None = None
        self._drafts = 0
        self._last_onset = 0.0
        self._plan_due = math.inf
        self._silent_from = -math.inf
        self._solo_from = 0.0
        self._panic = PanicButton()

    @property
    def now(self) -> float:
        """The latest time seen, in seconds."""
        return self._now

    @property
    def turn(self) -> str:
        """Whose turn it is: listening, answering or yielding."""
        return self._turns.turn

    @property
    def sounding(self) -> list[tuple[int, int]]:
        """The (channel, pitch) pairs whose note-on was returned and whose note-off was not."""
        return self._schedule.sounding

    @property
    def planned(self) -> list[Planned]:
        """The notes of the answer that are decided and have not begun, in order of onset."""
        return self._schedule.planned

    @property
    def skipped(self) -> dict[str, int]:
        """Input that could not be used, counted by reason."""
        oddities = self._listener.oddities
        return {
            "note-off without note-on": oddities.stray_offs,
            "note-on while sounding": oddities.restruck,
            "too many notes to think about": self._flood.turned_away,
        }

    def turn_end(self) -> float:
        """When the machine will have the floor if the player stays silent; math.inf if never."""
        if self._turns.turn == "answering" or self.params.mode == "duet":
            return math.inf
        if not self._listener.phrase:
            return self._solo_from if self.params.mode == "solo" else math.inf
        return self._silence_after(self.params.turn_gap)

    def next_due(self) -> float:
        """Return when `advance` must next be called; math.inf if only input can change things."""
        return min(
            self._schedule.next_due() - LEAD,
            self._plan_due,
            self._answer_end(),
            self._preparation_due(),
            self.turn_end() - self._lead(),
        )

    def advance(self, now: float) -> list[Happening]:
        """Return everything that has become due for sending up to `now`, in seconds."""
        happenings: list[Happening] = []
        # What comes late happens now, and everything due by now has come before it.
        now = max(now, self._now)
        while (due := self.next_due()) <= now:
            self._now = max(self._now, due)
            happenings += self._step()
        self._now = now
        return happenings

    def hear(self, event: MidiEvent) -> list[Happening]:
        """Take in what the player did, at max(event.time, now); return what follows from it."""
        happenings = self.advance(event.time)
        if self.params.channel_in not in (0, event.channel + 1):
            return happenings
        self._ready = None
        heard = self._listener.hear(replace(event, time=self._now))
        self._let_mind_know(heard.ended)
        if heard.began is not None:
            happenings += self._begun(heard.began)
        return happenings

    def set_params(self, changes: Mapping[str, object], now: float) -> list[Happening]:
        """Turn knobs; ParamError names what does not fit, and then nothing has changed."""
        params = changed(self.params, changes)
        happenings = self.advance(now)
        before, self.params = self.params, params
        self._ready = None
        self._listener.resize(params.window)
        if params.channel_in != before.channel_in:
            self._let_mind_know(self._listener.let_go(self._now))
        if params.mode != before.mode:
            happenings += self._fall_silent()
            self._solo_from = self._now
        return happenings

    def release(self, now: float) -> list[Happening]:
        """End the answer and every sounding note (a port vanished, the session stops)."""
        happenings = self.advance(now)
        self._ready = None
        self._let_mind_know(self._listener.let_go(self._now))
        return happenings + self._fall_silent()

    def panic(self, now: float) -> list[Happening]:
        """Silence everything: offs for all that sounds, then controllers 64, 123, 120, 121.

        On the channels in use; on all sixteen when called again within two seconds. Nothing
        is played until the player plays again.
        """
        channels = {channel for channel, _ in self.sounding} | {self.params.channel_out - 1}
        happenings = self.release(now)
        self._listener.take_phrase(self._now)
        self._solo_from = math.inf
        return [*happenings, *self._panic.press(self._now, channels)]

    def forget(self, now: float) -> list[Happening]:
        """Release, and forget everything heard and played."""
        happenings = self.release(now)
        self._listener.forget()
        self._mind.forget()
        self._turns.caution = 1.0
        return happenings

    # What comes due.

    def _step(self) -> list[Happening]:
        if self._schedule.next_due() - LEAD <= self._now:
            return self._send()
        if self._plan_due <= self._now:
            return self._plan_ahead()
        if self._answer_end() <= self._now:
            return self._end_answer()
        if self.turn_end() - self._lead() <= self._now:
            return self._answer()
        self._prepare()
        return []

    def _send(self) -> list[Happening]:
        until = max(self._now + LEAD, self._schedule.next_due())
        happenings: list[Happening] = []
        for event, planned in self._schedule.take_due(until):
            happenings.append(event)
            self._silent_from = max(self._silent_from, event.time)
            if isinstance(event, NoteOn):
                self._mind.play(planned.thought)
                self._last_onset = max(self._last_onset, planned.thought.onset)
        self._plan_due = self._now + AFTERTHOUGHT
        return happenings

    def _answer(self) -> list[Happening]:
        if self._ready is None:
            self._prepare()
        assert self._ready is not None
        self._line, first = self._ready
        self._ready = None
        self._listener.take_phrase(self._now)
        return self._take_the_floor(first)

    def _take_the_floor(self, first: Planned) -> list[Happening]:
        self.answer += 1
        self._turns.begin_answer(first.thought.onset)
        self._schedule.add(first, self._now)
        self._plan_due = self._now + AFTERTHOUGHT
        return [TurnChange(first.thought.onset, self._turns.turn, self.answer)]

    def _plan_ahead(self) -> list[Happening]:
        self._plan_due = math.inf
        while self._line and len(self._schedule.planned) < NOTES_AHEAD[self.params.mode]:
            planned = self._line.next_note(self.params)
            if planned is None:
                self._line = None
            else:
                self._schedule.add(planned, self._now)
        return []

    def _answer_end(self) -> float:
        if self._turns.turn != "answering":
            return math.inf
        if self.params.mode == "duet" and self._line:
            return self._silence_after(max(DUET_PATIENCE * self.params.turn_gap, 1.5))
        is_over = self._line is None and self._schedule.next_due() == math.inf
        return self._silent_from if is_over else math.inf

    def _end_answer(self) -> list[Happening]:
        if self._line:
            # The duet's other voice has stopped: what sounds may ring out, nothing more is added.
            self._line = None
            self._schedule.cancel_planned()
            self._listener.take_phrase(self._now)
            return []
        self._turns.end_answer()
        return [TurnChange(self._now, self._turns.turn, self.answer)]

    # Making answers.

    def _preparation_due(self) -> float:
        return math.inf if self._ready else self.turn_end() - self._lead() - PREPARATION

    def _prepare(self) -> None:
        phrase = self._listener.phrase
        line = self._new_line(limit_for(self.params, phrase), phrase)
        first = line.next_note(self.params, max(self.turn_end(), self._now))
        assert first is not None
        self._ready = (line, first)

    def _new_line(self, limit: Limit, phrase: Sequence[Note] = ()) -> Responder:
        self._drafts += 1
        rng = Random(f"{self._seed}:{self._drafts}")
        heard = phrase or list(self._listener.window)
        return Responder(self._mind.fork(), rng, limit, heard, self._last_onset)

    # What the player's playing does.

    def _begun(self, note: Note) -> list[Happening]:
        is_heard = self._flood.lets_in(self._now)
        if is_heard:
            self._mind.hear(note)
            self._last_onset = note.onset
        if self.params.mode == "duet":
            return self._join() if is_heard else []
        if self._turns.turn == "answering" and self.params.barge_in == "yield":
            return self._give_way()
        return []

    def _join(self) -> list[Happening]:
        """Take up, or think again about, the second voice of a duet."""
        planned = self._schedule.planned
        self._schedule.cancel_planned()
        self._line = self._new_line(Limit())
        first = self._line.next_note(
            self.params, max(planned[0].thought.onset, self._now) if planned else None
        )
        assert first is not None
        if self._turns.turn != "answering":
            return self._take_the_floor(first)
        self._schedule.add(first, self._now)
        return []

    def _give_way(self) -> list[Happening]:
        self._line = None
        self._turns.cut_off(self._now)
        released = self._schedule.release_all(self._now)
        return [*released, TurnChange(self._now, self._turns.turn, self.answer)]

    def _fall_silent(self) -> list[Happening]:
        self._line = None
        released = self._schedule.release_all(self._now)
        if self._turns.turn == "listening":
            return list(released)
        self._turns.silence()
        return [*released, TurnChange(self._now, self._turns.turn, self.answer)]

    def _let_mind_know(self, ended: Sequence[Note]) -> None:
        for note in ended:
            self._mind.release(note)

    def _silence_after(self, gap: float) -> float:
        if not self._listener.phrase:
            return math.inf
        until = self._listener.playing_until()
        if not self.params.turn_gap_adaptive:
            return until + gap
        return self._turns.turn_end(self._listener.recent_onsets, until, gap)

    def _lead(self) -> float:
        return LEAD + max(0.0, -self.params.output_offset_ms / 1000)
