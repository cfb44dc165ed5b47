"""A small network of papers/003 with weights that are random but for a seed."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from antiphon_models.codecs.note_delays import VOCABULARY_HASH
from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.networks.vrash_config import ARCHITECTURE, Kind, VrashConfig, tensor_shapes
from antiphon_models.runtime.vrash_weights import VrashWeights, fold
from antiphon_models.weights_file import Description, write_weights

SIZES = {
    "hidden": 16,
    "latent": 6,
    "pitch_class": 6,
    "octave": 3,
    "delay": 5,
    "style": 4,
    "head": 8,
}


def small_config(kind: Kind = "vrash", depth: int = 2) -> VrashConfig:
    return VrashConfig(kind=kind, depth=depth, **SIZES)


def random_tensors(config: VrashConfig, seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {
        name: rng.normal(0.0, 0.4, shape).astype(np.float32)
        for name, shape in tensor_shapes(config).items()
    }


def small_weights(kind: Kind = "vrash", seed: int = 0) -> VrashWeights:
    config = small_config(kind)
    return fold(random_tensors(config, seed), config, "small")


def write_small(
    path: Path,
    kind: Kind = "vrash",
    seed: int = 0,
    metrics: dict[str, Any] | None = None,
    **header: object,
) -> Path:
    config = small_config(kind)
    declared = {**asdict(config), **header}
    described = Description(
        ARCHITECTURE, declared, VOCABULARY_HASH, STYLES, "none", "none", metrics or {}
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_weights(path, random_tensors(config, seed), described)
    return path
