"""The whole player: hears events, takes commands, and says what to send and when.

Knows listener, turns, author, voice and grid; knows no clock, no thread and no port.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from antiphon_engine.core.author import Author
from antiphon_engine.core.beat import Beat
from antiphon_engine.core.cue import Cue
from antiphon_engine.core.entrance import in_time, pulse_for, silence_after, trade_point
from antiphon_engine.core.events import Happening, MidiEvent, NoteOn
from antiphon_engine.core.flood import FloodGate
from antiphon_engine.core.floor import Floor
from antiphon_engine.core.grid import Grid
from antiphon_engine.core.line import Line
from antiphon_engine.core.listener import Listener
from antiphon_engine.core.panic import PanicButton
from antiphon_engine.core.preparation import Preparation
from antiphon_engine.core.schedule import Key, Planned
from antiphon_engine.core.taste import Taste, akin
from antiphon_engine.core.voice import LEAD
from antiphon_engine.params import Params, changed
from antiphon_models.improviser import Improviser
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch

# In a duet the machine stops when the player has been silent for this many turn gaps.
DUET_PATIENCE = 4
# How much more daring than the knob says another answer to the same phrase is.
HEAT = {"again": 1.0, "more": 1.1, "else": 1.4}

Retry = Literal["again", "more", "else"]


class Performer:
    """The musician's partner.

    Every happening it returns carries its own time: for notes, when they are due, at most
    LEAD ahead of `now`. What it decides depends only on the seed, the params, and the
    events and commands with their times, never on how often `advance` is called.
    Events earlier than the latest time seen are taken as happening at that time.
    Only the loop thread may touch it.
    """

    def __init__(self, mind: Improviser, params: Params, seed: int, taste: Taste = akin) -> None:
        self.params = params
        self.is_frozen = False
        self.is_muted = False
        self._author = Author(mind, seed)
        self._author.adopt(params)
        self._now = 0.0
        self._listener = Listener(params.window)
        self._floor = Floor(self._author.hear_own)
        self._turns, self._voice = self._floor.turns, self._floor.voice
        self._flood = FloodGate()
        self._beat = Beat(params.tempo_bpm)
        self._panic = PanicButton()
        self._preparation = Preparation(self._author, taste)
        self._solo_from = 0.0

    @property
    def now(self) -> float:
        """The latest time seen, in seconds."""
        return self._now

    @property
    def answer(self) -> int:
        """How many answers there have been, this one included."""
        return self._floor.answer

    @property
    def grid(self) -> Grid:
        """The session's beats and bars."""
        return self._beat.grid

    @property
    def turn(self) -> str:
        """Whose turn it is: listening, answering or yielding."""
        return self._turns.turn

    @property
    def sounding(self) -> list[Key]:
        """The (channel, pitch) pairs whose note-on was returned and whose note-off was not."""
        return self._voice.sounding

    @property
    def planned(self) -> list[Planned]:
        """The notes of the answer that are decided and have not begun, in order of onset."""
        return self._voice.planned

    @property
    def skipped(self) -> dict[str, int]:
        """Input that could not be used, counted by reason."""
        oddities = self._listener.oddities
        return {
            "note-off without note-on": oddities.stray_offs,
            "note-on while sounding": oddities.restruck,
            "too many notes to think about": self._flood.turned_away,
        }

    def expectations(self) -> Sequence[float]:
        """Return how likely each pitch 0..127 is to be the next note, as the mind sees it."""
        return self._author.expectations(self.params, self._recent())

    def turn_end(self) -> float:
        """When the machine will have the floor if the player stays silent; math.inf if never."""
        if self._floor.is_taken or self.params.mode == "duet" or self.is_muted:
            return math.inf
        if self.params.trade != "off":
            return trade_point(self.params, self._listener, self.grid, self._now)
        if self._listener.phrase:
            end = self._silence_after(self.params.turn_gap)
        else:
            end = self._solo_from if self.params.mode == "solo" else math.inf
        return in_time(end, self.params, self.grid, self._now)

    def next_due(self) -> float:
        """Return when `advance` must next be called; math.inf if only input can change things."""
        decision = self._decision()
        return min(
            self._voice.next_due(),
            self._answer_end(),
            self._preparation.due(decision, self.params),
            decision,
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
        if self.params.channel_in not in (0, event.channel + 1) or self.is_frozen:
            return happenings
        self._preparation.drop(self._now)
        self._voice.catch_up()
        if isinstance(event, NoteOn) and self.is_muted:
            self._leave_unanswered()
        heard = self._listener.hear(replace(event, time=self._now))
        self._author.release(heard.ended)
        if heard.began is not None:
            happenings += self._begun(heard.began)
        return happenings

    # What the player can tell it to do.

    def set_params(self, changes: Mapping[str, object], now: float) -> list[Happening]:
        """Turn knobs; ParamError names what does not fit, and then nothing has changed."""
        params = changed(self.params, changes)
        happenings = self.advance(now)
        before, self.params = self.params, params
        self._preparation.drop(self._now)
        self._author.adopt(params)
        self._listener.resize(params.window)
        self._beat.follow(before, params, self._now)
        if params.channel_in != before.channel_in:
            self._author.release(self._listener.let_go(self._now))
        if params.mode != before.mode:
            if before.mode == "duet":
                # A duet is no phrase that an answer could be as long as.
                self._listener.take_phrase(self._now)
            happenings += self._floor.fall_silent(self._now)
            self._solo_from = self._now
        return happenings

    def release(self, now: float) -> list[Happening]:
        """End the answer and every sounding note (a port vanished, the session stops)."""
        happenings = self.advance(now)
        self._preparation.drop(self._now)
        self._author.release(self._listener.let_go(self._now))
        return happenings + self._floor.fall_silent(self._now)

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
        self._author.forget()
        self._turns.caution = 1.0
        return happenings

    def learn(self, stretch: Stretch, now: float) -> list[Happening]:
        """Remember a stretch of a taught piece, for whatever is thought of from now on."""
        happenings = self.advance(now)
        self._author.learn(stretch)
        return happenings

    def unlearn(self, now: float) -> list[Happening]:
        """Forget everything taught; what the player played stays."""
        happenings = self.advance(now)
        self._author.unlearn()
        return happenings

    def freeze(self, is_on: bool, now: float) -> list[Happening]:
        """Stop listening, or listen again; keys that are down count as let go."""
        happenings = self.advance(now)
        self.is_frozen = is_on
        self._preparation.drop(self._now)
        self._author.release(self._listener.let_go(self._now))
        return happenings

    def mute(self, is_on: bool, now: float) -> list[Happening]:
        """Fall silent and stay silent, still listening; or play again."""
        happenings = self.advance(now)
        self.is_muted = is_on
        self._preparation.drop(self._now)
        return happenings + self._floor.fall_silent(self._now) if is_on else happenings

    def tap(self, now: float) -> list[Happening]:
        """Take in a tap of the tempo; from the second on it sets tempo and beat."""
        happenings = self.advance(now)
        tempo = self._beat.tap(self._now)
        if tempo is not None:
            self._preparation.drop(self._now)
            self.params = replace(self.params, tempo_bpm=tempo)
        return happenings

    def retry(self, how: Retry, now: float) -> list[Happening]:
        """Answer now: the phrase being played, or the last one once more in place of its answer.

        `again` throws other dice, `more` the same ones, `else` makes bolder throws. Nothing
        while muted.
        """
        happenings = self.advance(now)
        if self.is_muted:
            return happenings
        self._preparation.drop(self._now)
        if self._listener.phrase:
            happenings += self._floor.fall_silent(self._now)
            self._author.remember(self._listener.take_phrase(self._now))
        elif self._author.last_phrase is not None:
            happenings += self._floor.fall_silent(self._now)
            self._author.take_back()
        else:
            return happenings
        phrase = self._author.last_phrase or self._recent()
        onset = in_time(self._now + self._lead(), self.params, self.grid, self._now)
        # In a duet, too, this one has an end: there may be nobody to play along with.
        params = replace(self.params, mode="answer") if self.params.mode == "duet" else self.params
        cue = self._cue(params, phrase, onset, HEAT[how])
        dice = self._author.last_dice if how == "more" else ""
        return happenings + self._take_the_floor(*self._author.begin(cue, dice))

    def undo(self, now: float) -> list[Happening]:
        """Take the last answer back: the mind forgets that it was played."""
        happenings = self.advance(now) + self._floor.fall_silent(self._now)
        self._preparation.drop(self._now)
        self._author.take_back()
        self._author.forget_answer()
        return happenings

    # What comes due.

    def _step(self) -> list[Happening]:
        if self._voice.next_due() <= self._now:
            return list(self._voice.go_on(self.params, self._now))
        if self._answer_end() <= self._now:
            return self._end_answer()
        if self._decision() <= self._now:
            return self._answer()
        self._preparation.go_on(self._next_cue, self._decision(), self._now)
        return []

    def _answer(self) -> list[Happening]:
        made = self._preparation.take(self._next_cue)
        self._author.remember(self._listener.take_phrase(self._now))
        return self._take_the_floor(*made)

    def _take_the_floor(self, line: Line, first: Planned) -> list[Happening]:
        self._author.said(line)
        return self._floor.take(line, first, self._now)

    def _answer_end(self) -> float:
        if not self._floor.is_taken:
            return math.inf
        if self.params.mode == "duet" and self._voice.has_more_to_say:
            return self._silence_after(max(DUET_PATIENCE * self.params.turn_gap, 1.5))
        return self._voice.silent_from()

    def _end_answer(self) -> list[Happening]:
        if self._voice.has_more_to_say:
            # The duet's other voice has stopped: what sounds may ring out, nothing more is added.
            self._voice.trail_off()
            self._listener.take_phrase(self._now)
            return []
        return self._floor.leave(self._now)

    # Making answers.

    def _decision(self) -> float:
        """When the answer's first note has to be decided."""
        return self.turn_end() - self._lead()

    def _next_cue(self) -> Cue:
        phrase = self._listener.phrase_by(self._now) or self._recent()
        return self._cue(self.params, phrase, max(self.turn_end(), self._now))

    def _cue(
        self, params: Params, phrase: Sequence[Note], onset: float | None, heat: float = 1.0
    ) -> Cue:
        return Cue(params, phrase, onset, pulse_for(params, phrase, self.grid), heat)

    def _recent(self) -> Sequence[Note]:
        return self._listener.phrase or list(self._listener.window)

    # What the player's playing does.

    def _begun(self, note: Note) -> list[Happening]:
        is_heard = self._flood.lets_in(self._now)
        if is_heard:
            self._author.hear(note)
        if self.params.mode == "duet":
            return self._join() if is_heard and not self.is_muted else []
        gives_way = self.params.barge_in == "yield" and self.params.trade == "off"
        return self._floor.give_way(self._now) if gives_way and self._floor.is_taken else []

    def _leave_unanswered(self) -> None:
        """Let go of a phrase that had its end, so that unmuting answers the last one only."""
        if self._silence_after(self.params.turn_gap) <= self._now:
            self._listener.take_phrase(self._now)

    def _join(self) -> list[Happening]:
        """Take up, or think again about, the second voice of a duet."""
        if any(planned.thought.onset <= self._now for planned in self._voice.planned):
            # Its time has come, and only the output offset holds it back.
            return []
        dropped = self._voice.think_again()
        onset = max(dropped.thought.onset, self._now) if dropped else None
        line, first = self._author.begin(self._cue(self.params, self._recent(), onset))
        if not self._floor.is_taken:
            return self._take_the_floor(line, first)
        self._author.said(line)
        self._voice.say(line, first, self._now)
        return []

    def _silence_after(self, gap: float) -> float:
        return silence_after(gap, self.params, self._listener, self._turns)

    def _lead(self) -> float:
        return LEAD + max(0.0, -self.params.output_offset_ms / 1000)
