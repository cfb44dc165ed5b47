"""A progress bar for reading and for studies: all that they need of tqdm.

Knows a count; knows nothing of what is counted.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def progress(items: Iterable[Item], total: int, label: str, done: int = 0) -> Iterator[Item]:
    """Yield `items`, showing how many of `total` have come, `done` of them before."""
    # Late, so that help can be asked for where the extra is not installed.
    from tqdm import tqdm  # noqa: PLC0415

    yield from tqdm(items, total=total, initial=done, desc=label, mininterval=0.5)
