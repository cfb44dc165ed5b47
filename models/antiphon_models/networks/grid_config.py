"""The size of a grid network, the symbols that it speaks, and the tensors that follow.

Knows numbers and symbols only, so that the live engine can check a weights file without torch.
"""

from dataclasses import dataclass
from typing import Any, Final

from antiphon_models.codecs.time_grid import SymbolMap
from antiphon_models.runtime.lstm import lstm_shapes

ARCHITECTURE: Final = "grid"


@dataclass(frozen=True, slots=True)
class GridConfig:
    """Units of the LSTM and its symbols in the order of their numbers (papers/001, 2.5.1).

    `dropout` acts in training only; `length` is how many symbols a training window has.
    """

    symbols: tuple[str, ...]
    hidden: int = 256
    dropout: float = 0.2
    length: int = 64

    @property
    def symbol_map(self) -> SymbolMap:
        """The symbols and their numbers; GridError for symbols that are none."""
        return SymbolMap(self.symbols)


def config_of(described: dict[str, Any]) -> GridConfig:
    """Return the config that a weights file's header holds; TypeError or ValueError if none."""
    return GridConfig(**{**described, "symbols": tuple(described.get("symbols", ()))})


def tensor_shapes(config: GridConfig) -> dict[str, tuple[int, ...]]:
    """Return name and shape of every tensor of the network, float32 all."""
    symbols = len(config.symbols)
    return {
        **lstm_shapes(inputs=symbols, layers=1, hidden=config.hidden),
        "out.weight": (symbols, config.hidden),
        "out.bias": (symbols,),
    }
