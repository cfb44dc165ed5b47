"""Notes as values: what was played, when, how long, how hard.

Knows MIDI's ranges; knows nothing of ports, clocks or networks.
"""

from dataclasses import dataclass

LOWEST_PITCH = 0
HIGHEST_PITCH = 127


@dataclass(frozen=True, slots=True)
class Note:
    """A note: `onset` and `duration` in seconds, `pitch` 0..127, `velocity` 1..127.

    A duration of 0.0 means that the note has begun and is still sounding.
    Raises ValueError for anything out of range.
    """

    pitch: int
    velocity: int
    onset: float
    duration: float = 0.0

    def __post_init__(self) -> None:
        if not LOWEST_PITCH <= self.pitch <= HIGHEST_PITCH:
            raise ValueError(f"pitch {self.pitch} is not in 0..127")
        if not 1 <= self.velocity <= 127:
            raise ValueError(f"velocity {self.velocity} is not in 1..127")
        if not self.duration >= 0.0:
            raise ValueError(f"duration {self.duration} is negative or not a number")

    @property
    def offset(self) -> float:
        """The time at which the note ends, in seconds."""
        return self.onset + self.duration
