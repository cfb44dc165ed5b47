"""The note-stream network's weights, folded for stepping one note at a time in NumPy.

What is fed is a sum of embeddings times the LSTM's input matrix; the product is taken once,
at loading, so that a step only adds rows. Knows the weights file; keeps no hidden state.
"""

from dataclasses import dataclass, fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from antiphon_models.codecs.note_stream import VOCABULARY_HASH
from antiphon_models.networks.note_stream_config import (
    ARCHITECTURE,
    NoteStreamConfig,
    tensor_shapes,
)
from antiphon_models.runtime.lstm import Array, LstmWeights, fold_lstm
from antiphon_models.weights_file import MEND, Tensors, WeightsError, check_shapes, read_weights

SHIPPED = "note_stream.safetensors"


@dataclass(frozen=True, slots=True)
class Head:
    """The last matrix of a head, (bins, units), and its bias."""

    weight: Array
    bias: Array


@dataclass(frozen=True, slots=True)
class NoteStreamWeights:
    """Everything that a stepper reads; shared by all forks and never written.

    `fed_*` are rows over the gates of the first layer of `stack`; `style` has its bias added in.
    `styles` are those that the network was trained on.
    """

    name: str
    config: NoteStreamConfig
    fed_pitch: Array
    fed_ioi: Array
    fed_ioi_slope: Array
    fed_velocity: Array
    fed_sounded: Array
    fed_sounded_slope: Array
    fed_style: Array
    stack: LstmWeights
    project: Head
    decided_ioi: Array
    decided_ioi_slope: Array
    decided_pitch: Array
    decided_velocity: Array
    ioi: Head
    ioi_inside: Head
    pitch: Head
    velocity: Head
    duration: Head
    duration_inside: Head
    styles: tuple[str, ...] = ()


def read_note_stream(path: Path | None = None) -> NoteStreamWeights:
    """Return the weights in the file at `path`, or the ones shipped with antiphon.

    Raises WeightsError, one line naming the file, if they are not fit to use.
    """
    return _read(shipped_file() if path is None else path)


def shipped_file() -> Path:
    """Return where the weights lie that came with antiphon."""
    return Path(str(resources.files("antiphon_models.weights").joinpath(SHIPPED)))


def _read(path: Path) -> NoteStreamWeights:
    tensors, description = read_weights(path, ARCHITECTURE, VOCABULARY_HASH)
    config = _config(path, description.config)
    check_shapes(path, tensors, tensor_shapes(config))
    folded = fold(tensors, config, description.name(path))
    return replace(folded, styles=description.trained_styles)


def _config(path: Path, declared: dict[str, Any]) -> NoteStreamConfig:
    names = {field.name for field in fields(NoteStreamConfig)}
    sizes = {name: value for name, value in declared.items() if name in names}
    whole = (sizes.get(name) for name in names - {"dropout"})
    if not all(isinstance(size, int) and 1 <= size <= 8192 for size in whole):
        raise WeightsError(f"{path}: its header gives no size of a network; {MEND}")
    return NoteStreamConfig(**sizes)


def fold(tensors: Tensors, config: NoteStreamConfig, name: str) -> NoteStreamWeights:
    """Return the network's tensors, named as in torch, ready for stepping."""
    stack = fold_lstm(tensors, layers=config.layers, hidden=config.hidden)
    first = stack.fed.astype(np.float64)

    def fed(name: str) -> Array:
        return (tensors[f"fed_{name}.weight"].astype(np.float64) @ first).astype(np.float32)

    def decided(name: str) -> Array:
        return tensors[f"decided_{name}.weight"]

    def head(name: str) -> Head:
        return Head(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    return NoteStreamWeights(
        name=name,
        config=config,
        fed_pitch=fed("pitch"),
        fed_ioi=fed("ioi"),
        fed_ioi_slope=fed("ioi_slope"),
        fed_velocity=fed("velocity"),
        fed_sounded=fed("sounded"),
        fed_sounded_slope=fed("sounded_slope"),
        fed_style=fed("style") + stack.biases[0],
        stack=stack,
        project=head("project"),
        decided_ioi=decided("ioi"),
        decided_ioi_slope=decided("ioi_slope"),
        decided_pitch=decided("pitch"),
        decided_velocity=decided("velocity"),
        ioi=head("out_ioi"),
        ioi_inside=head("out_ioi_inside"),
        pitch=head("out_pitch"),
        velocity=head("out_velocity"),
        duration=head("out_duration"),
        duration_inside=head("out_duration_inside"),
    )
