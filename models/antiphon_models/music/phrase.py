"""A phrase as a value: notes in order of onset.

Knows what can be read off the notes; does not know where a phrase begins or ends in playing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from antiphon_models.music.notes import Note


@dataclass(frozen=True, slots=True)
class Phrase:
    """Notes in order of onset, chords as notes of one onset.

    Raises ValueError if a note begins before the one that precedes it.
    """

    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        # Raises at the first that is out of order.
        inter_onset_intervals([note.onset for note in self.notes])

    def __len__(self) -> int:
        return len(self.notes)

    @property
    def onset(self) -> float:
        """When the first note begins, in seconds; 0.0 without notes."""
        return self.notes[0].onset if self.notes else 0.0

    @property
    def offset(self) -> float:
        """When the last note has ended, in seconds; 0.0 without notes."""
        return max((note.offset for note in self.notes), default=0.0)

    @property
    def span(self) -> float:
        """The time from the first onset to the last offset, in seconds."""
        return self.offset - self.onset

    @property
    def pitches(self) -> tuple[int, ...]:
        """The pitch of every note."""
        return tuple(note.pitch for note in self.notes)

    @property
    def pitch_range(self) -> tuple[int, int] | None:
        """The lowest and the highest pitch; None without notes."""
        return (min(self.pitches), max(self.pitches)) if self.notes else None

    @property
    def inter_onset_intervals(self) -> list[float]:
        """The time from each onset to the next, in seconds: one less than there are notes."""
        return inter_onset_intervals([note.onset for note in self.notes])

    def transposed(self, semitones: int) -> "Phrase":
        """Return the phrase moved by `semitones`; ValueError if a note would leave 0..127."""
        return Phrase(
            tuple(replace(note, pitch=note.pitch + semitones) for note in self.notes),
        )

    def shifted(self, seconds: float) -> "Phrase":
        """Return the phrase `seconds` later, or earlier if negative."""
        return Phrase(tuple(replace(note, onset=note.onset + seconds) for note in self.notes))


def phrase_of(notes: Iterable[Note]) -> Phrase:
    """Return `notes` as a phrase, put in order of onset, and of pitch within a chord."""
    return Phrase(tuple(sorted(notes, key=lambda note: (note.onset, note.pitch))))


def inter_onset_intervals(onsets: list[float]) -> list[float]:
    """Return the time from each onset to the next, in seconds; a chord gives 0.0.

    Raises ValueError if an onset is earlier than the one before it.
    """
    iois = [later - earlier for earlier, later in pairwise(onsets)]
    for number, ioi in enumerate(iois, start=2):
        if not ioi >= 0.0:
            raise ValueError(f"note {number} begins before the note that precedes it")
    return iois
