"""The motif memory: every note the player played, and what followed when it last went like this.

Knows the player's notes only; the machine's own reach it as the context of a question.
"""

from bisect import bisect_left
from collections.abc import Container
from math import inf

from antiphon_models.column import Column
from antiphon_models.context_index import ContextIndex
from antiphon_models.matching import View
from antiphon_models.music.motif import (
    CONTOUR,
    CONTOURS,
    INTERVAL,
    NO_INTERVAL,
    PITCH,
    Context,
    Motif,
    interval_byte,
)
from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH, Note

# The lengths of context that can be looked up, in notes, shortest first. Fewer than three pitches,
# three intervals or five contours say too little to be a motif.
PITCH_LENGTHS = (3, 7)
INTERVAL_LENGTHS = (4, 8)
CONTOUR_LENGTHS = (6,)


class MotifMemory:
    """The player's notes in order of onset, and the longest earlier matches for any context.

    A match is the same pitches, from four notes up the same intervals in another key, or from
    six notes up the same contour. Adding and asking take microseconds at any size. Forks of a
    mind may share one memory as long as one thread owns them all.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Forget every note."""
        self._index = ContextIndex()
        self._by_pitch = View(PITCH_LENGTHS, 0, PITCH, self._index)
        self._by_interval = View(INTERVAL_LENGTHS, 1, INTERVAL, self._index)
        self._by_contour = View(CONTOUR_LENGTHS, 1, CONTOUR, self._index)
        self._pitches = self._by_pitch.text
        self._velocities = bytearray()
        self._onsets = Column[float]("d")
        self._durations = Column[float]("d")
        self._last_onset = -inf

    def __len__(self) -> int:
        """Return how many notes are remembered."""
        return len(self._pitches)

    @property
    def last_onset(self) -> float:
        """When the last note began, in seconds; -inf before the first."""
        return self._last_onset

    def note(self, position: int) -> Note:
        """Return the note at `position`, 0 for the first; IndexError beyond the last."""
        if position < 0:
            raise IndexError(f"position {position} is before the first note")
        return Note(
            self._pitches[position],
            self._velocities[position],
            self._onsets[position],
            self._durations[position],
        )

    def add(self, note: Note) -> int:
        """Remember `note`, at its onset, and return its position.

        Raises ValueError if its onset is earlier than the note before; the memory is unchanged.
        """
        if not note.onset >= self._last_onset:
            raise ValueError(f"onset {note.onset} is before {self._last_onset}")
        position = len(self._pitches)
        step = NO_INTERVAL
        if position:
            # What led up to this note can be looked up from now on.
            self._by_pitch.learn(position - 1)
            self._by_interval.learn(position - 1)
            self._by_contour.learn(position - 1)
            step = interval_byte(self._pitches[-1], note.pitch)
        self._last_onset = note.onset
        self._pitches.append(note.pitch)
        self._by_interval.text.append(step)
        self._by_contour.text.append(CONTOURS[step])
        self._velocities.append(note.velocity)
        self._onsets.append(note.onset)
        self._durations.append(note.duration)
        return position

    def finish(self, note: Note) -> None:
        """Learn the duration of a note added before, known by its onset and pitch.

        Nothing happens if it is not there: the memory may have been emptied while it sounded.
        """
        position = bisect_left(self._onsets, note.onset)
        while position < len(self._onsets) and self._onsets[position] == note.onset:
            if self._pitches[position] == note.pitch:
                self._durations[position] = note.duration
                return
            position += 1

    def matches(self, context: Context, window: int, excluded: Container[int] = ()) -> list[Motif]:
        """Return what followed the longest match of `context` in the last `window` notes.

        One motif by pitch and one by interval, where there are any; where there is neither, one
        by contour. Of equally long matches the newest goes first. A position in `excluded` is
        never the answer. Each is in 0..127. How exact "longest" is: `View.longest`.
        """
        if len(context.pitches) < PITCH_LENGTHS[0]:
            return []
        floor = max(0, len(self._pitches) - window)
        last = context.pitches[-1]
        same = self._by_pitch.longest(context.pitches, floor, excluded)
        moved = self._by_interval.longest(context.intervals, floor, excluded)
        found = [self._motif(*same, last, PITCH), self._motif(*moved, last, INTERVAL)]
        if not (same[1] or moved[1]):
            shaped = self._by_contour.longest(context.contours, floor, excluded)
            found.append(self._motif(*shaped, last, CONTOUR))
        return [motif for motif in found if motif]

    def nbytes(self) -> int:
        """Return the memory taken by notes and index, in bytes, spare room not counted."""
        notes = self._onsets.nbytes() + self._durations.nbytes() + len(self._velocities)
        views = (self._by_pitch, self._by_interval, self._by_contour)
        return notes + sum(view.nbytes() for view in views) + self._index.nbytes()

    def _motif(self, end: int, length: int, last_pitch: int, view: int) -> Motif | None:
        """Return the note after `end`, moved as the last note of the match is; None outside."""
        if not length:
            return None
        position = end + 1
        transposition = last_pitch - self._pitches[end]
        pitch = self._pitches[position] + transposition
        if not LOWEST_PITCH <= pitch <= HIGHEST_PITCH:
            return None
        onset = self._onsets[position]
        return Motif(
            position,
            onset,
            pitch,
            onset - self._onsets[end],
            self._durations[position],
            self._velocities[position],
            length,
            transposition,
            view,
        )
