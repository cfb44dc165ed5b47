"""What VRASH's mind knows of the player: register, usual pause, articulation, loudness.

These are what papers/003 normalises tracks by, turned round: what it makes around the 4th octave
and in median pauses is played where and as fast as the player plays. Knows notes; no network.
"""

from collections import deque
from statistics import median
from typing import Final

from antiphon_models.codecs.note_delays import octave_shift
from antiphon_models.music.notes import Note
from antiphon_models.recent import CHORD

REGISTER_NOTES: Final = 64
PAUSES: Final = 32
# A longer silence than this, in seconds, is no pause of a rhythm.
LONGEST_PAUSE: Final = 2.0
# A note of the player's that sounds less of its pause than this is taken for that much.
SHORTEST_SHARE: Final = 0.2
SUNG: Final = 0.95
MIDDLE_VELOCITY: Final = 80
# Before anything is heard, so many notes to a beat.
NOTES_IN_BEAT: Final = 2


class VrashPlayer:
    """The player of late. One thread owns it; forks of a mind share it."""

    def __init__(self) -> None:
        self.register: deque[int] = deque(maxlen=REGISTER_NOTES)
        self._pauses: deque[float] = deque(maxlen=PAUSES)
        self._shares: deque[float] = deque(maxlen=PAUSES)
        self._velocities: deque[int] = deque(maxlen=PAUSES)
        self._ended: Note | None = None
        self._onset: float | None = None

    def hear(self, note: Note) -> None:
        """Take in a note at its onset."""
        self.register.append(note.pitch)
        self._velocities.append(note.velocity)
        if self._onset is not None:
            self._pause(note.onset - self._onset)
        self._onset = note.onset

    def release(self, note: Note) -> None:
        """Learn how long a note sounded."""
        self._ended = note

    def unit(self, tempo_bpm: float) -> float:
        """Return the median pause, in seconds; before there is one, half a beat."""
        if not self._pauses:
            return 60.0 / tempo_bpm / NOTES_IN_BEAT
        return median(self._pauses)

    @property
    def shift(self) -> int:
        """The whole octaves, in semitones, that bring the player's pitches to the 4th."""
        return octave_shift(self.register) if self.register else 0

    @property
    def share(self) -> float:
        """How much of a pause the player lets a note sound, 0..1."""
        return median(self._shares) if self._shares else SUNG

    @property
    def velocity(self) -> int:
        """As loud as the player plays."""
        return int(median(self._velocities)) if self._velocities else MIDDLE_VELOCITY

    def _pause(self, pause: float) -> None:
        if not CHORD <= pause <= LONGEST_PAUSE:
            return
        self._pauses.append(pause)
        ended = self._ended
        if ended and ended.onset == self._onset:
            share = ended.duration / pause
            self._shares.append(min(max(share, SHORTEST_SHARE), 1.0))
