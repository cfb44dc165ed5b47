"""The processes that train one network together: which one this is, and what they agree on.

One process that nobody started beside others is a group of one, and the same code serves it.
Knows torch.distributed and what torchrun says in the environment; knows no corpus.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel

Item = TypeVar("Item")
CPU: Final = torch.device("cpu")


@dataclass(frozen=True, slots=True)
class Group:
    """Where this process stands: number `rank` of `size`, and the device that it computes on."""

    rank: int = 0
    size: int = 1
    device: torch.device = CPU

    @property
    def leads(self) -> bool:
        """Whether this is the one process that writes files and tells of progress."""
        return self.rank == 0

    def share(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return this process's part of `items`; the parts of all processes are all of them."""
        return items[self.rank :: self.size]

    def sums(self, *numbers: float) -> list[float]:
        """Return each of `numbers` summed over the processes, all of which must ask."""
        if self.size == 1:
            return list(numbers)
        total = torch.tensor(numbers, dtype=torch.float64, device=self.device)
        distributed.all_reduce(total)
        return [float(number) for number in total]

    def spread(self, network: nn.Module) -> nn.Module:
        """Return `network` such that gradients are averaged over the processes."""
        if self.size == 1:
            return network
        on_device = [self.device.index] if self.device.type == "cuda" else None
        return DistributedDataParallel(network, device_ids=on_device)

    @contextmanager
    def leader_first(self) -> Iterator[None]:
        """Let the others do what follows only when the leader has, as when it fills a cache."""
        if not self.leads:
            self.meet()
        try:
            yield
        finally:
            if self.leads:
                self.meet()

    def meet(self) -> None:
        """Wait until every process has come here."""
        if self.size > 1:
            distributed.barrier()


@contextmanager
def joined() -> Iterator[Group]:
    """Join the processes that torchrun started, if it did, and leave them at the end.

    A process takes the GPU of its number on this machine where there is one, and NCCL to
    talk; else the processor, and Gloo.
    """
    size, local = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("LOCAL_RANK", "0"))
    has_gpu = torch.cuda.is_available()
    device = torch.device("cuda", local) if has_gpu else CPU
    if has_gpu:
        torch.cuda.set_device(device)
    if size == 1:
        yield Group(device=device)
        return
    distributed.init_process_group("nccl" if has_gpu else "gloo")
    try:
        yield Group(distributed.get_rank(), size, device)
    finally:
        distributed.destroy_process_group()
