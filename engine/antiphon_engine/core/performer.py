"""The whole player: hears events, takes commands, and says what to send and when.

Knows the exchange and what the player can ask of it; knows no clock, no thread and no port.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from antiphon_engine.core.events import Happening, MidiEvent
from antiphon_engine.core.exchange import Exchange
from antiphon_engine.core.grid import Grid
from antiphon_engine.core.panic import PanicButton
from antiphon_engine.core.schedule import Key, Planned
from antiphon_engine.core.taste import Taste, akin
from antiphon_engine.core.traits import leaning
from antiphon_engine.params import Params, changed
from antiphon_models.improviser import Improviser
from antiphon_models.learned_taste import LearnedTaste
from antiphon_models.music.stretch import Stretch

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
        self.is_frozen = False
        self._exchange = Exchange(mind, params, seed, taste)
        self._panic = PanicButton()

    @property
    def params(self) -> Params:
        """The knobs as they stand."""
        return self._exchange.params

    @property
    def is_muted(self) -> bool:
        """Whether the machine only listens."""
        return self._exchange.is_muted

    @property
    def now(self) -> float:
        """The latest time seen, in seconds."""
        return self._exchange.now

    @property
    def answer(self) -> int:
        """How many answers there have been, this one included."""
        return self._exchange.floor.answer

    @property
    def grid(self) -> Grid:
        """The session's beats and bars."""
        return self._exchange.beat.grid

    @property
    def turn(self) -> str:
        """Whose turn it is: listening, answering or yielding."""
        return self._exchange.floor.turns.turn

    @property
    def sounding(self) -> list[Key]:
        """The (channel, pitch) pairs whose note-on was returned and whose note-off was not."""
        return self._exchange.floor.voice.sounding

    @property
    def planned(self) -> list[Planned]:
        """The notes of the answer that are decided and have not begun, in order of onset."""
        return self._exchange.floor.voice.planned

    @property
    def skipped(self) -> dict[str, int]:
        """Input that could not be used, counted by reason."""
        oddities = self._exchange.listener.oddities
        return {
            "note-off without note-on": oddities.stray_offs,
            "note-on while sounding": oddities.restruck,
            "too many notes to think about": self._exchange.flood.turned_away,
        }

    def expectations(self) -> Sequence[float]:
        """Return how likely each pitch 0..127 is to be the next note, as the mind sees it."""
        return self._exchange.author.expectations(self.params, self._exchange.recent())

    def turn_end(self) -> float:
        """When the machine will have the floor if the player stays silent; math.inf if never."""
        return self._exchange.turn_end()

    def next_due(self) -> float:
        """Return when `advance` must next be called; math.inf if only input can change things."""
        return self._exchange.next_due()

    def advance(self, now: float) -> list[Happening]:
        """Return everything that has become due for sending up to `now`, in seconds."""
        return self._exchange.advance(now)

    def hear(self, event: MidiEvent) -> list[Happening]:
        """Take in what the player did, at max(event.time, now); return what follows from it."""
        happenings = self.advance(event.time)
        if self.params.channel_in not in (0, event.channel + 1) or self.is_frozen:
            return happenings
        return happenings + self._exchange.hear(event)

    # What the player can tell it to do.

    def set_params(self, changes: Mapping[str, object], now: float) -> list[Happening]:
        """Turn knobs; ParamError names what does not fit, and then nothing has changed."""
        params = changed(self.params, changes)
        happenings = self.advance(now)
        before, self._exchange.params = self.params, params
        self._exchange.think_anew()
        self._exchange.author.adopt(params)
        self._exchange.listener.resize(params.window)
        self._exchange.beat.follow(before, params, self._exchange.now)
        if params.channel_in != before.channel_in:
            self._exchange.let_go()
        if params.mode != before.mode:
            if before.mode == "duet":
                # A duet is no phrase that an answer could be as long as.
                self._exchange.listener.take_phrase(self._exchange.now)
            happenings += self._exchange.fall_silent()
            self._exchange.solo_from = self._exchange.now
        return happenings

    def release(self, now: float) -> list[Happening]:
        """End the answer and every sounding note (a port vanished, the session stops)."""
        happenings = self.advance(now)
        self._exchange.let_go()
        return happenings + self._exchange.fall_silent()

    def panic(self, now: float) -> list[Happening]:
        """Silence everything: offs for all that sounds, then controllers 64, 123, 120, 121.

        On the channels in use; on all sixteen when called again within two seconds. Nothing
        is played until the player plays again.
        """
        happenings = self.advance(now)
        channels = {channel for channel, _ in self.sounding} | {self.params.channel_out - 1}
        happenings += self.release(now)
        self._exchange.listener.take_phrase(self._exchange.now)
        self._exchange.solo_from = math.inf
        return [*happenings, *self._panic.press(self._exchange.now, channels)]

    def forget(self, now: float) -> list[Happening]:
        """Release, and forget everything heard and played."""
        happenings = self.release(now)
        self._exchange.listener.forget()
        self._exchange.author.forget()
        self._exchange.floor.turns.caution = 1.0
        return happenings

    def learn(self, stretch: Stretch, now: float) -> list[Happening]:
        """Remember a stretch of a taught piece, for whatever is thought of from now on."""
        happenings = self.advance(now)
        self._exchange.author.learn(stretch)
        return happenings

    def unlearn(self, now: float) -> list[Happening]:
        """Forget everything taught; what the player played stays."""
        happenings = self.advance(now)
        self._exchange.author.unlearn()
        return happenings

    def take_up_taste(self, learned: LearnedTaste, now: float) -> list[Happening]:
        """Choose by this taste, from the next answer on that is not being made already."""
        happenings = self.advance(now)
        self._exchange.judge_by(leaning(learned))
        return happenings

    def freeze(self, is_on: bool, now: float) -> list[Happening]:
        """Stop listening, or listen again; keys that are down count as let go."""
        happenings = self.advance(now)
        self.is_frozen = is_on
        self._exchange.let_go()
        return happenings

    def mute(self, is_on: bool, now: float) -> list[Happening]:
        """Fall silent and stay silent, still listening; or play again."""
        happenings = self.advance(now)
        self._exchange.is_muted = is_on
        self._exchange.think_anew()
        return happenings + self._exchange.fall_silent() if is_on else happenings

    def tap(self, now: float) -> list[Happening]:
        """Take in a tap of the tempo; from the second on it sets tempo and beat."""
        happenings = self.advance(now)
        tempo = self._exchange.beat.tap(self._exchange.now)
        if tempo is not None:
            self._exchange.think_anew()
            self._exchange.params = replace(self.params, tempo_bpm=tempo)
        return happenings

    def retry(self, how: Retry, now: float) -> list[Happening]:
        """Answer now: the phrase being played, or the last one once more in place of its answer.

        `again` throws other dice, `more` the same ones, `else` makes bolder throws. Nothing
        while muted.
        """
        happenings = self.advance(now)
        if self.is_muted:
            return happenings
        self._exchange.think_anew()
        if self._exchange.listener.phrase:
            happenings += self._exchange.fall_silent()
            self._exchange.author.remember(self._exchange.listener.take_phrase(self._exchange.now))
        elif self._exchange.author.last_phrase is not None:
            happenings += self._exchange.fall_silent()
            self._exchange.author.take_back()
        else:
            return happenings
        # In a duet, too, this one has an end: there may be nobody to play along with.
        params = replace(self.params, mode="answer") if self.params.mode == "duet" else self.params
        dice = self._exchange.author.last_dice if how == "more" else ""
        return happenings + self._exchange.answer_now(params, HEAT[how], dice)

    def undo(self, now: float) -> list[Happening]:
        """Take the last answer back: the mind forgets that it was played."""
        happenings = self.advance(now) + self._exchange.fall_silent()
        self._exchange.think_anew()
        self._exchange.author.take_back()
        self._exchange.author.forget_answer()
        return happenings
