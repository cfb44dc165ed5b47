"""What the player has taught: pieces from elsewhere, remembered apart from the playing of today.

Knows pieces by name and their notes; does not know files, nor when a motif is played.
"""

from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass
from typing import NamedTuple

from antiphon_models.memory import MotifMemory
from antiphon_models.music.motif import Context, Motif
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch

# The silence between two voices, in seconds; nothing is ever recalled across it.
BREATH = 10.0


class TaughtMotif(NamedTuple):
    """A motif from the piece of this name.

    Its `position` counts the notes of everything taught, in the order in which it was learned;
    its `onset` is seconds from the beginning of the piece.
    """

    motif: Motif
    piece: str


@dataclass(frozen=True, slots=True)
class _Voice:
    """A voice in the memory: its piece, and how much later there than in the piece it begins."""

    piece: str
    shift: float


@dataclass(frozen=True, slots=True)
class _Barred:
    """The positions that are no continuation: beginnings, and those that the asker excludes."""

    beginnings: Container[int]
    excluded: Container[int]

    def __contains__(self, position: object) -> bool:
        return position in self.beginnings or position in self.excluded


class TaughtMemory:
    """Every taught note, voice after voice, in one motif memory that no window limits.

    Learning and asking take microseconds a note at any size. One thread owns it.
    """

    def __init__(self) -> None:
        self._memory = MotifMemory()
        self.forget()

    def forget(self) -> None:
        """Forget every piece."""
        self._memory.forget()
        self._voices: list[_Voice] = []
        self._starts: list[int] = []
        self._beginnings: set[int] = set()
        self._end = 0.0

    def __len__(self) -> int:
        """Return how many notes are remembered."""
        return len(self._memory)

    def learn(self, stretch: Stretch) -> None:
        """Remember `stretch`, behind what its voice has had so far.

        Raises ValueError where an onset is earlier than the one before it in its voice; what
        came before it is remembered.
        """
        if not stretch.notes:
            return
        if stretch.begins_voice or not self._voices:
            self._begin_voice(stretch)
        shift = self._voices[-1].shift
        for note in stretch.notes:
            onset = note.onset + shift
            self._memory.add(Note(note.pitch, note.velocity, onset, note.duration))
            self._end = max(self._end, onset + note.duration)

    def matches(self, context: Context, excluded: Container[int] = ()) -> list[TaughtMotif]:
        """Return what followed the longest matches of `context` in any piece, one for each view.

        As MotifMemory finds them, but never the first note of a voice, which follows nothing.
        """
        if not self._voices:
            return []
        barred = _Barred(self._beginnings, excluded)
        return [
            self._named(motif) for motif in self._memory.matches(context, len(self._memory), barred)
        ]

    def _named(self, motif: Motif) -> TaughtMotif:
        voice = self._voices[bisect_right(self._starts, motif.position) - 1]
        return TaughtMotif(motif._replace(onset=motif.onset - voice.shift), voice.piece)

    def _begin_voice(self, stretch: Stretch) -> None:
        start = len(self._memory)
        self._voices.append(_Voice(stretch.piece, self._end + BREATH - stretch.notes[0].onset))
        self._starts.append(start)
        self._beginnings.add(start)
