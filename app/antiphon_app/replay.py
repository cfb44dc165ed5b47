"""A kept take, played again through the practice sound.

Knows the take's notes and the synth; knows no file, no device and no widget.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from antiphon_app.synth import Synth
from antiphon_app.timbre import KEYS, PLUCK

# Enough for a window that paints slowly, little enough to stop at once.
LOOK_AHEAD = 0.3
LEAD_IN = 0.1
# The last note may ring.
TAIL = 0.4


@dataclass(frozen=True, slots=True)
class ReplayNote:
    """A note of a take; times in seconds from its beginning."""

    onset: float
    duration: float
    pitch: int
    velocity: int
    is_player: bool


class Replay:
    """Plays one take at a time; `follow` is called once a frame with the engine's time."""

    def __init__(self, synth: Synth, frame_at: Callable[[float], int]) -> None:
        self._synth = synth
        self._frame_at = frame_at
        self._notes: list[ReplayNote] = []
        self._next = 0
        self._began: float | None = None
        self._begun: list[tuple[float, int]] = []
        self.position = 0.0

    @property
    def is_playing(self) -> bool:
        """Whether a take plays or is about to."""
        return bool(self._notes)

    def begin(self, notes: Sequence[ReplayNote]) -> None:
        """Play these from their beginning, as soon as `follow` is called."""
        self.stop()
        self._notes = sorted(notes, key=lambda note: note.onset)

    def stop(self) -> None:
        """Let go of what sounds and take back what was about to."""
        for _, number in self._begun:
            self._synth.cancel(number)
            self._synth.note_off(number)
        self._begun.clear()
        self._notes.clear()
        self._next, self._began, self.position = 0, None, 0.0

    def follow(self, now: float) -> None:
        """Hand the synth what is due soon."""
        if self._began is None:
            self._began = now + LEAD_IN - min(note.onset for note in self._notes)
        self.position = now - self._began
        self._begun = [(offset, number) for offset, number in self._begun if offset + TAIL > now]
        while self._next < len(self._notes):
            note = self._notes[self._next]
            if note.onset > self.position + LOOK_AHEAD:
                return
            self._hand_over(note, self._began)
            self._next += 1
        if not self._begun:
            self.stop()

    def _hand_over(self, note: ReplayNote, began: float) -> None:
        timbre = KEYS if note.is_player else PLUCK
        onset, offset = began + note.onset, began + note.onset + note.duration
        number = self._synth.note_on(timbre, note.pitch, note.velocity, self._frame_at(onset))
        self._synth.note_off(number, self._frame_at(offset))
        self._begun.append((offset, number))
