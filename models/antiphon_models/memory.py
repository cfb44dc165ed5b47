"""The motif memory: every note the player played, and what followed when it last went like this.

Knows the player's notes only; the machine's own reach it as the context of a question.
"""

from bisect import bisect_left
from collections.abc import Container
from math import inf

from antiphon_models.column import Column
from antiphon_models.context_index import ContextIndex
from antiphon_models.matching import View
from antiphon_models.music.motif import LONGEST_MATCH, NO_INTERVAL, Context, Motif, interval_byte
from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH, Note

# The lengths of context that can be looked up, in notes, shortest first. Fewer than three pitches,
# or three intervals, say too little to be a motif.
PITCH_LENGTHS = (3, 7)
INTERVAL_LENGTHS = (4, 8)

# From this many same pitches on, no longer match in another key is looked for: on pop songs,
# Bach and jazz solos it foretold no better.
ENOUGH = 8


class MotifMemory:
    """The player's notes in order of onset, and the longest earlier match for any context.

    A match is the same pitches or, from four notes up, the same intervals in another key. Adding
    and asking take microseconds at any size. Forks of a mind may share one memory as long as one
    thread owns them all.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Forget every note and every tally."""
        self._index = ContextIndex()
        self._by_pitch = View(PITCH_LENGTHS, 0, self._index)
        self._by_interval = View(INTERVAL_LENGTHS, 1, self._index)
        self._pitches = self._by_pitch.text
        self._velocities = bytearray()
        self._onsets = Column[float]("d")
        self._durations = Column[float]("d")
        self._last_onset = -inf
        self._tries = [0] * (LONGEST_MATCH + 1)
        self._hits = [0] * (LONGEST_MATCH + 1)

    def __len__(self) -> int:
        """Return how many notes are remembered."""
        return len(self._pitches)

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
            self._learn(note.pitch)
            step = interval_byte(self._pitches[-1], note.pitch)
        self._last_onset = note.onset
        self._pitches.append(note.pitch)
        self._by_interval.text.append(step)
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

    def continuation(
        self, context: Context, window: int, excluded: Container[int] = ()
    ) -> Motif | None:
        """Return what followed the longest match of `context` in the last `window` notes.

        Of equally long matches, the same pitches go before another key, and so do ENOUGH of them
        before any number of intervals; then the newest goes first. A position in `excluded` is
        never the answer, nor is a pitch outside 0..127. None if fewer than three pitches or
        three intervals match. How exact "longest" is: `View.longest`.
        """
        if len(context.pitches) < PITCH_LENGTHS[0]:
            return None
        floor = max(0, len(self._pitches) - window)

        def allows(end: int) -> bool:
            moved = self._pitches[end + 1] + context.pitches[-1] - self._pitches[end]
            return LOWEST_PITCH <= moved <= HIGHEST_PITCH and end + 1 not in excluded

        same = self._by_pitch.longest(context.pitches, floor, allows)
        if same[1] >= ENOUGH:
            return self._motif(*same, context.pitches[-1])
        moved = self._by_interval.longest(context.intervals, floor, allows, same[1])
        end, length = moved if moved[1] else same
        return self._motif(end, length, context.pitches[-1]) if length else None

    def hit_rate(self, length: int) -> float | None:
        """Return how often a match of `length` notes foretold the player's next pitch, 0..1.

        Of the newest places in the whole memory, as each note came; None before the first.
        """
        return self._hits[length] / self._tries[length] if self._tries[length] else None

    def nbytes(self) -> int:
        """Return the memory taken by notes and index, in bytes, spare room not counted."""
        notes = self._onsets.nbytes() + self._durations.nbytes() + len(self._velocities)
        views = self._by_pitch.nbytes() + self._by_interval.nbytes()
        return notes + views + self._index.nbytes()

    def _motif(self, end: int, length: int, last_pitch: int) -> Motif:
        """Return the note after `end`, moved as the last note of the match is."""
        position = end + 1
        transposition = last_pitch - self._pitches[end]
        onset = self._onsets[position]
        return Motif(
            position,
            onset,
            self._pitches[position] + transposition,
            onset - self._onsets[end],
            self._durations[position],
            self._velocities[position],
            length,
            transposition,
        )

    def _learn(self, pitch: int) -> None:
        """Index what leads up to the player's next note, and tally what it would have foretold."""
        last = len(self._pitches) - 1
        same = self._by_pitch.learn(last)
        moved = self._by_interval.learn(last)
        end, length = moved if moved[1] > same[1] else same
        if length:
            self._tries[length] += 1
            foretold = self._pitches[end + 1] + self._pitches[last] - self._pitches[end]
            self._hits[length] += foretold == pitch
