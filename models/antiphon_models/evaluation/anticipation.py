"""How a mind takes in a piece that is played to it: what surprised it, and what it foretold.

Knows the mind's parts; does not know where pieces come from.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from antiphon_models.anticipation import Anticipation
from antiphon_models.codecs.note_stream import feed
from antiphon_models.memory import MotifMemory
from antiphon_models.mixture import Mixture, Vote
from antiphon_models.music.notes import Note
from antiphon_models.recent import Recent
from antiphon_models.recollection import pitch_votes, recollections
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.sampling import Distribution, probabilities

# Shape (notes, 4), in bits: the ioi as the network alone and as the whole mind expects it,
# then the pitch, its ioi being known, likewise.
Surprises = npt.NDArray[np.float64]
# As the window knob stands by default.
WINDOW = 512


class Foretold(NamedTuple):
    """A pitch that a view of the memory foretold, and whether it came.

    `rate` is how often matches of this view and length had been right before, `network` and
    `mind` how likely the network alone and the whole mind thought the pitch.
    """

    view: int
    length: int
    rate: float
    network: float
    mind: float
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What a piece was to a mind: a row of bits for each note but the first, and all votes."""

    surprises: Surprises
    foretold: list[Foretold]


def play(notes: Sequence[Note], stepper: NoteStreamStepper, anticipation: Anticipation) -> Heard:
    """Return how surprising each note was, and what was foretold; `anticipation` learns of all.

    Network and memory begin empty; the style is `any`.
    """
    stepper, memory, recent = stepper.fork(), MotifMemory(), Recent()
    stepper.reset()
    surprises = []
    foretold: list[Foretold] = []
    for note in notes:
        fed = feed(note, recent.last)
        if recent.last:
            recalled = recollections(memory.matches(recent.context, WINDOW), [])
            ioi = probabilities(stepper.ioi_logits())[fed.ioi_bin]
            pitch = probabilities(stepper.pitch_logits(fed.ioi_bin, fed.ioi_inside))
            votes = pitch_votes(recalled, pitch)
            foretold += _foretold(votes, pitch, anticipation.what, note.pitch)
            blended = anticipation.learn(stepper, recalled, fed)
            own = -math.log2(ioi), -math.log2(pitch[fed.pitch])
            surprises.append((own[0], blended[0], own[1], blended[1]))
        stepper.step(*fed, 0)
        memory.add(note)
        recent = recent.after(note)
    return Heard(np.array(surprises).reshape(-1, 4), foretold)


def _foretold(
    votes: Sequence[Vote], likely: Distribution, mixture: Mixture, truth: int
) -> list[Foretold]:
    if not votes:
        return []
    expected = mixture.blended([likely], votes)
    return [
        Foretold(
            voter,
            length,
            mixture.calibration.rate(voter, length),
            float(likely[pitch]),
            float(expected[pitch]),
            pitch == truth,
        )
        for voter, pitch, length in votes
    ]
