"""How far the player's key and register lie from where a grid network sings.

Knows keys and pitches; knows no network and no time. The network was taught everything in
C major or A minor (papers/001, 2.1.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from antiphon_models.music.key import Key, estimate_key
from antiphon_models.music.notes import Note

A: Final = 9
OCTAVE: Final = 12
# From so many notes on, a key is left only for one that was found after so many in a row.
SETTLED_NOTES: Final = 8
FOUND_IN_A_ROW: Final = 4
# A register is left once its middle is so far from the network's, in semitones.
FARTHEST: Final = 10.0


@dataclass(frozen=True, slots=True)
class Home:
    """By how many semitones, `shift`, the network's notes are to be raised to be the player's.

    `is_known` from the first note on; `found` is what another key was found to ask for, for
    the last `times` notes.
    """

    shift: int = 0
    is_known: bool = False
    found: int = 0
    times: int = 0

    def after(self, notes: Sequence[Note], middle: float) -> "Home":
        """Return how it is once the last of `notes` is heard, the player's of late.

        `middle` is the pitch in the middle of the network's.
        """
        key = estimate_key(notes)
        if key is None:
            return self
        around = median(note.pitch for note in notes) - middle
        steps = _steps(key)
        if not self.is_known:
            return Home(_nearest(steps, around), is_known=True)
        if (self.shift - steps) % OCTAVE == 0:
            is_near = abs(around - self.shift) <= FARTHEST
            return Home(self.shift if is_near else _nearest(steps, around), is_known=True)
        times = self.times + 1 if steps == self.found else 1
        if len(notes) < SETTLED_NOTES or times >= FOUND_IN_A_ROW:
            return Home(_nearest(steps, around), is_known=True)
        return replace(self, found=steps, times=times)


def _steps(key: Key) -> int:
    """Return the semitones from C major or A minor up to `key`, 0..11."""
    return key.tonic if key.is_major else (key.tonic - A) % OCTAVE


def _nearest(steps: int, around: float) -> int:
    """Return what is `steps` but for octaves and nearest to `around`."""
    return steps + OCTAVE * round((around - steps) / OCTAVE)
