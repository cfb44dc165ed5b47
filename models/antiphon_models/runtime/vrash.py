"""The networks of papers/003 in progress, one note a step, in NumPy.

    encoder = Encoder(weights)                    # the player's phrase, note by note
    encoder.step(pitch, delay, style)
    mean, log_variance = encoder.latent()
    decoder = Decoder(weights)
    decoder.begin(mean, style)                    # None for a language model
    decoder.pitch_logits()                        # of the first note
    decoder.delay_logits(pitch)                   # how long it lasts, its pitch decided
    decoder.step(pitch, delay)

A step costs the same however long the history is. Knows arrays; knows no sampling and no clock.
"""

from dataclasses import dataclass

import numpy as np

from antiphon_models.runtime.highway import HighwayCell
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.vrash_weights import NoteRows, VrashWeights
from antiphon_models.style_blend import Style


@dataclass(frozen=True, slots=True)
class Latent:
    """What a line was encoded as: a normal distribution, float32, (latent,) each."""

    mean: Array
    log_variance: Array

    def drawn(self, noise: Array) -> Array:
        """Return the sample that standard normal `noise` makes."""
        sample: Array = self.mean + np.exp(0.5 * self.log_variance) * noise
        return sample.astype(np.float32)


class Encoder:
    """A phrase being encoded; ValueError for a language model, which has no encoder."""

    def __init__(self, weights: VrashWeights, cell: HighwayCell | None = None) -> None:
        if weights.encoder is None:
            raise ValueError(f"{weights.name} is a language model and has no encoder")
        self._weights = weights.encoder
        self._cell = cell or HighwayCell(self._weights.cell)
        self._owner = weights

    def step(self, pitch: int, delay: int, style: Style) -> None:
        """Take in a note, by the indices of the codec note_delays."""
        notes, rows = self._weights.notes, self._weights.style
        row = notes.pitch[pitch] + notes.delay[delay]
        row += rows[style] if isinstance(style, int) else style @ rows
        self._cell.step(row)

    def latent(self) -> Latent:
        """Return what the notes so far are encoded as."""
        both = self._weights.latent(self._cell.state)
        size = len(both) // 2
        return Latent(both[:size], both[size:])

    def reset(self) -> None:
        """Forget every note."""
        self._cell.reset()

    def fork(self) -> "Encoder":
        """Return an encoder at the same place that goes its own way from here."""
        return Encoder(self._owner, self._cell.fork())


class Decoder:
    """A line being made; its heads answer for the note after the last one stepped."""

    def __init__(self, weights: VrashWeights) -> None:
        self.weights = weights
        self._cell = HighwayCell(weights.cell)
        size = weights.style.shape[1]
        self._still: Array = np.zeros(size, dtype=np.float32)
        self._history: Array = np.zeros(size, dtype=np.float32)
        self._projected: Array | None = None

    def begin(self, latent: Array | None, style: Style, history: Array | None = None) -> None:
        """Be before the first note of a line that `latent` governs.

        `history`, from `remembered`, is of the notes before that line.
        """
        weights = self.weights
        rows = weights.style
        self._still[...] = rows[style] if isinstance(style, int) else style @ rows
        self._cell.reset()
        if latent is not None and weights.begin is not None:
            self._still += latent @ weights.latent
            self._cell.begin(np.tanh(weights.begin(latent)))
        self._history[...] = 0.0 if history is None else history
        self._advance(self._still + self._history)

    def step(self, pitch: int, delay: int) -> None:
        """Take in a note, by the indices of the codec note_delays."""
        row = self._still
        if self.weights.before is not None:
            row = row + row_of(self.weights.before, pitch, delay)
        if self.weights.history is not None:
            remembered(self.weights, self._history, pitch, delay)
            row = row + self._history
        self._advance(row)

    def pitch_logits(self) -> Array:
        """Return the logits of the next note's pitch, shape (84,)."""
        return self.weights.pitch(self._cell.state)

    def delay_logits(self, pitch: int) -> Array:
        """Return the logits of the next note's delay, its pitch being decided, shape (20,)."""
        if self._projected is None:
            self._projected = self.weights.project(self._cell.state)
        hidden: Array = self._projected + self.weights.decided_pitch[pitch]
        return self.weights.delay(np.tanh(hidden, out=hidden))

    def fork(self) -> "Decoder":
        """Return a decoder at the same place that goes its own way from here."""
        other = Decoder(self.weights)
        other._cell = self._cell.fork()
        other._still[...] = self._still
        other._history[...] = self._history
        other._projected = self._projected
        return other

    def _advance(self, row: Array) -> None:
        self._cell.step(row)
        self._projected = None


def row_of(rows: NoteRows, pitch: int, delay: int) -> Array:
    """Return what a note adds to a cell's input."""
    row: Array = rows.pitch[pitch] + rows.delay[delay]
    return row


def remembered(weights: VrashWeights, history: Array, pitch: int, delay: int) -> None:
    """Let a note into `history`, in place: the running mean of rows that VRASH's decoder hears."""
    if weights.history is not None:
        new = row_of(weights.history, pitch, delay)
        new -= history
        new *= np.float32(weights.config.forgetting)
        history += new
