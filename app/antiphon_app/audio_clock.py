"""Which sample of the practice sound belongs to which moment of the engine's time.

Knows three clocks and how they run beside each other; knows no device and no note.
"""

import math

from antiphon_app.timbre import SAMPLE_RATE

# A device asks for its samples unevenly. The mean over the first blocks, and then over about
# this many, evens that out and still follows a crystal that is not the system's.
BLOCKS_IN_MEAN = 500
# Beyond this the device has stopped and gone on: what was known no longer holds.
LARGEST_SLIP = 0.08
# How much of a correction is made in a frame of the window, in seconds: too little to hear.
LARGEST_CORRECTION = 3e-5
# Lets go of a report that promised too much, in seconds for each frame of the window.
LEAK = 1e-6


class AudioClock:
    """Engine seconds to frames. `mark` is for the audio thread, all else for the window's.

    `latency` is how long a frame takes from being rendered to being heard, in seconds.
    """

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        self._offset = math.nan
        self._blocks = 0
        self._ahead = math.nan
        self._truest = math.nan

    def mark(self, time: float, frame: int) -> None:
        """Take in that `frame` is being rendered at `time` of the window's clock."""
        offset = frame - time * SAMPLE_RATE
        if not abs(offset - self._offset) < LARGEST_SLIP * SAMPLE_RATE:
            self._offset, self._blocks = offset, 1
            return
        self._blocks = min(self._blocks + 1, BLOCKS_IN_MEAN)
        self._offset += (offset - self._offset) / self._blocks

    def tune(self, ahead: float) -> None:
        """Take in that the engine's clock seems to be `ahead` of the window's by so much.

        A report that was long under way makes it seem less; so the largest is the truest.
        """
        if not abs(ahead - self._ahead) < LARGEST_SLIP:
            self._ahead = self._truest = ahead
            return
        self._truest = max(ahead, self._truest - LEAK)
        error = self._truest - self._ahead
        self._ahead += max(-LARGEST_CORRECTION, min(error, LARGEST_CORRECTION))

    def frame_at(self, time: float) -> int:
        """Return the frame to render so that it is heard at engine `time`; 0 before both ran."""
        frame = (time - self._ahead - self.latency) * SAMPLE_RATE + self._offset
        return max(0, round(frame)) if math.isfinite(frame) else 0
