"""The size of papers/000's network and the tensors that follow from it.

Knows numbers only, so that the live engine can check a weights file without torch.
"""

from dataclasses import dataclass

from antiphon_models.runtime.lstm import lstm_shapes

ARCHITECTURE = "motif"
# The name of the alphabet's pitches among the sizes in a weights file's header.
ALPHABET = "alphabet"
# The motif dictionary, which lies in the same file.
MOTIF_TENSORS = ("motifs.tokens", "motifs.counts")


@dataclass(frozen=True, slots=True)
class MotifConfig:
    """An LSTM on pitches: `pitches` it knows, `steps` of them it sees at once.

    The paper gives the LSTM's units and the steps; embedding and dropout, which acts in training
    only, are its program's.
    """

    pitches: int
    hidden: int = 256
    embedding: int = 256
    steps: int = 16
    dropout: float = 0.25


def tensor_shapes(config: MotifConfig) -> dict[str, tuple[int, ...]]:
    """Return name and shape of every tensor of the network, float32 all."""
    lstm = lstm_shapes(inputs=config.embedding, layers=1, hidden=config.hidden)
    return {
        "embedding.weight": (config.pitches, config.embedding),
        **lstm,
        "out.weight": (config.pitches, config.hidden),
        "out.bias": (config.pitches,),
    }
