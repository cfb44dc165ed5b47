"""A trained note-stream network as a weights file for the live engine.

Knows torch's state and the file's header; knows no training.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from torch import Tensor

from antiphon_models.codecs.note_stream import STYLES, VOCABULARY_HASH
from antiphon_models.networks.note_stream_config import ARCHITECTURE, NoteStreamConfig
from antiphon_models.weights_file import Description, write_weights

DATA = (
    "Bach, sonatas and partitas for violin (scores of the Bach Violin Dataset); "
    "Weimar Jazz Database 1.2 (Jazzomat Research Project); POP909"
)
LICENCE = (
    "weights: GPL-3.0-or-later, with the project; data: Bach public domain, "
    "Weimar Jazz Database ODbL 1.0, POP909 MIT"
)


def export(
    path: Path, weights: Mapping[str, Tensor], config: NoteStreamConfig, metrics: dict[str, Any]
) -> None:
    """Write `weights`, a state dict of the network, to `path` as safetensors."""
    tensors = {name: value.detach().numpy().copy() for name, value in weights.items()}
    description = Description(
        ARCHITECTURE, asdict(config), VOCABULARY_HASH, STYLES, DATA, LICENCE, metrics
    )
    write_weights(path, tensors, description)
