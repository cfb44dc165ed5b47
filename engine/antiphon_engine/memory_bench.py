"""How long the motif memory takes for a note, while it grows to any size.

Knows the memory and the system's fine clock; prints nothing and judges nothing.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from time import perf_counter

from antiphon_models.memory import MotifMemory
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note

_FIGURES = 200
_IOI = 0.1


@dataclass(frozen=True, slots=True)
class MemoryTimes:
    """Seconds to add each note and ask what follows it, in order; `nbytes` at the end."""

    seconds: "array[float]"
    nbytes: int


def memory_times(notes: int, window: int, seed: int) -> MemoryTimes:
    """Return how long a memory took for each of `notes` notes of an inventive player.

    `window` is how many notes back an answer may lie. What is timed is all that a heard note
    costs: adding it, moving the context on, and asking for a continuation.
    """
    memory, context = MotifMemory(), Context()
    seconds = array("d")
    for number, pitch in enumerate(islice(_playing(Random(seed)), notes)):
        note = Note(pitch, 80, number * _IOI, _IOI)
        began = perf_counter()
        memory.add(note)
        context = context.after(pitch)
        memory.continuation(context, window)
        seconds.append(perf_counter() - began)
    return MemoryTimes(seconds, memory.nbytes())


def _playing(rng: Random) -> Iterator[int]:
    """Play figures over and over, in any key, now and then with another note, without end."""
    figures = [_figure(rng) for _ in range(_FIGURES)]
    while True:
        transposition = rng.randint(-6, 6)
        for pitch in rng.choice(figures):
            varied = pitch + rng.choice((-2, -1, 1, 2)) if rng.random() < 0.1 else pitch
            yield varied + transposition


def _figure(rng: Random) -> list[int]:
    pitch = rng.randint(52, 76)
    figure = [pitch]
    for _ in range(rng.randint(3, 15)):
        pitch = min(max(pitch + rng.randint(-5, 5), 40), 90)
        figure.append(pitch)
    return figure
