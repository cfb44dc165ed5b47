"""The size of the networks of papers/003 and the tensors that follow from it.

Knows numbers only, so that the live engine can check a weights file without torch.
"""

from dataclasses import dataclass
from typing import Literal

from antiphon_models.codecs.note_delays import DELAYS, OCTAVES, PITCHES
from antiphon_models.codecs.note_stream import STYLES

ARCHITECTURE = "vrash"
Kind = Literal["lm", "vae", "vrash"]


@dataclass(frozen=True, slots=True)
class VrashConfig:
    """Units of the highway cells and of what surrounds them.

    `kind` says what the decoder is given: "lm" the note before, "vae" the latent alone,
    "vrash" both and the history, a running mean of the notes before that forgets a share of
    `forgetting` a note.
    """

    kind: Kind = "vrash"
    hidden: int = 192
    depth: int = 2
    latent: int = 32
    pitch_class: int = 16
    octave: int = 8
    delay: int = 16
    style: int = 8
    head: int = 64
    forgetting: float = 0.0625

    @property
    def has_latent(self) -> bool:
        """Whether there is an encoder."""
        return self.kind != "lm"

    @property
    def hears_notes(self) -> bool:
        """Whether the decoder is given the note before."""
        return self.kind != "vae"

    @property
    def has_history(self) -> bool:
        """Whether the decoder is given the history."""
        return self.kind == "vrash"

    @property
    def note(self) -> int:
        """How many numbers a note is embedded in, side by side."""
        return self.pitch_class + self.octave + self.delay

    @property
    def decoder_inputs(self) -> int:
        """How many numbers the decoder is given at each step, in the order of its input matrix.

        The note before, the history, the latent, the style; as far as there are.
        """
        notes = self.note * (self.hears_notes + self.has_history)
        return notes + self.latent * self.has_latent + self.style


def tensor_shapes(config: VrashConfig) -> dict[str, tuple[int, ...]]:
    """Return name and shape of every tensor of the network, float32 all."""
    shapes: dict[str, tuple[int, ...]] = {
        "embed_pitch_class.weight": (12, config.pitch_class),
        "embed_octave.weight": (OCTAVES, config.octave),
        "embed_delay.weight": (len(DELAYS), config.delay),
        "embed_style.weight": (len(STYLES), config.style),
        "out_pitch.weight": (PITCHES, config.hidden),
        "out_pitch.bias": (PITCHES,),
        "project.weight": (config.head, config.hidden),
        "project.bias": (config.head,),
        "decided_pitch.weight": (PITCHES, config.head),
        "out_delay.weight": (len(DELAYS), config.head),
        "out_delay.bias": (len(DELAYS),),
    }
    shapes |= highway_shapes("decoder", config.decoder_inputs, config.hidden, config.depth)
    if config.has_latent:
        inputs = config.note + config.style
        shapes |= highway_shapes("encoder", inputs, config.hidden, config.depth)
        shapes["latent.weight"] = (2 * config.latent, config.hidden)
        shapes["latent.bias"] = (2 * config.latent,)
        shapes["begin.weight"] = (config.hidden, config.latent)
        shapes["begin.bias"] = (config.hidden,)
    return shapes


def highway_shapes(prefix: str, inputs: int, hidden: int, depth: int) -> dict[str, tuple[int, ...]]:
    """Return the shapes of a recurrent highway cell's tensors under `prefix`."""
    shapes: dict[str, tuple[int, ...]] = {f"{prefix}.fed.weight": (2 * hidden, inputs)}
    for level in range(depth):
        shapes[f"{prefix}.own.{level}.weight"] = (2 * hidden, hidden)
        shapes[f"{prefix}.own.{level}.bias"] = (2 * hidden,)
    return shapes
