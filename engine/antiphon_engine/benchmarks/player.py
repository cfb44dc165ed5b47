"""A made-up player: a seeded walk over a scale that comes back to its motifs.

Knows notes; takes the place of a corpus, so that a benchmark needs no data.
"""

from collections.abc import Iterator
from random import Random

from antiphon_models.music.notes import Note

SCALE = (0, 2, 4, 5, 7, 9, 11)
LOWEST_DEGREE, HIGHEST_DEGREE = 28, 46
MOTIFS = 64
MOTIF_LENGTHS = (4, 5, 6, 8)
STEPS = (-2, -1, -1, 0, 1, 1, 2)
# How often a motif known before is played again instead of walking on.
RETURNS = 0.4


def played(seed: int, ioi: float = 0.1) -> Iterator[Note]:
    """Return endless notes, `ioi` seconds apart, each sounding 0.8 of that."""
    rng = Random(seed)
    for number, degree in enumerate(_degrees(rng)):
        octave, step = divmod(degree, len(SCALE))
        yield Note(12 * octave + SCALE[step], rng.randint(50, 100), number * ioi, 0.8 * ioi)


def _degrees(rng: Random) -> Iterator[int]:
    motifs = [[rng.choice(STEPS) for _ in range(rng.choice(MOTIF_LENGTHS))] for _ in range(MOTIFS)]
    degree = (LOWEST_DEGREE + HIGHEST_DEGREE) // 2
    while True:
        steps = rng.choice(motifs) if rng.random() < RETURNS else [rng.choice(STEPS)]
        for step in steps:
            degree = max(LOWEST_DEGREE, min(HIGHEST_DEGREE, degree + step))
            yield degree
