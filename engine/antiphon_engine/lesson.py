"""A lesson: a stretch of a taught piece on its way to the mind, and where it lies in the library.

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


def teach(performer: Performer, lesson: Lesson) -> list[Happening]:
    """Let the performer learn, at the lesson's time, and return what follows."""
    return performer.learn(lesson.stretch, lesson.time)


def learned(lesson: Lesson, now: float) -> Learned:
    """Return `lesson` as it is written to the journal when it is learned at `now`."""
    return Learned(now, lesson.piece_id, lesson.part, lesson.stretch.piece)
