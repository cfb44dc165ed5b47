"""A trained note-stream network as a weights file for the live engine.

Knows torch's state and the file's header; knows no training.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from antiphon_models.codecs.note_stream import STYLES, VOCABULARY_HASH
from antiphon_models.networks.note_stream_config import ARCHITECTURE, NoteStreamConfig
from antiphon_models.training.note_stream_initial import STYLE_ROWS
from antiphon_models.weights_file import TRAINED_STYLES, Description, write_weights

# What each style is learned from, and on what terms; one line each, for the file's header.
DATA = {
    "bach": "Bach, sonatas and partitas for violin (scores of the Bach Violin Dataset)",
    "jazz": "Weimar Jazz Database 1.2 (Jazzomat Research Project)",
    "pop": "POP909",
    "piano": "POP909",
    "fiddle": "tunes of O'Neill 1850 [1903], Ryan's Mammoth and Aird's Airs as in music21",
    "folk": "Essen folk songs as in music21",
    "chorale": "sopranos of Bach's chorales as in music21",
    "mine": "the user's own files",
}
LICENCES = {
    "bach": "Bach public domain",
    "jazz": "Weimar Jazz Database ODbL 1.0",
    "pop": "POP909 MIT",
    "piano": "POP909 MIT",
    "fiddle": "fiddle tunes public domain, their encodings without a licence, not given on",
    "folk": "Essen non-commercial: do not give these weights on",
    "chorale": "chorales' encodings by permission: do not give these weights on",
    "mine": "the user's own files: theirs to say",
}


def export(
    path: Path,
    weights: Mapping[str, Tensor],
    config: NoteStreamConfig,
    metrics: dict[str, Any],
    trained: Collection[str],
) -> None:
    """Write `weights`, a state dict of the network, to `path` as safetensors.

    Styles that are not in `trained` are made to speak as `any` does: their rows were never
    trained.
    """
    tensors = {name: value.detach().numpy().copy() for name, value in weights.items()}
    tensors[STYLE_ROWS] = _rows_of_trained(tensors[STYLE_ROWS], trained)
    known = [style for style in STYLES if style in trained]
    description = Description(
        ARCHITECTURE,
        asdict(config),
        VOCABULARY_HASH,
        STYLES,
        "; ".join(_once(DATA, known)),
        "weights: GPL-3.0-or-later, with the project; data: " + ", ".join(_once(LICENCES, known)),
        {**metrics, TRAINED_STYLES: ["any", *(style for style in known if style != "any")]},
    )
    write_weights(path, tensors, description)


def _rows_of_trained(rows: np.ndarray, trained: Collection[str]) -> np.ndarray:
    learned = np.array([[style in trained] for style in STYLES])
    return np.where(learned, rows, rows[STYLES.index("any")])


def _once(lines: Mapping[str, str], known: Collection[str]) -> list[str]:
    # Two styles may be of one corpus.
    return list(dict.fromkeys(lines[style] for style in known if style in lines))
