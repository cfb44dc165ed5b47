"""One function over many files in several processes, with a progress bar, in order.

Knows processes; knows no file format.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from antiphon_models.corpus.progress import progress

Item = TypeVar("Item")
Result = TypeVar("Result")
# Starting processes costs as much as reading about so many songs.
FEWEST_FOR_PROCESSES = 20


def in_processes(
    function: Callable[[Item], Result], items: Sequence[Item], label: str
) -> Iterator[Result]:
    """Yield what `function`, a module's own, returns for each of `items`, in their order."""
    if len(items) < FEWEST_FOR_PROCESSES:
        yield from map(function, items)
        return
    # Spawned, not forked: a fork of a process with threads (torch has some) may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        results = pool.map(function, items, chunksize=max(1, min(16, len(items) // 32)))
        yield from progress(results, len(items), label)
