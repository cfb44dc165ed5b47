"""Weights to go on from: those of a weights file, its styles put where the codec has them.

Knows the weights file and the codec's styles; knows no training.
"""

from pathlib import Path

import numpy as np
from torch import Tensor, from_numpy

from antiphon_models.codecs.note_stream import STYLES, vocabulary_hash
from antiphon_models.networks.note_stream_config import (
    ARCHITECTURE,
    NoteStreamConfig,
    tensor_shapes,
)
from antiphon_models.weights_file import check_shapes, read_description, read_weights

STYLE_ROWS = "fed_style.weight"


def read_initial(path: Path) -> tuple[dict[str, Tensor], NoteStreamConfig, tuple[str, ...]]:
    """Return the weights in the file, the network's size, and which styles it was trained on.

    The file may know fewer styles than the codec: those that it does not know begin as `any`.
    Raises WeightsError, one line naming the file, if it is not fit to use.
    """
    styles = read_description(path).styles
    tensors, description = read_weights(path, ARCHITECTURE, vocabulary_hash(styles))
    tensors[STYLE_ROWS] = style_rows(tensors[STYLE_ROWS], styles)
    config = NoteStreamConfig(**description.config)
    check_shapes(path, tensors, tensor_shapes(config))
    weights = {name: from_numpy(tensor) for name, tensor in tensors.items()}
    return weights, config, description.trained_styles


def style_rows(rows: np.ndarray, styles: tuple[str, ...]) -> np.ndarray:
    """Return one row for each of STYLES from those of `styles`; an unknown one is as `any`."""
    row_of = dict(zip(styles, rows, strict=True))
    return np.stack([row_of.get(style, row_of["any"]) for style in STYLES])
