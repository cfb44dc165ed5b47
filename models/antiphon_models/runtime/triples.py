"""Networks of papers/002 in progress, one or several as one, a note a step, in NumPy.

Several are one by averaging what they say: probabilities of pitches, steps and durations
("average feature fusion"). Knows weights and a hidden state kept between steps; chooses nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_triples import LONGEST, PITCHES
from antiphon_models.networks.triples_config import TRIPLE, TriplesConfig
from antiphon_models.runtime.lstm import Array, LstmStack, LstmState, LstmWeights, fold_lstm
from antiphon_models.sampling import Distribution


@dataclass(frozen=True, slots=True)
class TriplesWeights:
    """One network as it is stepped; shared by all forks and never written.

    `heads` is pitch, step and duration in one matrix, (130, below); `dense` is empty where
    there is no such layer.
    """

    config: TriplesConfig
    lstm: LstmWeights
    dense: Array
    dense_bias: Array
    heads: Array
    heads_bias: Array


@dataclass(frozen=True, slots=True)
class Foretold:
    """What is said of the next note: how likely each pitch is, and two times in seconds."""

    pitch: Distribution
    step: float
    duration: float


def fold(tensors: Mapping[str, npt.NDArray[np.float32]], config: TriplesConfig) -> TriplesWeights:
    """Return the tensors of one network, named as `tensor_shapes` does, ready for stepping."""
    gates = np.zeros(4 * config.hidden, dtype=np.float32)
    second = {f"lstm.bias_hh_l{layer}": gates for layer in range(config.layers)}
    lstm = fold_lstm({**tensors, **second}, layers=config.layers, hidden=config.hidden)
    none = np.empty((0, 0), dtype=np.float32)
    heads = [tensors[f"{name}.weight"] for name in ("pitch", "step", "duration")]
    biases = [tensors[f"{name}.bias"] for name in ("pitch", "step", "duration")]
    return TriplesWeights(
        config,
        lstm,
        tensors.get("dense.weight", none),
        tensors.get("dense.bias", none[0:0]),
        np.ascontiguousarray(np.concatenate(heads)),
        np.concatenate(biases),
    )


class TriplesStepper:
    """A melody in progress, as `members` hear it. Not thread-safe: forks share only weights."""

    def __init__(self, members: Sequence[TriplesWeights]) -> None:
        self._members = tuple(members)
        self._stacks = [LstmStack(member.lstm) for member in members]
        self._make_buffers()

    def step(self, pitch: int, step: float, duration: float) -> None:
        """Take in a note; times in seconds."""
        fed = self._fed
        fed[0] = pitch / PITCHES
        fed[1] = min(max(step, 0.0), LONGEST)
        fed[2] = min(max(duration, 0.0), LONGEST)
        for stack, member in zip(self._stacks, self._members, strict=True):
            row = np.dot(fed, member.lstm.fed, out=self._row)
            row += member.lstm.biases[0]
            stack.step(row)

    def said(self) -> list[Array]:
        """Return what each member says: 128 pitch logits, step and duration in seconds."""
        return [
            _heads(member, stack.top)
            for member, stack in zip(self._members, self._stacks, strict=True)
        ]

    def foretell(self) -> Foretold:
        """Return the mean of what the members say (papers/002, average feature fusion)."""
        return fused(self.said())

    def snapshot(self) -> list[LstmState]:
        """Return the state as it is now."""
        return [stack.snapshot() for stack in self._stacks]

    def restore(self, states: Sequence[LstmState]) -> None:
        """Go back to a state from `snapshot`, which stays as it is."""
        for stack, state in zip(self._stacks, states, strict=True):
            stack.restore(state)

    def reset(self) -> None:
        """Forget every note."""
        for stack in self._stacks:
            stack.reset()

    def fork(self) -> "TriplesStepper":
        """Return a stepper at the same place that goes its own way from here."""
        other = TriplesStepper.__new__(TriplesStepper)
        other._members = self._members
        other._stacks = [stack.fork() for stack in self._stacks]
        other._make_buffers()
        return other

    def _make_buffers(self) -> None:
        self._fed: Array = np.empty(TRIPLE, dtype=np.float32)
        # All members are of one size.
        self._row: Array = np.empty_like(self._members[0].lstm.biases[0])


def fused(said: Sequence[Array] | Array) -> Foretold:
    """Return what several networks say as one: the means of probabilities and of times.

    A time below zero, which a network may say, is zero.
    """
    # All at once, by ufuncs' own reductions: a mind asks this for each note.
    rows = np.array(said, dtype=np.float64)
    pitches = rows[:, :PITCHES]
    pitches -= np.maximum.reduce(pitches, axis=1, keepdims=True)
    np.exp(pitches, out=pitches)
    pitches /= np.add.reduce(pitches, axis=1, keepdims=True)
    means: Distribution = np.add.reduce(rows) / len(rows)
    return Foretold(means[:PITCHES], max(float(means[-2]), 0.0), max(float(means[-1]), 0.0))


def _heads(member: TriplesWeights, top: Array) -> Array:
    if member.dense.size:
        top = np.maximum(member.dense @ top + member.dense_bias, np.float32(0.0))
    said: Array = member.heads @ top
    said += member.heads_bias
    return said
