"""The mind in use: what it hears, the lines that come of it, and how it was before the last one.

Knows a mind and dice; does not know when a line is played.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from antiphon_engine.core.asked import asked
from antiphon_engine.core.cue import Cue
from antiphon_engine.core.drafts import Drafts
from antiphon_engine.core.limit import limit_for
from antiphon_engine.core.line import Line
from antiphon_engine.core.responder import Responder
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import Taste
from antiphon_engine.params import Params
from antiphon_models.improviser import Improviser
from antiphon_models.music.key import fitting_scale
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch


@dataclass(frozen=True, slots=True)
class _Before:
    """How things stood when the last answer began, so that it can be taken back."""

    mind: Improviser
    phrase: Sequence[Note]
    last_onset: float


class Author:
    """A mind that hears both parts and begins lines, each with dice of its own from the seed."""

    def __init__(self, mind: Improviser, seed: int) -> None:
        self._mind = mind
        self._seed = seed
        self._said = 0
        self.last_dice = ""
        self._last_onset = 0.0
        self._before: _Before | None = None
        self._params = Params()

    @property
    def last_phrase(self) -> Sequence[Note] | None:
        """The phrase last answered; None where there is no answer that could be taken back."""
        return self._before.phrase if self._before else None

    def adopt(self, params: Params) -> None:
        """Hear, from now on, as `params` say: in their style."""
        self._params = params
        self._mind.adopt(params)

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        self._mind.hear(note)
        self._last_onset = note.onset

    def release(self, ended: Sequence[Note]) -> None:
        """Learn how long notes of the player's were."""
        for note in ended:
            self._mind.release(note)

    def hear_own(self, note: Note) -> None:
        """Take in a note of the machine's as it sounds."""
        self._mind.play(note)
        self._last_onset = max(self._last_onset, note.onset)

    def expectations(self, params: Params, phrase: Sequence[Note]) -> Sequence[float]:
        """Return how likely each pitch 0..127 is to be next, as the mind sees it after `phrase`."""
        scale = fitting_scale(phrase) if params.scale_lock == "auto" else None
        return self._mind.expect(asked(params, scale))

    def begin(self, cue: Cue, dice: str = "") -> tuple[Line, Planned]:
        """Return a new line and its first note, thrown with `dice` or with new ones."""
        dice = dice or self._dice()
        start = partial(self._responder, self._mind, cue, dice, self._last_onset)
        line = Line(start, cue.params, dice)
        first = line.next_note(cue.params, cue.onset)
        assert first is not None, "a line has at least one note"
        return line, first

    def drafts(self, cue: Cue, taste: Taste) -> Drafts:
        """Return as many drafts as are asked for, none of them begun."""
        now, dice, last_onset = self._mind.fork(), self._dice(), self._last_onset

        def begin(number: int) -> Line:
            thrown = f"{dice}:{number}" if number else dice
            start = partial(self._responder, now, cue, thrown, last_onset)
            return Line(start, cue.params, thrown)

        return Drafts(begin, cue, taste)

    def said(self, line: Line) -> None:
        """Learn that `line` is the one that is said: the next one is thrown with new dice."""
        self._said += 1
        self.last_dice = line.dice

    def _dice(self) -> str:
        # What was made ready and thrown away has used nothing up: however long the player went
        # on, and however many drafts there were, the seed says what an answer is thrown with.
        return f"{self._seed}:{self._said + 1}"

    @staticmethod
    def _responder(mind: Improviser, cue: Cue, dice: str, last_onset: float) -> Responder:
        return Responder(
            mind.fork(),
            Random(dice),
            limit_for(cue.params, cue.phrase),
            phrase=cue.phrase,
            last_onset=last_onset,
            heat=cue.heat,
            pulse=cue.pulse,
        )

    def remember(self, phrase: Sequence[Note]) -> None:
        """Keep how things are now, as `phrase` is about to be answered."""
        self._before = _Before(self._mind.fork(), phrase, self._last_onset)

    def take_back(self) -> None:
        """Be as before the last answer, if there was one."""
        if self._before:
            self._mind = self._before.mind.fork()
            # The knobs may have been turned since then, and stay as they are.
            self._mind.adopt(self._params)
            self._last_onset = self._before.last_onset

    def forget_answer(self) -> None:
        """Let go of the last answer: it can no longer be taken back."""
        self._before = None

    def forget(self) -> None:
        """Forget everything heard and played."""
        self._mind.forget()
        self._before = None

    def learn(self, stretch: Stretch) -> None:
        """Remember a stretch of a taught piece."""
        self._mind.learn(stretch)

    def unlearn(self) -> None:
        """Forget everything taught."""
        self._mind.unlearn()
