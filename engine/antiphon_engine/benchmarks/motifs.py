"""The motif memory: adding a note and looking up its matches, small and large side by side.

Knows the memory and a made-up player; knows nothing of networks.
"""

import time
from array import array
from collections.abc import Iterator

from antiphon_engine.benchmarks.figures import Figure, distribution, percentile, single
from antiphon_engine.benchmarks.player import played
from antiphon_engine.benchmarks.priority import Breath
from antiphon_models.memory import MotifMemory
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note

SECTION = "motif memory: add + look up"
SMALL = 10_000
# The largest window that the knob allows.
WINDOW = 4096
SEED = 3
CHECKED_EVERY = 256


class Growth:
    """A memory being filled; `seconds` holds what each add + look up took, in order."""

    def __init__(self, seed: int) -> None:
        self.memory = MotifMemory()
        self.seconds = array("d")
        self._context = Context()
        self._notes: Iterator[Note] = played(seed)

    def grow(self, notes: int) -> None:
        """Add so many notes, looking up the matches after each."""
        clock, memory, seconds = time.perf_counter, self.memory, self.seconds
        breath = Breath()
        for number in range(notes):
            if number % CHECKED_EVERY == 0:
                breath.was_taken()
            note = next(self._notes)
            self._context = self._context.after(note.pitch)
            began = clock()
            memory.add(note)
            memory.matches(self._context, WINDOW)
            seconds.append(clock() - began)


def measure(large: int, compared: int) -> list[Figure]:
    """Return figures at SMALL and at `large` notes, of `compared` notes each, taking turns."""
    little, big = Growth(SEED), Growth(SEED)
    big.grow(large - compared)
    little.grow(SMALL - compared)
    breath = Breath()
    for _ in range(compared):
        breath.was_taken()
        little.grow(1)
        big.grow(1)
    return _figures(little, big, large, compared)


def _figures(little: Growth, big: Growth, large: int, compared: int) -> list[Figure]:
    few, many = little.seconds[-compared:], big.seconds[-compared:]
    p99 = [percentile(sorted(samples), 99.0) for samples in (many, few)]
    bar = {"p99": 20.0}
    size = big.memory.nbytes()
    return [
        distribution(SECTION, "motifs.small", f"at {SMALL:,} notes", "us", few, bars=bar),
        distribution(SECTION, "motifs.large", f"at {large:,} notes", "us", many, bars=bar),
        single(SECTION, "motifs.ratio", "their ratio (p99)", "x", p99[0] / p99[1], bar=2.0),
        distribution(
            SECTION, "motifs.all", "all on the way there", "ms", big.seconds, bars={"max": 2.0}
        ),
        single(SECTION, "motifs.bytes", f"size at {large:,} notes", "MB", size),
    ]
