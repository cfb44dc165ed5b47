"""Training one network of papers/002, and asking one about many windows at once.

Knows torch and the loop; what comes back is NumPy. Knows no file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from antiphon_models.codecs.note_triples import Rows
from antiphon_models.networks.triples import Said, TriplesNetwork
from antiphon_models.networks.triples_config import TriplesConfig
from antiphon_models.runtime.lstm import Array
from antiphon_models.training.fitting import FitPlan, Fitted, fit
from antiphon_models.training.progress_report import Report, unreported
from antiphon_models.training.triples_data import Examples, TriplesPiece, WindowBank
from antiphon_models.training.triples_loss import loss_of

BATCH: Final = 64
# No epoch reads everything: 64,000 windows take about six seconds, and then it is measured.
BATCHES: Final = 1000
MEASURED: Final = 4000
ASKED_AT_ONCE: Final = 512
Tensors = Mapping[str, npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Trained:
    """A network as its tensors, and how training went."""

    config: TriplesConfig
    tensors: dict[str, npt.NDArray[np.float32]]
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class Answers:
    """What a network says after each of many windows: (windows, 128), and two of (windows,).

    `pitch` is natural logarithms of probabilities; `step` and `duration` are seconds.
    """

    pitch: Array
    step: Array
    duration: Array


def train(
    config: TriplesConfig,
    plan: FitPlan,
    training: Sequence[TriplesPiece],
    held_out: Sequence[TriplesPiece],
    *,
    batches: int = BATCHES,
    report: Report = unreported,
) -> Trained:
    """Return a network that learned from `training`, the best of its epochs on `held_out`."""
    torch.manual_seed(plan.seed)
    network = TriplesNetwork(config)
    bank = WindowBank(training, config.window)
    unseen = WindowBank(held_out, config.window).spread(MEASURED)
    fitted = fit(
        network,
        lambda rng: bank.batches(rng, batches, BATCH),
        lambda batch: loss_of(network(torch.from_numpy(batch.seen)), batch),
        plan,
        held_out=lambda: _loss(network, unseen),
        report=report,
    )
    tensors = {name: value.numpy().copy() for name, value in network.own_state().items()}
    return Trained(config, tensors, fitted)


@torch.inference_mode()
def answers(config: TriplesConfig, tensors: Tensors, seen: Rows) -> Answers:
    """Return what a network says after each of the windows `seen`, (windows, notes, 3)."""
    network = _network(config, tensors)
    said = [
        network(torch.from_numpy(np.ascontiguousarray(seen[start : start + ASKED_AT_ONCE])))
        for start in range(0, len(seen), ASKED_AT_ONCE)
    ]
    return _joined(said)


@torch.inference_mode()
def answers_throughout(config: TriplesConfig, tensors: Tensors, rows: Rows) -> Answers:
    """Return what a network says after each note of a piece that it hears from the beginning."""
    said = _network(config, tensors).everywhere(torch.from_numpy(np.ascontiguousarray(rows[None])))
    return _joined([Said(said.pitch[0], said.step[0], said.duration[0])])


def _network(config: TriplesConfig, tensors: Tensors) -> TriplesNetwork:
    network = TriplesNetwork(config)
    found = {name: torch.from_numpy(value) for name, value in tensors.items()}
    network.load_state_dict({**network.state_dict(), **found})
    return network.eval()


def _joined(said: Sequence[Said]) -> Answers:
    pitch = torch.cat([torch.log_softmax(each.pitch, -1) for each in said])
    step = torch.cat([each.step for each in said])
    duration = torch.cat([each.duration for each in said])
    return Answers(pitch.numpy(), step.numpy(), duration.numpy())


def _loss(network: TriplesNetwork, examples: Examples) -> float:
    total = 0.0
    for start in range(0, len(examples), ASKED_AT_ONCE):
        part = slice(start, start + ASKED_AT_ONCE)
        some = Examples(examples.seen[part], examples.next[part])
        total += float(loss_of(network(torch.from_numpy(some.seen)), some)) * len(some)
    return total / len(examples)
