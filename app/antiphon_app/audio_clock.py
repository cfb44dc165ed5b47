"""Which sample of the practice sound belongs to which moment of the engine's time.

Knows three clocks and how they run beside each other; knows no device and no note.
"""

import math

from antiphon_app.timbre import SAMPLE_RATE

# Devices ask for samples in uneven bursts; a step this small per block evens them out.
SMOOTHING = 0.03
# Beyond this the device has stopped and gone on: what was known no longer holds.
LARGEST_SLIP = 0.08
# What the engine's reports may be late for the worst: the slowest leak that outruns any drift.
LEAK = 5e-5


class AudioClock:
    """Engine seconds to frames. `mark` is for the audio thread, all else for the window's.

    `latency` is how long a frame takes from being rendered to being heard, in seconds.
    """

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        self._offset = math.nan
        self._ahead = math.nan

    def mark(self, time: float, frame: int) -> None:
        """Take in that `frame` is being rendered at `time` of the window's clock."""
        offset = frame - time * SAMPLE_RATE
        if not abs(offset - self._offset) < LARGEST_SLIP * SAMPLE_RATE:
            self._offset = offset
        else:
            self._offset += SMOOTHING * (offset - self._offset)

    def tune(self, ahead: float) -> None:
        """Take in that the engine's clock seems to be `ahead` of the window's by so much.

        A report that was long under way makes it seem less; so the largest is the truest.
        """
        if not abs(ahead - self._ahead) < LARGEST_SLIP or ahead > self._ahead:
            self._ahead = ahead
        else:
            self._ahead -= min(LEAK, self._ahead - ahead)

    def frame_at(self, time: float) -> int:
        """Return the frame to render so that it is heard at engine `time`; 0 before both ran."""
        frame = (time - self._ahead - self.latency) * SAMPLE_RATE + self._offset
        return 0 if math.isnan(frame) else max(0, round(frame))
