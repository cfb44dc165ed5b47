"""The weights of papers/003's networks, folded for stepping one note at a time in NumPy.

A note's embeddings stand side by side before the input matrix, so that the product is a sum of
rows, one for the pitch and one for the delay. Knows the weights file; keeps no state.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np

from antiphon_models.codecs.note_delays import PITCHES, VOCABULARY_HASH
from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.networks.vrash_config import ARCHITECTURE, VrashConfig, tensor_shapes
from antiphon_models.runtime.highway import HighwayWeights, fold_highway
from antiphon_models.runtime.lstm import Array
from antiphon_models.weights_file import MEND, Tensors, WeightsError, check_shapes, read_weights

LARGEST: Final = 4096
KINDS: Final = ("lm", "vae", "vrash")


@dataclass(frozen=True, slots=True)
class NoteRows:
    """What a note adds to a cell's input: a row for its pitch and one for its delay."""

    pitch: Array
    delay: Array


@dataclass(frozen=True, slots=True)
class Head:
    """A last matrix and its bias."""

    weight: Array
    bias: Array

    def __call__(self, hidden: Array) -> Array:
        """Return the product and the bias, in a new array."""
        product: Array = np.dot(self.weight, hidden)
        product += self.bias
        return product


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """The encoder; `style` has the cell's bias in it, `latent` gives mean and log variance."""

    cell: HighwayWeights
    notes: NoteRows
    style: Array
    latent: Head


@dataclass(frozen=True, slots=True)
class VrashWeights:
    """Everything that steppers read; shared by all forks and never written.

    `before` and `history` are empty where the kind has none, `latent` (latent, 2 hidden) too.
    """

    name: str
    config: VrashConfig
    styles: tuple[str, ...]
    encoder: EncoderWeights | None
    cell: HighwayWeights
    before: NoteRows | None
    history: NoteRows | None
    latent: Array
    begin: Head | None
    style: Array
    pitch: Head
    project: Head
    decided_pitch: Array
    delay: Head


def read_vrash(path: Path) -> VrashWeights:
    """Return what is in the weights file at `path`; WeightsError, one line, if it is not fit."""
    tensors, description = read_weights(path, ARCHITECTURE, VOCABULARY_HASH)
    config = _config(path, description.config)
    check_shapes(path, tensors, tensor_shapes(config))
    name = description.name(path)
    return fold(tensors, config, name, description.trained_styles)


def fold(
    tensors: Tensors, config: VrashConfig, name: str, styles: Collection[str] = STYLES
) -> VrashWeights:
    """Return the network's tensors, named as in torch, ready for stepping.

    A style that is not among `styles`, those that it was trained on, speaks as "any" does.
    """
    tensors = dict(tensors)
    tensors["embed_style.weight"] = _of_trained(tensors["embed_style.weight"], styles)
    cell = fold_highway(tensors, "decoder", depth=config.depth)
    parts = iter(_split(cell.fed, config))
    before = _note_rows(tensors, next(parts), config) if config.hears_notes else None
    history = _note_rows(tensors, next(parts), config) if config.has_history else None
    latent = next(parts) if config.has_latent else np.empty((0, cell.fed.shape[1]), np.float32)
    return VrashWeights(
        name=name,
        config=config,
        styles=tuple(style for style in STYLES if style in styles),
        encoder=_encoder(tensors, config) if config.has_latent else None,
        cell=cell,
        before=before,
        history=history,
        latent=np.ascontiguousarray(latent),
        begin=_head(tensors, "begin") if config.has_latent else None,
        style=tensors["embed_style.weight"] @ next(parts) + cell.biases[0],
        pitch=_head(tensors, "out_pitch"),
        project=_head(tensors, "project"),
        decided_pitch=tensors["decided_pitch.weight"],
        delay=_head(tensors, "out_delay"),
    )


def _config(path: Path, declared: dict[str, Any]) -> VrashConfig:
    names = {field.name for field in fields(VrashConfig)}
    sizes = [declared.get(name) for name in names - {"kind", "forgetting"}]
    is_whole = all(type(size) is int and 1 <= size <= LARGEST for size in sizes)
    forgetting = declared.get("forgetting")
    is_share = isinstance(forgetting, float) and 0.0 < forgetting <= 1.0
    if not (is_whole and is_share and declared.get("kind") in KINDS):
        raise WeightsError(f"{path}: its header gives no size of a network; {MEND}")
    return VrashConfig(**{name: declared[name] for name in names})


def _of_trained(rows: Array, styles: Collection[str]) -> Array:
    learned = np.array([[style in styles] for style in STYLES])
    chosen: Array = np.where(learned, rows, rows[STYLES.index("any")])
    return chosen


def _split(fed: Array, config: VrashConfig) -> list[Array]:
    """The rows of the decoder's inputs: note, history, latent, style, as far as there are."""
    sizes = [config.note] * (config.hears_notes + config.has_history)
    sizes += [config.latent] * config.has_latent
    return np.split(fed, np.cumsum(sizes))


def _encoder(tensors: Tensors, config: VrashConfig) -> EncoderWeights:
    cell = fold_highway(tensors, "encoder", depth=config.depth)
    notes, style = np.split(cell.fed, [config.note])
    return EncoderWeights(
        cell,
        _note_rows(tensors, notes, config),
        tensors["embed_style.weight"] @ style + cell.biases[0],
        _head(tensors, "latent"),
    )


def _note_rows(tensors: Tensors, fed: Array, config: VrashConfig) -> NoteRows:
    ends = np.cumsum([config.pitch_class, config.octave])
    pitch_class, octave, delay = np.split(fed, ends)
    by_class = tensors["embed_pitch_class.weight"] @ pitch_class
    by_octave = tensors["embed_octave.weight"] @ octave
    pitches = np.arange(PITCHES)
    rows: Array = by_class[pitches % 12] + by_octave[pitches // 12]
    return NoteRows(rows, tensors["embed_delay.weight"] @ delay)


def _head(tensors: Tensors, name: str) -> Head:
    return Head(np.ascontiguousarray(tensors[f"{name}.weight"]), tensors[f"{name}.bias"])
