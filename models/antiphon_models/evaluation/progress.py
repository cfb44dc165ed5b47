"""A progress bar for studies; the only thing that an engine's study needs of tqdm."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def progress(items: Iterable[Item], total: int, label: str, done: int = 0) -> Iterator[Item]:
    """Yield `items`, showing how many of `total` have come, `done` of them before."""
    yield from tqdm(items, total=total, initial=done, desc=label, mininterval=0.5)
