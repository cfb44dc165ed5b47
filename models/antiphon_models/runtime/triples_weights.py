"""The networks of papers/002 as one weights file: those of the ensemble, and the stacked one.

Knows the file's names and header; knows no torch and no training.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_triples import VOCABULARY_HASH
from antiphon_models.networks.triples_config import (
    ARCHITECTURE,
    TriplesConfig,
    config_of,
    tensor_shapes,
)
from antiphon_models.weights_file import (
    MEND,
    Description,
    WeightsError,
    check_shapes,
    read_weights,
    write_weights,
)

STACKED_NAME: Final = "stacked"
Tensors = dict[str, npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Network:
    """A network of the file: its size, and its tensors by their names in `tensor_shapes`."""

    config: TriplesConfig
    tensors: Tensors


@dataclass(frozen=True, slots=True)
class TriplesFile:
    """The networks by name, and what the file says of itself.

    `single-1`, `single-2` and so on are one as an ensemble; `stacked` stands alone.
    """

    networks: Mapping[str, Network]
    description: Description

    @property
    def ensemble(self) -> list[Network]:
        """The networks that are one by averaging what they say, in the order of their names."""
        names = sorted(name for name in self.networks if name != STACKED_NAME)
        return [self.networks[name] for name in names]


def write_triples(
    path: Path,
    networks: Mapping[str, Network],
    *,
    data: str,
    licence: str,
    styles: tuple[str, ...],
    metrics: dict[str, Any],
) -> None:
    """Write the networks to `path`, whole or not at all."""
    tensors = {
        f"{name}.{tensor}": value
        for name, network in networks.items()
        for tensor, value in network.tensors.items()
    }
    config = {"networks": {name: asdict(network.config) for name, network in networks.items()}}
    about = Description(ARCHITECTURE, config, VOCABULARY_HASH, styles, data, licence, metrics)
    write_weights(path, tensors, about)


def read_triples(path: Path) -> TriplesFile:
    """Return the networks of the file at `path`; WeightsError, naming it, if it is unfit."""
    tensors, description = read_weights(path, ARCHITECTURE, VOCABULARY_HASH)
    try:
        described = dict(description.config["networks"])
        configs = {name: config_of(config) for name, config in described.items()}
    except (KeyError, TypeError, ValueError):
        raise WeightsError(f"{path}: its header does not say how large it is; {MEND}") from None
    _check(path, tensors, configs)
    return TriplesFile(
        {name: Network(config, _own(tensors, name)) for name, config in configs.items()},
        description,
    )


def _check(path: Path, tensors: Tensors, configs: Mapping[str, TriplesConfig]) -> None:
    singles = [config for name, config in configs.items() if name != STACKED_NAME]
    if not singles or any(config != singles[0] for config in singles):
        raise WeightsError(f"{path}: holds no networks of one size for an ensemble; {MEND}")
    shapes = {
        f"{name}.{tensor}": shape
        for name, config in configs.items()
        for tensor, shape in tensor_shapes(config).items()
    }
    check_shapes(path, tensors, shapes)


def _own(tensors: Tensors, name: str) -> Tensors:
    begin = f"{name}."
    return {key.removeprefix(begin): tensors[key] for key in tensors if key.startswith(begin)}
