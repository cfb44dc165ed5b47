"""The note-stream network in progress, one note a step, in NumPy.

    stepper = load_note_stream()                  # the shipped weights
    stepper.step(*feed(note, before), style=0)    # at each onset; `feed` is the codec's
    stepper.ioi_logits()                          # when does the next note begin?
    stepper.ioi_inside(ioi_bin)                   # and where in that bin
    stepper.pitch_logits(ioi_bin, inside)         # given that, its pitch
    stepper.velocity_logits(ioi_bin, inside, pitch)
    stepper.duration_logits(ioi_bin, inside, pitch, velocity_bin)
    stepper.duration_inside(duration_bin)         # after duration_logits
    stepper.fork()                                # an answer that may be thrown away

A step costs the same however long the history is. Knows arrays; knows no sampling, no motif
and no clock.
"""

import math
from pathlib import Path

import numpy as np

from antiphon_models.runtime.lstm import Array, LstmStack, LstmState
from antiphon_models.runtime.note_stream_weights import (
    Head,
    NoteStreamWeights,
    read_note_stream,
)


class NoteStreamStepper:
    """A melody in progress: shared weights, and a hidden state kept between steps.

    Each head answers for the note after the last one stepped. Not thread-safe: one thread
    owns a stepper; forks share only weights, which nobody writes.
    """

    def __init__(self, weights: NoteStreamWeights, stack: LstmStack | None = None) -> None:
        config = weights.config
        self.weights = weights
        self._stack = stack or LstmStack(weights.stack)
        self._row: Array = np.empty(4 * config.hidden, dtype=np.float32)
        self._projected: Array = np.empty(4 * config.head, dtype=np.float32)
        self._told: Array = np.empty(3 * config.head, dtype=np.float32)
        self._told_ioi: tuple[int, float] | None = None
        self._ioi: Array | None = None
        self._duration: Array | None = None
        self._is_projected = False

    @property
    def name(self) -> str:
        """What tells these weights from others: the file's name and the start of its sha256."""
        return self.weights.name

    def step(  # noqa: PLR0917 - the order is the codec's: step(*feed(note, before), style)
        self,
        pitch: int,
        ioi_bin: int,
        ioi_inside: float,
        velocity_bin: int,
        sounded_bin: int,
        sounded_inside: float,
        style: int | Array,
    ) -> None:
        """Hear one note at its onset.

        `velocity_bin` 16 is unknown; `sounded_*` is of the note before, as far as it has
        sounded by this onset. `style` is an index of the codec's STYLES, or a float32 weight
        for each of them, which should sum to 1.
        """
        weights, row, scratch = self.weights, self._row, self._stack.gates
        is_one = isinstance(style, int)
        np.copyto(row, weights.fed_style[style] if is_one else style @ weights.fed_style)
        row += weights.fed_pitch[pitch]
        row += weights.fed_ioi[ioi_bin]
        row += weights.fed_velocity[velocity_bin]
        row += weights.fed_sounded[sounded_bin]
        slope = weights.fed_ioi_slope[ioi_bin]
        row += np.multiply(slope, np.float32(ioi_inside), out=scratch)
        slope = weights.fed_sounded_slope[sounded_bin]
        row += np.multiply(slope, np.float32(sounded_inside), out=scratch)
        self._stack.step(row)
        self._unask()

    def ioi_logits(self) -> Array:
        """Return the logits of the next note's ioi bin, shape (40,)."""
        return _logits(self.weights.ioi, self._ioi_hidden())

    def ioi_inside(self, ioi_bin: int) -> float:
        """Return where in `ioi_bin`, 0..1, the ioi should lie."""
        return _place(self.weights.ioi_inside, self._ioi_hidden(), ioi_bin)

    def pitch_logits(self, ioi_bin: int, ioi_inside: float) -> Array:
        """Return the logits of the next note's pitch given its ioi, shape (128,)."""
        size = self.weights.config.head
        hidden = np.tanh(self._tell_ioi(ioi_bin, ioi_inside)[:size])
        return _logits(self.weights.pitch, hidden)

    def velocity_logits(self, ioi_bin: int, ioi_inside: float, pitch: int) -> Array:
        """Return the logits of the next note's velocity bin given what precedes, shape (16,)."""
        size = self.weights.config.head
        hidden = self._tell_ioi(ioi_bin, ioi_inside)[size : 2 * size]
        hidden = hidden + self.weights.decided_pitch[pitch, :size]
        return _logits(self.weights.velocity, np.tanh(hidden, out=hidden))

    def duration_logits(
        self, ioi_bin: int, ioi_inside: float, pitch: int, velocity_bin: int
    ) -> Array:
        """Return the logits of the next note's duration bin given all else, shape (40,)."""
        size = self.weights.config.head
        hidden = self._tell_ioi(ioi_bin, ioi_inside)[2 * size :]
        hidden = hidden + self.weights.decided_pitch[pitch, size:]
        hidden += self.weights.decided_velocity[velocity_bin]
        self._duration = np.tanh(hidden, out=hidden)
        return _logits(self.weights.duration, self._duration)

    def duration_inside(self, duration_bin: int) -> float:
        """Return where in `duration_bin`, 0..1, the duration should lie.

        Of the note last asked about by `duration_logits`; RuntimeError if there is none.
        """
        if self._duration is None:
            raise RuntimeError("ask duration_logits before duration_inside")
        return _place(self.weights.duration_inside, self._duration, duration_bin)

    def snapshot(self) -> LstmState:
        """Return the state as it is now."""
        return self._stack.snapshot()

    def restore(self, state: LstmState) -> None:
        """Go back to a state from `snapshot`, which stays as it is."""
        self._stack.restore(state)
        self._unask()

    def reset(self) -> None:
        """Forget every note."""
        self._stack.reset()
        self._unask()

    def fork(self) -> "NoteStreamStepper":
        """Return a stepper at the same place that goes its own way from here."""
        return NoteStreamStepper(self.weights, self._stack.fork())

    def _unask(self) -> None:
        self._is_projected = False
        self._told_ioi = self._ioi = self._duration = None

    def _project(self) -> Array:
        # Once for each note, and only if anything is asked: most notes are only heard.
        if not self._is_projected:
            project = self.weights.project
            np.dot(project.weight, self._stack.top, out=self._projected)
            self._projected += project.bias
            self._is_projected = True
        return self._projected

    def _ioi_hidden(self) -> Array:
        if self._ioi is None:
            self._ioi = np.tanh(self._project()[: self.weights.config.head])
        return self._ioi

    def _tell_ioi(self, ioi_bin: int, ioi_inside: float) -> Array:
        """What the three later heads start from, side by side, once told the ioi."""
        told = self._told
        if self._told_ioi != (ioi_bin, ioi_inside):
            weights = self.weights
            slope = weights.decided_ioi_slope[ioi_bin]
            np.multiply(slope, np.float32(ioi_inside), out=told)
            told += weights.decided_ioi[ioi_bin]
            told += self._project()[weights.config.head :]
            self._told_ioi = (ioi_bin, ioi_inside)
        return told


def _logits(head: Head, hidden: Array) -> Array:
    logits: Array = np.dot(head.weight, hidden)
    logits += head.bias
    return logits


def _place(head: Head, hidden: Array, index: int) -> float:
    raised = float(np.dot(head.weight[index], hidden) + head.bias[index])
    return 0.5 * math.tanh(0.5 * raised) + 0.5


def load_note_stream(path: Path | None = None) -> NoteStreamStepper:
    """Return a stepper with the weights at `path`, or with the ones shipped.

    Raises WeightsError, one line naming the file, if they are not fit to use.
    """
    return NoteStreamStepper(read_note_stream(path))
