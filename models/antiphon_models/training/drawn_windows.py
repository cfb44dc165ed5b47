"""A step's windows, each varied by a generator of its own.

So a process draws its share of a step without drawing the others', and a run that goes on
from a checkpoint draws what the first one would have. Knows NumPy; knows no torch.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from antiphon_models.training.note_stream_data import Cut, Windows, windows

BATCHES_SORTED: Final = 16


def alike_together(cuts: Sequence[Cut], batch: int, rng: np.random.Generator) -> list[Cut]:
    """Return `cuts`, in random order, such that those of a batch are of about one length.

    So little is computed for notes that are not there: many tunes are shorter than a window.
    """
    block = BATCHES_SORTED * batch
    ordered = [
        cut
        for start in range(0, len(cuts), block)
        for cut in sorted(cuts[start : start + block], key=len, reverse=True)
    ]
    whole = len(ordered) // batch
    numbers = [*rng.permutation(whole), whole]
    return [cut for number in numbers for cut in ordered[number * batch : (number + 1) * batch]]


def drawn_windows(cuts: Sequence[Cut], numbers: Sequence[int], seed: Sequence[int]) -> Windows:
    """Return the cuts of these numbers as a batch, varied as `seed` and each number say.

    It is as wide as the longest of them.
    """
    length = max(len(cuts[n]) for n in numbers) - 1
    drawn = [windows([cuts[n]], length, np.random.default_rng([*seed, n])) for n in numbers]
    columns = zip(*(one.notes for one in drawn), strict=True)
    return Windows(
        tuple(np.concatenate(column) for column in columns),
        np.concatenate([one.style for one in drawn]),
        np.concatenate([one.is_note for one in drawn]),
        np.concatenate([one.velocity_counts for one in drawn]),
    )


def without_notes(batch: Windows) -> Windows:
    """Return the batch with no note that counts: what a process does that has no share."""
    return replace(batch, is_note=np.zeros_like(batch.is_note))
