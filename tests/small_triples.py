"""Small networks of papers/002 with random weights."""

from pathlib import Path

import numpy as np

from antiphon_models.networks.triples_config import TriplesConfig, tensor_shapes
from antiphon_models.runtime.triples import TriplesWeights, fold
from antiphon_models.runtime.triples_weights import Network, write_triples

SMALL = TriplesConfig(hidden=12)
SMALL_STACKED = TriplesConfig(layers=3, hidden=10, dense=14, window=40)


def random_tensors(config: TriplesConfig = SMALL, seed: int = 0) -> dict[str, np.ndarray]:
    """Return random weights, by torch's names."""
    rng = np.random.default_rng(seed)
    return {
        name: rng.normal(0.0, 0.4, shape).astype(np.float32)
        for name, shape in tensor_shapes(config).items()
    }


def speaking(step: float, duration: float, seed: int = 0) -> dict[str, np.ndarray]:
    """Return random weights of a network that says always these times."""
    tensors = random_tensors(SMALL, seed)
    for name, seconds in (("step", step), ("duration", duration)):
        tensors[f"{name}.weight"][...] = 0.0
        tensors[f"{name}.bias"][...] = seconds
    return tensors


def members(count: int = 3, config: TriplesConfig = SMALL) -> list[TriplesWeights]:
    """Return networks of random weights, ready for stepping."""
    return [fold(random_tensors(config, seed), config) for seed in range(count)]


def write_small(path: Path, count: int = 2) -> Path:
    """Write a weights file of an ensemble and a stacked network."""
    networks = {
        f"single-{number + 1}": Network(SMALL, random_tensors(SMALL, number))
        for number in range(count)
    }
    networks["stacked"] = Network(SMALL_STACKED, random_tensors(SMALL_STACKED))
    write_triples(path, networks, data="none", licence="any", styles=("bach",), metrics={"seed": 1})
    return path
