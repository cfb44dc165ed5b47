"""The size of a note-stream network and the tensors that follow from it.

Knows numbers only, so that the live engine can check a weights file without torch.
"""

from dataclasses import dataclass

from antiphon_models.codecs.note_stream import (
    DURATION,
    IOI,
    PITCHES,
    STYLES,
    UNKNOWN_VELOCITY,
    VELOCITIES,
)

ARCHITECTURE = "note_stream"


@dataclass(frozen=True, slots=True)
class NoteStreamConfig:
    """Units of the LSTM and of what surrounds it; `dropout` acts in training only."""

    hidden: int = 512
    layers: int = 1
    embedding: int = 192
    head: int = 128
    dropout: float = 0.2


def tensor_shapes(config: NoteStreamConfig) -> dict[str, tuple[int, ...]]:
    """Return name and shape of every tensor of the network, float32 all."""
    shapes: dict[str, tuple[int, ...]] = {}
    for name, rows in _FED.items():
        shapes[f"fed_{name}.weight"] = (rows, config.embedding)
    for layer in range(config.layers):
        below = config.embedding if layer == 0 else config.hidden
        shapes[f"lstm.weight_ih_l{layer}"] = (4 * config.hidden, below)
        shapes[f"lstm.weight_hh_l{layer}"] = (4 * config.hidden, config.hidden)
        shapes[f"lstm.bias_ih_l{layer}"] = (4 * config.hidden,)
        shapes[f"lstm.bias_hh_l{layer}"] = (4 * config.hidden,)
    shapes["project.weight"] = (4 * config.head, config.hidden)
    shapes["project.bias"] = (4 * config.head,)
    for name, (rows, heads) in _DECIDED.items():
        shapes[f"decided_{name}.weight"] = (rows, heads * config.head)
    for name, rows in _OUT.items():
        shapes[f"{name}.weight"] = (rows, config.head)
        shapes[f"{name}.bias"] = (rows,)
    return shapes


# What is fed at an onset: one row for each bin, and a slope for the place inside the bin.
_FED = {
    "pitch": PITCHES,
    "ioi": IOI.count,
    "ioi_slope": IOI.count,
    "velocity": UNKNOWN_VELOCITY + 1,
    "sounded": DURATION.count,
    "sounded_slope": DURATION.count,
    "style": len(STYLES),
}
# What is already decided of the next note, and how many of the later heads it is told to.
_DECIDED = {
    "ioi": (IOI.count, 3),
    "ioi_slope": (IOI.count, 3),
    "pitch": (PITCHES, 2),
    "velocity": (UNKNOWN_VELOCITY + 1, 1),
}
_OUT = {
    "out_ioi": IOI.count,
    "out_ioi_inside": IOI.count,
    "out_pitch": PITCHES,
    "out_velocity": VELOCITIES,
    "out_duration": DURATION.count,
    "out_duration_inside": DURATION.count,
}
