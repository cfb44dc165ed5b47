"""The weights of papers/000's network with its alphabet and motifs, folded for stepping in NumPy.

Knows the weights file; keeps no hidden state.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from antiphon_models.codecs.pitch_sequence import PitchAlphabet
from antiphon_models.motif_dictionary import MotifDictionary, from_tensors
from antiphon_models.networks.motif_config import (
    ALPHABET,
    ARCHITECTURE,
    MOTIF_TENSORS,
    MotifConfig,
    tensor_shapes,
)
from antiphon_models.runtime.lstm import Array, LstmWeights, fold_lstm
from antiphon_models.weights_file import (
    MEND,
    Tensors,
    WeightsError,
    check_shapes,
    read_description,
    read_weights,
)

LARGEST = 4096


@dataclass(frozen=True, slots=True)
class MotifWeights:
    """Everything that a stepper reads; shared by all forks and never written.

    `fed` is what each token adds to the LSTM's gates, bias and all, (pitches, 4 hidden);
    `out` (pitches, hidden) and `out_bias` make logits of what it holds.
    """

    name: str
    config: MotifConfig
    alphabet: PitchAlphabet
    motifs: MotifDictionary
    lstm: LstmWeights
    fed: Array
    out: Array
    out_bias: Array


def read_motif(path: Path) -> MotifWeights:
    """Return what is in the weights file at `path`.

    Raises WeightsError, one line naming the file, if it is not fit to use.
    """
    declared = read_description(path).config
    alphabet = _alphabet(path, declared.get(ALPHABET))
    tensors, description = read_weights(path, ARCHITECTURE, alphabet.vocabulary_hash)
    config = _config(path, declared, len(alphabet))
    found = {name: tensors[name] for name in tensors if name not in MOTIF_TENSORS}
    check_shapes(path, found, tensor_shapes(config))
    motifs = _motifs(path, tensors, len(alphabet))
    return fold(found, config, alphabet, motifs, description.name(path))


def fold(
    tensors: Tensors,
    config: MotifConfig,
    alphabet: PitchAlphabet,
    motifs: MotifDictionary,
    name: str,
) -> MotifWeights:
    """Return the network's tensors, named as in torch, ready for stepping."""
    lstm = fold_lstm(tensors, layers=1, hidden=config.hidden)
    embedded = tensors["embedding.weight"].astype(np.float64) @ lstm.fed.astype(np.float64)
    return MotifWeights(
        name,
        config,
        alphabet,
        motifs,
        lstm,
        (embedded + lstm.biases[0]).astype(np.float32),
        tensors["out.weight"],
        tensors["out.bias"],
    )


def _alphabet(path: Path, declared: Any) -> PitchAlphabet:
    is_whole = isinstance(declared, list) and all(type(pitch) is int for pitch in declared)
    if not is_whole:
        raise WeightsError(f"{path}: its header gives no alphabet of pitches; {MEND}")
    try:
        return PitchAlphabet(tuple(declared))
    except ValueError as error:
        raise WeightsError(f"{path}: {error}; {MEND}") from None


def _config(path: Path, declared: dict[str, Any], pitches: int) -> MotifConfig:
    names = {field.name for field in fields(MotifConfig)}
    sizes = {name: value for name, value in declared.items() if name in names}
    whole = [sizes.get(name) for name in names - {"dropout"}]
    if not all(type(size) is int and 1 <= size <= LARGEST for size in whole):
        raise WeightsError(f"{path}: its header gives no size of a network; {MEND}")
    if sizes["pitches"] != pitches:
        raise WeightsError(f"{path}: its alphabet and its network do not fit; {MEND}")
    return MotifConfig(**sizes)


def _motifs(path: Path, tensors: Tensors, pitches: int) -> MotifDictionary:
    try:
        motifs = from_tensors(*(tensors[name] for name in MOTIF_TENSORS))
    except KeyError as error:
        raise WeightsError(f"{path}: the tensor {error.args[0]} is missing; {MEND}") from None
    except ValueError as error:
        raise WeightsError(f"{path}: {error}; {MEND}") from None
    if any(len(motif) < 2 or max(motif) >= pitches for motif in motifs.motifs):
        raise WeightsError(f"{path}: its motifs are not in its alphabet; {MEND}")
    return motifs
