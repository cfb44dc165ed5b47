"""Who has the floor: the turn, the machine's voice while it speaks, and the count of its answers.

Knows whose turn it is and what sounds; does not know why, nor what is said.
"""

from collections.abc import Callable

from antiphon_engine.core.events import Happening, TurnChange
from antiphon_engine.core.line import Line
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.turns import Turns
from antiphon_engine.core.voice import Voice
from antiphon_models.music.notes import Note


class Floor:
    """The machine's taking the floor and leaving it; `answer` counts answers from 1.

    `heard` is called with each note of the machine's soon after it is sent.
    """

    def __init__(self, heard: Callable[[Note], None]) -> None:
        self.answer = 0
        self.turns = Turns()
        self.voice = Voice(heard)

    @property
    def is_taken(self) -> bool:
        """Whether the machine is answering."""
        return self.turns.turn == "answering"

    def take(self, line: Line, first: Planned, now: float) -> list[Happening]:
        """Begin to say `line`, the next answer."""
        self.answer += 1
        self.turns.begin_answer(first.thought.onset)
        self.voice.say(line, first, now)
        return [self._change(first.thought.onset)]

    def leave(self, now: float) -> list[Happening]:
        """Be done: the answer has been heard out."""
        self.turns.end_answer()
        return [self._change(now)]

    def give_way(self, now: float) -> list[Happening]:
        """Fall silent at once, as the player has played in."""
        self.turns.cut_off(now)
        return [*self.voice.hush(now), self._change(now)]

    def fall_silent(self, now: float) -> list[Happening]:
        """Fall silent at once, nobody having played in."""
        released: list[Happening] = [*self.voice.hush(now)]
        if self.turns.turn == "listening":
            return released
        self.turns.silence()
        return [*released, self._change(now)]

    def _change(self, time: float) -> TurnChange:
        return TurnChange(time, self.turns.turn, self.answer)
