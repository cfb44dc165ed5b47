"""Small grid networks: random ones, and ones that say exactly what a test wants."""

from collections.abc import Mapping, Sequence

import numpy as np

from antiphon_models.networks.grid_config import GridConfig, tensor_shapes
from antiphon_models.runtime.grid_lstm import GridWeights, fold

SYMBOLS = (*map(str, range(48, 85)), "/", "_", "r")
# As good as never, and as good as always.
LOW, HIGH = -30.0, 30.0


def random_grid(
    symbols: Sequence[str] = SYMBOLS, hidden: int = 24, seed: int = 0, length: int = 8
) -> GridWeights:
    """Return a network with random weights."""
    config = GridConfig(tuple(symbols), hidden=hidden, length=length)
    rng = np.random.default_rng(seed)
    tensors = {
        name: rng.normal(0.0, 0.5, shape).astype(np.float32)
        for name, shape in tensor_shapes(config).items()
    }
    return fold(tensors, config, f"random {seed}")


def following_grid(
    next_of: Mapping[str, Mapping[str, float]], symbols: Sequence[str] = SYMBOLS
) -> GridWeights:
    """Return a network that foretells from the last symbol alone, with the given chances.

    What is not said of a symbol is next to impossible. Its cells forget, and remember the one
    symbol last stepped.
    """
    config = GridConfig(tuple(symbols), hidden=len(symbols), length=2)
    count = len(symbols)
    shapes = tensor_shapes(config)
    tensors = {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}
    # Gates in torch's order: input open, nothing remembered, the symbol's cell at 1, all shown.
    gates = tensors["lstm.bias_ih_l0"].reshape(4, count)
    gates[0], gates[1], gates[3] = HIGH, -HIGH, HIGH
    tensors["lstm.weight_ih_l0"][2 * count : 3 * count] = HIGH * np.eye(count, dtype=np.float32)
    shown = np.tanh(1.0)
    logits = np.full((count, count), LOW)
    for symbol, chances in next_of.items():
        for following, chance in chances.items():
            logits[symbols.index(following), symbols.index(symbol)] = np.log(chance)
    tensors["out.weight"][:] = logits / shown
    return fold(tensors, config, "following")
