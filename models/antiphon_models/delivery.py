"""How a note is played whose time and pitch are decided: its velocity and duration.

Knows the network's logits and the motif; does not choose notes.
"""

from random import Random

import numpy as np

from antiphon_models.codecs.note_stream import DURATION, IOI, velocity_of
from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.music.motif import Motif
from antiphon_models.recent import CHORD
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.sampling import draw, probabilities, tempered_rhythm, weighted

# A note shorter than this share of the pace leaves a silence of its own.
DETACHED = 0.6
DURATION_CENTRES = np.array([DURATION.seconds_of(index, 0.5) for index in range(DURATION.count)])


def source_of(motif: Motif, probability: float, piece: str = "") -> Source:
    """Return what is told of a note taken from `motif`, of the player's or of a taught `piece`."""
    return Source(
        "motif",
        probability,
        motif.position,
        motif.onset,
        motif.match_length,
        motif.transposition,
        piece,
    )


def drawn(
    stepper: NoteStreamStepper,
    ioi: float,
    pitch: int,
    source: Source,
    *,
    pace: float,
    params: SamplingParams,
    rng: Random,
) -> Proposal:
    """Return the note as the network would play it; `pace` is the ioi of the chord before."""
    temperature = tempered_rhythm(params.temperature)
    at = IOI.bin_of(ioi)
    loudness = stepper.velocity_logits(*at, pitch)
    velocity_bin = draw(probabilities(loudness, temperature), rng)
    lengths = probabilities(stepper.duration_logits(*at, pitch, velocity_bin), temperature)
    pace = ioi if ioi >= CHORD else pace
    weights = np.where(DETACHED * pace > DURATION_CENTRES, params.rest_weight, 1.0)
    index = draw(weighted(lengths, weights), rng)
    duration = DURATION.seconds_of(index, stepper.duration_inside(index))
    return Proposal(ioi, pitch, velocity_of(velocity_bin), duration, source)
