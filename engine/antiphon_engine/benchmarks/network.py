"""One hear + propose, back to back and at playing speed, beside its bare matrix products.

Knows the network's matrices and the mind; knows no port and no thread.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from antiphon_engine.benchmarks.figures import Figure, distribution, percentile, ratio, single
from antiphon_engine.benchmarks.player import played
from antiphon_engine.benchmarks.priority import Breath
from antiphon_engine.params import Params
from antiphon_models.note_stream_improviser import NoteStreamImproviser
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.runtime.note_stream_weights import NoteStreamWeights

BACK_TO_BACK = "hear + propose, back to back"
AT_SPEED = "hear + propose, 20 ms asleep before each"
PACE = 0.020
WARM_UP = 200
SEED = 1

Action = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Product:
    """A matrix, a vector for it, and room for their product."""

    matrix: Array
    vector: Array
    room: Array

    def __call__(self) -> None:
        """Compute it."""
        np.dot(self.matrix, self.vector, out=self.room)


class Duet:
    """A mind that hears a made-up player and proposes after each note, one call a note."""

    def __init__(self, stepper: NoteStreamStepper) -> None:
        self._mind = NoteStreamImproviser(stepper)
        self._notes = played(SEED)
        self._params = Params()
        self._rng = Random(SEED)

    def __call__(self) -> None:
        """Hear the player's next note and propose one."""
        self._mind.hear(next(self._notes))
        self._mind.propose(self._params, self._rng)


def matrices(weights: NoteStreamWeights) -> list[Array]:
    """Return the matrices that one hear + propose of the network multiplies, once each."""
    heads = (weights.project, weights.ioi, weights.pitch, weights.velocity, weights.duration)
    return [*weights.stack.layers, *(head.weight for head in heads)]


def bare_products(weights: NoteStreamWeights) -> list[Product]:
    """Return these matrices' products with made-up vectors, everything allocated."""
    rng = np.random.default_rng(SEED)
    return [
        Product(
            matrix,
            rng.standard_normal((matrix.shape[1],)).astype(np.float32),
            np.empty(matrix.shape[0], dtype=np.float32),
        )
        for matrix in matrices(weights)
    ]


def measure(stepper: NoteStreamStepper, rounds: int, paced_rounds: int) -> list[Figure]:
    """Return the figures of both speeds; `paced_rounds` take 40 ms each."""
    duet = Duet(stepper.fork())
    products = bare_products(stepper.weights)

    def multiply() -> None:
        for product in products:
            product()

    for _ in range(WARM_UP):
        duet()
        multiply()
    return [
        *_back_to_back(duet, multiply, rounds),
        *_bandwidth(stepper.weights, multiply, rounds),
        *_at_speed(duet, multiply, paced_rounds),
    ]


def timed(action: Action) -> float:
    """Return how long `action` took, in seconds."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def side_by_side(actions: list[Action], rounds: int, pause: float = 0.0) -> list[list[float]]:
    """Return the seconds each action took in each round; they take turns, `pause` before each."""
    samples: list[list[float]] = [[] for _ in actions]
    breath = Breath()
    for _ in range(rounds):
        if not pause and breath.was_taken():
            for action in actions:
                action()
        for action, taken in zip(actions, samples, strict=True):
            if pause:
                time.sleep(pause)
            taken.append(timed(action))
    return samples


def _back_to_back(duet: Action, multiply: Action, rounds: int) -> list[Figure]:
    section = BACK_TO_BACK
    whole, bare = side_by_side([duet, multiply], rounds)
    return [
        distribution(
            section, "step.whole", "hear + propose", "ms", whole, bars={"p50": 0.4, "p99": 1.0}
        ),
        distribution(section, "step.bare", "bare matrix-vector products", "ms", bare),
        ratio(section, "step.ratio", "their ratio (p50)", whole, bare, bar=1.5),
    ]


def _at_speed(duet: Action, multiply: Action, rounds: int) -> list[Figure]:
    section = AT_SPEED
    whole, bare = side_by_side([duet, multiply], rounds, PACE)
    return [
        distribution(
            section, "paced.whole", "hear + propose", "ms", whole, bars={"p50": 1.0, "p99": 2.5}
        ),
        distribution(section, "paced.bare", "bare matrix-vector products", "ms", bare),
        ratio(section, "paced.ratio", "their ratio (p50)", whole, bare),
    ]


def _bandwidth(weights: NoteStreamWeights, multiply: Action, rounds: int) -> list[Figure]:
    """How fast one core can read so many bytes: no product of the weights can be quicker."""
    size = sum(matrix.nbytes for matrix in matrices(weights))
    block = np.ones(size // 4, dtype=np.float32)
    # A vector times itself reads each byte once, and computes next to nothing.
    reading, products = side_by_side([lambda: np.dot(block, block), multiply], rounds)
    speed = size / percentile(sorted(reading), 50.0)
    return [
        single(BACK_TO_BACK, "step.bytes", "bytes of these matrices", "MB", size),
        single(BACK_TO_BACK, "step.bandwidth", "one core reads so many at", "GB/s", speed),
        distribution(BACK_TO_BACK, "step.reading", "which takes", "ms", reading),
        ratio(BACK_TO_BACK, "step.limit", "bare products / reading (p50)", products, reading),
    ]
