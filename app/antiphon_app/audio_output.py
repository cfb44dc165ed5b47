"""The loudspeakers: a device that asks the synth for samples, if there is one.

The only importer of miniaudio (extra `sound`), and that only when it is opened. Knows
nothing of sessions or widgets.
"""

import importlib
from collections.abc import Callable, Generator
from typing import Any

from antiphon_app.audio_clock import AudioClock
from antiphon_app.synth import Synth
from antiphon_app.timbre import SAMPLE_RATE

PERIOD_MS = 10
PERIODS = 2


class AudioError(Exception):
    """No sound can be made; the text says in one line why, and the mend."""


class AudioOutput:
    """An open device that plays what `synth` renders, from a thread of its own."""

    def __init__(
        self, synth: Synth, audio_clock: AudioClock, clock: Callable[[], float], backend: str = ""
    ) -> None:
        self._synth = synth
        self._audio_clock = audio_clock
        self._clock = clock
        self._device = _opened(backend)
        audio_clock.latency = PERIOD_MS * PERIODS / 1000
        blocks = self._blocks()
        next(blocks)
        self._device.start(blocks)

    def close(self) -> None:
        """Give the device back."""
        self._device.close()

    def _blocks(self) -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            self._audio_clock.mark(self._clock(), self._synth.frame)
            frames = yield self._synth.render(frames).tobytes()


def _opened(backend: str) -> Any:
    """Return the default device, of `backend` ("" any); AudioError where there is none."""
    try:
        miniaudio = importlib.import_module("miniaudio")
    except ImportError:
        raise AudioError(
            "No miniaudio, which the practice sound needs: pip install 'antiphon[sound]'"
        ) from None
    try:
        return miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=2,
            sample_rate=SAMPLE_RATE,
            buffersize_msec=PERIOD_MS,
            callback_periods=PERIODS,
            backends=[miniaudio.Backend[backend]] if backend else None,
            app_name="Antiphon",
        )
    # Drivers fail in ways of their own; none of them may take the window along.
    except Exception as error:
        raise AudioError(
            f"No audio output: connect one and switch on again ({_reason(error)})"
        ) from None


def _reason(error: Exception) -> str:
    return ", ".join(str(word) for word in error.args) or type(error).__name__
