"""The line so far, the player's and the machine's, as a decoder begins from it.

Knows the last notes one by one and those before as VRASH's history; knows no knob and no seconds.
"""

from collections import deque
from typing import Final

import numpy as np

from antiphon_models.codecs.note_delays import pitch_index
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.vrash import Decoder, remembered
from antiphon_models.runtime.vrash_weights import VrashWeights
from antiphon_models.style_blend import Style

# So many of the last notes a decoder hears before it answers; a step is a twentieth of a
# millisecond, and all of them are to fit into one.
HEARD_BEFORE: Final = 8


class VrashLine:
    """The notes so far; pitches are MIDI's, so that another register can be chosen later."""

    def __init__(self, weights: VrashWeights) -> None:
        self._weights = weights
        self._last: deque[tuple[int, int]] = deque(maxlen=HEARD_BEFORE)
        self._history: Array = np.zeros(weights.style.shape[1], dtype=np.float32)

    def add(self, pitch: int, delay: int, shift: int) -> None:
        """Take in a note of MIDI `pitch` whose delay, an index of the codec's, is known now."""
        if len(self._last) == HEARD_BEFORE:
            oldest, lasted = self._last[0]
            remembered(self._weights, self._history, pitch_index(oldest, shift), lasted)
        self._last.append((pitch, delay))

    def decoder(self, latent: Array, style: Style, shift: int) -> Decoder:
        """Return a decoder that begins from `latent` and has heard the last notes."""
        decoder = Decoder(self._weights)
        decoder.begin(latent, style, self._history)
        for pitch, delay in self._last:
            decoder.step(pitch_index(pitch, shift), delay)
        return decoder

    def forget(self) -> None:
        """Forget every note."""
        self._last.clear()
        self._history.fill(0.0)

    def fork(self) -> "VrashLine":
        """Return the line as it is, to go its own way."""
        fork = VrashLine(self._weights)
        fork._last = self._last.copy()
        fork._history[...] = self._history
        return fork
