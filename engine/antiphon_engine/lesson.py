"""What is on its way from the library to the mind: lessons, and the wish to forget them all.

Knows how a performer is taught; knows no file and no thread.
"""

from dataclasses import dataclass

from antiphon_engine.core.events import Happening
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Learned
from antiphon_models.music.stretch import Stretch


@dataclass(frozen=True, slots=True)
class Lesson:
    """Part `part`, counted from 0, of the piece `piece_id`, to be learned at `time`."""

    time: float
    piece_id: str
    part: int
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Unlearn:
    """Everything taught is to be forgotten."""


@dataclass(frozen=True, slots=True)
class Syllabus:
    """So many notes there will be in the mind once all that is on its way is learned."""

    notes: int


def teach(performer: Performer, lesson: Lesson) -> list[Happening]:
    """Let the performer learn, at the lesson's time, and return what follows."""
    return performer.learn(lesson.stretch, lesson.time)


def learned(lesson: Lesson, now: float) -> Learned:
    """Return `lesson` as it is written to the journal when it is learned at `now`."""
    return Learned(now, lesson.piece_id, lesson.part, lesson.stretch.piece)
