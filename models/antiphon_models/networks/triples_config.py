"""The sizes of papers/002's two networks and the tensors that follow from them.

Knows numbers only, so that the live engine can check a weights file without torch.
"""

from dataclasses import dataclass
from typing import Any, Final

from antiphon_models.codecs.note_triples import PITCHES, WINDOW
from antiphon_models.runtime.lstm import lstm_shapes

ARCHITECTURE: Final = "triples"
TRIPLE: Final = 3
_HEADS: Final = {"pitch": PITCHES, "step": 1, "duration": 1}


@dataclass(frozen=True, slots=True)
class TriplesConfig:
    """LSTM layers of `hidden` units, a dense layer of `dense` ReLUs if any, and three heads.

    `dropout` acts between layers and in training only; `window` is the notes that training
    windows have. The defaults are the paper's figure 2.
    """

    layers: int = 1
    hidden: int = 128
    dense: int = 0
    dropout: float = 0.0
    window: int = WINDOW


SINGLE: Final = TriplesConfig()
# The network of the paper's text, which its figure 2 does not show.
STACKED: Final = TriplesConfig(layers=3, dense=256, dropout=0.3, window=100)


def config_of(described: dict[str, Any]) -> TriplesConfig:
    """Return the config that a weights file holds; TypeError or ValueError if it is none."""
    config = TriplesConfig(**described)
    if min(config.layers, config.hidden, config.window) < 1 or config.dense < 0:
        raise ValueError("a network has layers, units and a window")
    return config


def tensor_shapes(config: TriplesConfig) -> dict[str, tuple[int, ...]]:
    """Return name and shape of every tensor of a network, float32 all.

    An LSTM has one bias vector, as Keras counts, not torch's two: 84,354 numbers for SINGLE.
    """
    lstm = lstm_shapes(inputs=TRIPLE, layers=config.layers, hidden=config.hidden)
    shapes = {name: shape for name, shape in lstm.items() if ".bias_hh_" not in name}
    below = config.dense or config.hidden
    if config.dense:
        shapes["dense.weight"] = (config.dense, config.hidden)
        shapes["dense.bias"] = (config.dense,)
    for name, rows in _HEADS.items():
        shapes[f"{name}.weight"] = (rows, below)
        shapes[f"{name}.bias"] = (rows,)
    return shapes
