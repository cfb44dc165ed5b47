"""The rhythm of the player's last phrase, for a mind that knows pitches only.

Knows when, how hard and how long the player's notes were; looks at no pitch.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from statistics import median
from typing import Final

from antiphon_models.improviser import SamplingParams
from antiphon_models.music.notes import Note
from antiphon_models.onset_choice import ARTICULATION, hurried
from antiphon_models.recent import CHORD

# A silence of so many of the usual iois, and no shorter than this in seconds, parts two phrases.
BREATH: Final = 2.0
SHORTEST_BREATH: Final = 0.35
# A phrase of fewer onsets is no rhythm yet: the one before it is borrowed for so long.
FEWEST_ONSETS: Final = 3
# Of a phrase that goes on and on, the last notes are borrowed.
MOST_NOTES: Final = 128
# So many of the last notes may still sound.
MOST_IN_CHORD: Final = 10
# Longer than any note that is meant: a key whose note-off was lost.
LONGEST: Final = 8.0
_LATEST_COUNTS: Final = 0.2
VELOCITY: Final = 72
# Before anything was heard: eighth notes, somewhat detached.
NOTES_A_BEAT: Final = 2
DETACHED: Final = 0.9


@dataclass(frozen=True, slots=True)
class Beat:
    """One note of a rhythm: `ioi` from the onset before, and `duration`, in seconds.

    `is_last` says that the phrase ends with it.
    """

    ioi: float
    duration: float
    velocity: int
    is_last: bool = False


class BorrowedRhythm:
    """The rhythm of the player's last phrase, to be played round and round.

    Forks of a mind may share one, as they share the player. Not thread-safe.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Forget the player."""
        self._phrase: list[Note] = []
        self._before: list[Note] = []
        self._pace = 0.0
        self._beats: Sequence[Beat] | None = None

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        if self._phrase:
            self._follow(note.onset)
        self._phrase.append(note)
        del self._phrase[:-MOST_NOTES]
        self._beats = None

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        for phrase in (self._phrase, self._before):
            for place in range(len(phrase) - 1, -1, -1):
                heard = phrase[place]
                if (heard.onset, heard.pitch) == (note.onset, note.pitch):
                    phrase[place] = note
                    self._beats = None
                    return

    def beat(self, number: int, tempo_bpm: float) -> Beat:
        """Return note `number` of the rhythm, which goes round; `tempo_bpm` until there is one."""
        if self._beats is None:
            self._beats = _beats(self._phrase) or _beats(self._before)
        if not self._beats:
            return _plain(tempo_bpm)
        return self._beats[number % len(self._beats)]

    def _follow(self, onset: float) -> None:
        ioi = onset - self._phrase[-1].onset
        silence = onset - max(note.offset for note in self._phrase[-MOST_IN_CHORD:])
        if self._pace and silence > max(BREATH * self._pace, SHORTEST_BREATH):
            if _beats(self._phrase):
                self._before = self._phrase
            self._phrase = []
        elif ioi >= CHORD:
            pace = self._pace or min(ioi, LONGEST)
            self._pace = pace * (min(ioi, LONGEST) / pace) ** _LATEST_COUNTS


def rested(beat: Beat, left: float, params: SamplingParams) -> float:
    """Return the beat's ioi with its silence weighed by the knobs.

    Something sounds for `left` seconds from the last onset on; what is silent beyond that, and is
    more than articulation, is as many times as long as the rest weight says, but no longer than
    the longest rest.
    """
    silence = beat.ioi - left
    if silence <= ARTICULATION:
        return beat.ioi
    weighed = max(silence * params.rest_weight, ARTICULATION)
    return left + min(weighed, params.longest_rest)


def paced(beat: Beat, density: float, rng: Random) -> Beat:
    """Return the beat with `density` times as many notes a second, on the player's grid."""
    ioi = hurried(beat.ioi, density, 1.0, rng)
    return replace(beat, ioi=ioi, duration=beat.duration * (ioi / beat.ioi if beat.ioi else 1.0))


def _beats(phrase: Sequence[Note]) -> list[Beat]:
    """The phrase's rhythm; none where it has too few onsets."""
    iois = [later.onset - earlier.onset for earlier, later in pairwise(phrase)]
    steps = [ioi for ioi in iois if ioi >= CHORD]
    if len(steps) + 1 < FEWEST_ONSETS:
        return []
    usual = median(steps)
    # The first follows on the last as notes of this phrase usually follow on each other.
    before = [usual, *iois]
    after = [*iois, usual]
    return [
        Beat(
            min(ioi, LONGEST),
            min(note.duration or max(following, CHORD), LONGEST),
            note.velocity,
            is_last=place == len(phrase),
        )
        for place, (note, ioi, following) in enumerate(
            zip(phrase, before, after, strict=True), start=1
        )
    ]


def _plain(tempo_bpm: float) -> Beat:
    ioi = 60.0 / tempo_bpm / NOTES_A_BEAT
    return Beat(ioi, DETACHED * ioi, VELOCITY)
