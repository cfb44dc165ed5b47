"""A melody network that has learned from many melodies before it meets a melody set.

Knows its file, and torch; does not know where the melodies come from.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from safetensors.torch import load_file, save_file

from antiphon_models.networks.melody import MelodyConfig, MelodyNetwork
from antiphon_models.training.melody_network import (
    Lesson,
    Melody,
    MelodyPlan,
    train_melody_network,
)

# Count up whenever the same settings would give another network.
VERSION = 1
# Enough melodies to tell one epoch from the next.
VALIDATION = 300


@dataclass(frozen=True, slots=True)
class Pretrained:
    """A network in a file; `digest` tells it from any that was made otherwise."""

    path: Path
    digest: str

    def network(self, config: MelodyConfig) -> MelodyNetwork:
        """Return the network; raises OSError or RuntimeError if the file is not of it."""
        network = MelodyNetwork(config)
        network.load_state_dict(load_file(self.path))
        return network


def pretrain(
    melodies: Sequence[Melody], config: MelodyConfig, plan: MelodyPlan, seed: int, folder: Path
) -> Pretrained:
    """Return the network that learned from `melodies`, out of `folder` if it is there already."""
    settings = repr((VERSION, melodies, asdict(config), asdict(plan), seed))
    digest = sha256(settings.encode()).hexdigest()[:32]
    pretrained = Pretrained(folder / f"{digest}.safetensors", digest)
    if pretrained.path.exists():
        return pretrained
    shuffled = list(melodies)
    Random(seed).shuffle(shuffled)
    alphabet = sorted({pitch for melody in melodies for pitch in melody})
    lesson = Lesson(shuffled[VALIDATION:], shuffled[:VALIDATION], alphabet)
    network = train_melody_network(lesson, config, plan, seed, is_told=True)
    folder.mkdir(parents=True, exist_ok=True)
    partial = pretrained.path.with_suffix(".partial")
    save_file(network.state_dict(), partial)
    partial.replace(pretrained.path)
    return pretrained
