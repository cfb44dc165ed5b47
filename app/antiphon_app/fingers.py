"""Fingers on the on-screen keys: which pitch each one holds, so that none is left sounding.

Knows the commands that sound and release a note; knows no mouse, key or touch point.
"""

from collections import Counter
from collections.abc import Callable, Hashable

from antiphon_engine.messages import Command, PlayNote


class Fingers:
    """All that hold keys down here; each finger, whatever names it, holds one pitch at most.

    A pitch sounds from the first finger on it to the last one off, so that for every note
    sent there is one release, whoever lets go first.
    """

    def __init__(self, send: Callable[[Command], None]) -> None:
        self._send = send
        self._held: dict[Hashable, int | None] = {}
        self._count: Counter[int] = Counter()

    @property
    def sounding(self) -> frozenset[int]:
        """The pitches that are held down here."""
        return frozenset(self._count)

    def is_down(self, finger: Hashable) -> bool:
        """Return whether `finger` is down, on a key or beside the keys."""
        return finger in self._held

    def pitch_of(self, finger: Hashable) -> int | None:
        """Return the pitch that `finger` holds, None if none."""
        return self._held.get(finger)

    def press(self, finger: Hashable, pitch: int | None, velocity: int) -> None:
        """Put `finger` down on `pitch`, None beside the keys; what it held is let go."""
        self.lift(finger)
        self._held[finger] = pitch
        if pitch is not None:
            self._count[pitch] += 1
            if self._count[pitch] == 1:
                self._send(PlayNote(pitch, velocity, 0))

    def slide(self, finger: Hashable, pitch: int | None, velocity: int) -> None:
        """Move `finger`, if it is down, to `pitch`: a glissando."""
        if finger in self._held and self._held[finger] != pitch:
            self.press(finger, pitch, velocity)

    def lift(self, finger: Hashable) -> None:
        """Take `finger` off; nothing happens if it is not down."""
        pitch = self._held.pop(finger, None)
        if pitch is None:
            return
        self._count[pitch] -= 1
        if not self._count[pitch]:
            del self._count[pitch]
            self._send(PlayNote(pitch, 0, 0))

    def lift_all(self) -> None:
        """Take every finger off."""
        for finger in list(self._held):
            self.lift(finger)
