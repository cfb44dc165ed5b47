"""How surprised the mind is by a piece that is played to it, with and without its memory.

Knows the mind's parts; does not know where pieces come from.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from antiphon_models.anticipation import Anticipation
from antiphon_models.codecs.note_stream import feed
from antiphon_models.memory import MotifMemory
from antiphon_models.music.notes import Note
from antiphon_models.recent import Recent
from antiphon_models.recollection import recollections
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.sampling import probabilities

# Shape (notes, 4), in bits: the ioi as the network alone and as the whole mind expects it,
# then the pitch, its ioi being known, likewise.
Surprises = npt.NDArray[np.float64]
# As the window knob stands by default.
WINDOW = 512


def play(
    notes: Sequence[Note], stepper: NoteStreamStepper, anticipation: Anticipation
) -> Surprises:
    """Return how surprising each note but the first was; `anticipation` learns from all of them.

    Network and memory begin empty; the style is `any`.
    """
    stepper, memory, recent = stepper.fork(), MotifMemory(), Recent()
    stepper.reset()
    surprises = []
    for note in notes:
        fed = feed(note, recent.last)
        if recent.last:
            recalled = recollections(memory.matches(recent.context, WINDOW), [])
            ioi = probabilities(stepper.ioi_logits())[fed.ioi_bin]
            logits = stepper.pitch_logits(fed.ioi_bin, fed.ioi_inside)
            pitch = probabilities(logits)[fed.pitch]
            blended = anticipation.learn(stepper, recalled, fed)
            surprises.append((-math.log2(ioi), blended[0], -math.log2(pitch), blended[1]))
        stepper.step(*fed, 0)
        memory.add(note)
        recent = recent.after(note)
    return np.array(surprises).reshape(-1, 4)
