"""A small network of papers/000 with random weights, and what it may have learned from."""

from pathlib import Path

import numpy as np

from antiphon_models.codecs.pitch_sequence import PitchAlphabet
from antiphon_models.motif_dictionary import MotifDictionary, find_motifs
from antiphon_models.networks.motif_config import MotifConfig, tensor_shapes
from antiphon_models.runtime.motif_weights import MotifWeights, fold
from antiphon_models.training.motif_export import export_motif

ALPHABET = PitchAlphabet(tuple(range(55, 92)))
CONFIG = MotifConfig(len(ALPHABET), hidden=12, embedding=6, steps=5)
# A figure in D minor that comes back, as tokens of the alphabet.
LINE = [7, 10, 14, 12, 10, 9, 7, 9, 2, 7, 10, 14, 12, 15, 14, 12, 14, 7, 10, 14]
MOTIFS = find_motifs([LINE * 3])


def random_tensors(config: MotifConfig = CONFIG, seed: int = 0) -> dict[str, np.ndarray]:
    """Return random weights, by torch's names."""
    rng = np.random.default_rng(seed)
    return {
        name: rng.normal(0.0, 0.5, shape).astype(np.float32)
        for name, shape in tensor_shapes(config).items()
    }


def small_weights(motifs: MotifDictionary = MOTIFS, seed: int = 0) -> MotifWeights:
    """Return them ready for stepping."""
    return fold(random_tensors(seed=seed), CONFIG, ALPHABET, motifs, "small")


def write_small(path: Path, motifs: MotifDictionary = MOTIFS) -> Path:
    """Write them as a weights file."""
    export_motif(
        path, random_tensors(), CONFIG, alphabet=ALPHABET, motifs=motifs, metrics={"epoch": 1}
    )
    return path
