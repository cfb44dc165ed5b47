"""Training papers/000's network, and asking it about music that it has not seen.

Takes and gives arrays; knows torch; knows no file and no corpus.
"""

import copy
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from antiphon_models.networks.motif import MotifNetwork
from antiphon_models.networks.motif_config import MotifConfig
from antiphon_models.training.fitting import FitPlan, Fitted, fit
from antiphon_models.training.motif_data import Windows
from antiphon_models.training.progress_report import Report, unreported

# Batches and epochs are the paper's; the rate is its program's, which clips nothing.
BATCH = 8
PLAN = FitPlan(epochs=50, rate=1e-3, clip=math.inf)
_AT_ONCE = 1024

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trained:
    """The network with the weights of its best epoch, those of the last one, and how it went."""

    network: MotifNetwork
    last: Mapping[str, Tensor]
    fitted: Fitted


def train_motif_network(
    training: Windows,
    held_out: Windows,
    config: MotifConfig,
    plan: FitPlan = PLAN,
    report: Report = unreported,
) -> Trained:
    """Return the network that foretells what comes after each window of `training`.

    Which epoch is best is decided on `held_out`. The paper's program keeps the last one.
    """
    torch.manual_seed(plan.seed)
    network = MotifNetwork(config)
    last: dict[str, Tensor] = {}

    def batches(rng: np.random.Generator) -> Iterator[Windows]:
        return training.batches(BATCH, rng)

    def measured() -> float:
        last.update(copy.deepcopy(network.state_dict()))
        return window_nats(network, held_out)

    def loss(batch: Windows) -> Tensor:
        logits = network.after_last(torch.from_numpy(batch.tokens))
        return functional.cross_entropy(logits, torch.from_numpy(batch.following))

    fitted = fit(network, batches, loss, plan, held_out=measured, report=report)
    return Trained(network, last, fitted)


@torch.inference_mode()
def window_nats(network: MotifNetwork, windows: Windows) -> float:
    """Return the mean cross-entropy, in nats, of what came after each window, each seen alone."""
    network.eval()
    total = 0.0
    for start in range(0, len(windows), _AT_ONCE):
        logits = network.after_last(torch.from_numpy(windows.tokens[start : start + _AT_ONCE]))
        following = torch.from_numpy(windows.following[start : start + _AT_ONCE])
        total += float(functional.cross_entropy(logits, following, reduction="sum"))
    return total / len(windows)


@torch.inference_mode()
def kept_state_nats(network: MotifNetwork, lines: Sequence[Sequence[int]], skipped: int) -> float:
    """Return the mean cross-entropy, in nats, where the state is kept from the beginning.

    Of each of `lines`, which are tokens, the first `skipped` are heard and not counted.
    """
    network.eval()
    losses = []
    for line in lines:
        tokens = torch.tensor(line)
        logits = network(tokens[None, :-1])[0, skipped - 1 :]
        losses.append(functional.cross_entropy(logits, tokens[skipped:], reduction="none"))
    return float(torch.cat(losses).mean())


def tensors_of(weights: Mapping[str, Tensor]) -> dict[str, Array]:
    """Return a state dict as arrays of its own."""
    return {name: value.detach().numpy().copy() for name, value in weights.items()}
