"""Processes for the parts of a study; one that is stopped begins no further part.

Knows processes; does not know what they do.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context


@contextmanager
def process_pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool; what has not begun when it is left, by an error say, is cancelled."""
    # Spawned, not forked: a fork of a process with threads (torch has some) may hang.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
