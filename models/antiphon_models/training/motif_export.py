"""Papers/000's network and its motif dictionary as one weights file.

Knows the file's header; knows no training.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.pitch_sequence import PitchAlphabet
from antiphon_models.motif_dictionary import MotifDictionary, to_tensors
from antiphon_models.networks.motif_config import ALPHABET, ARCHITECTURE, MotifConfig
from antiphon_models.weights_file import Description, write_weights

BACH = "Bach, sonatas and partitas for violin (scores of the Bach Violin Dataset)"
PUBLIC_DOMAIN = "weights: GPL-3.0-or-later, with the project; data: Bach public domain"
OWN = "the user's own files"
THEIRS = "weights and data: theirs to say"


def export_motif(
    path: Path,
    tensors: Mapping[str, npt.NDArray[np.float32]],
    config: MotifConfig,
    *,
    alphabet: PitchAlphabet,
    motifs: MotifDictionary,
    metrics: Mapping[str, Any],
    terms: Sequence[str] = (BACH, PUBLIC_DOMAIN),
) -> None:
    """Write network, alphabet and motifs to `path`; `terms` are what it learned from and how free.

    One file, because motifs are told in tokens, which only their alphabet explains.
    """
    data, licence = terms
    description = Description(
        ARCHITECTURE,
        {**asdict(config), ALPHABET: list(alphabet.pitches)},
        alphabet.vocabulary_hash,
        (),
        data,
        licence,
        dict(metrics),
    )
    write_weights(path, {**tensors, **to_tensors(motifs)}, description)
