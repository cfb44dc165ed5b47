"""Training the networks of papers/003, and writing them as weights files.

Knows torch and the file's header; knows no command line and no folder of music.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import torch

from antiphon_models.codecs.note_delays import VOCABULARY_HASH
from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.corpus.tracks import Track
from antiphon_models.networks.vrash import VrashNetwork
from antiphon_models.networks.vrash_config import ARCHITECTURE, VrashConfig
from antiphon_models.training.fitting import FitPlan, Fitted, fit
from antiphon_models.training.note_stream_export import DATA, LICENCES
from antiphon_models.training.progress_report import Report, unreported
from antiphon_models.training.vrash_data import held_out_batches, training_batches
from antiphon_models.training.vrash_loss import Annealing, Costs, Objective, costs
from antiphon_models.weights_file import Description, read_weights, write_weights

PLAN: Final = FitPlan(epochs=16, rate=2e-3)
# The last quarter of the epochs is trained at a quarter of the rate.
LATE: Final = 0.25


@dataclass(slots=True)
class Trained:
    """A trained network, what it cost after each epoch, and before the first (`untrained`)."""

    network: VrashNetwork
    untrained: Costs
    curve: list[Costs] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    best_epoch: int = 0
    seconds: float = 0.0

    def facts(self) -> dict[str, Any]:
        """Return what the weights file says of the run, bits being nats over ln 2."""
        return {
            "epochs": len(self.curve),
            "best_epoch": self.best_epoch,
            "seconds": round(self.seconds, 1),
            "losses_nats": [round(loss, 4) for loss in self.losses],
            "untrained_nats": asdict(self.untrained),
            "held_out_nats": [asdict(found) for found in self.curve],
        }


def train(
    config: VrashConfig,
    tracks: Sequence[Track],
    held_out: Sequence[Track],
    plan: FitPlan = PLAN,
    *,
    annealing: Annealing | None = None,
    report: Report = unreported,
) -> Trained:
    """Return a network of `config` trained on `tracks`, the best for `held_out`."""
    torch.manual_seed(plan.seed)
    network = VrashNetwork(config)
    unseen = held_out_batches(held_out)
    trained = Trained(network, costs(network, unseen))
    objective = Objective(network, annealing or Annealing())

    def measured() -> float:
        trained.curve.append(costs(network, unseen))
        return trained.curve[-1].total

    for stage in _stages(plan):
        fitted = fit(
            network,
            lambda rng: training_batches(tracks, rng),
            objective,
            stage,
            held_out=measured,
            report=report,
        )
        _take_in(trained, fitted)
        if fitted.is_stopped:
            break
    return trained


def export(path: Path, trained: Trained, styles: Sequence[str]) -> None:
    """Write the network; `styles` are those that it was trained on."""
    tensors = {
        name: value.detach().numpy().copy() for name, value in trained.network.state_dict().items()
    }
    known = [style for style in STYLES if style in styles]
    description = Description(
        ARCHITECTURE,
        asdict(trained.network.config),
        VOCABULARY_HASH,
        STYLES,
        "; ".join(dict.fromkeys(DATA[style] for style in known)),
        "weights: GPL-3.0-or-later, with the project; data: "
        + ", ".join(dict.fromkeys(LICENCES[style] for style in known)),
        {**trained.facts(), "trained_styles": ["any", *known]},
    )
    write_weights(path, tensors, description)


def load(path: Path) -> VrashNetwork:
    """Return the network in a weights file, for evaluation; WeightsError if it is not fit."""
    tensors, description = read_weights(path, ARCHITECTURE, VOCABULARY_HASH)
    network = VrashNetwork(VrashConfig(**description.config))
    network.load_state_dict({name: torch.from_numpy(value) for name, value in tensors.items()})
    network.eval()
    return network


def _stages(plan: FitPlan) -> list[FitPlan]:
    """The plan in two: most of it, and its end at a slower rate, with other windows."""
    late = int(plan.epochs * LATE)
    early = plan.epochs - late
    share = None if plan.minutes is None else plan.minutes / plan.epochs
    first = replace(plan, epochs=early, minutes=share and share * early)
    if not late:
        return [first]
    last = replace(
        plan, epochs=late, minutes=share and share * late, rate=plan.rate * LATE, seed=plan.seed + 1
    )
    return [first, last]


def _take_in(trained: Trained, fitted: Fitted) -> None:
    before = len(trained.losses)
    trained.losses += fitted.losses
    trained.best_epoch = before + fitted.best_epoch
    trained.seconds += fitted.seconds
