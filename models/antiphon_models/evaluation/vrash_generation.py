"""Lines made by a network of papers/003, from the prior or from a latent, for its study.

Knows the NumPy runtime and the codec; what plays live is systems.vrash_mind.
"""

from collections.abc import Sequence
from random import Random

import numpy as np

from antiphon_models.codecs.note_delays import Column, NoteDelays
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.vrash import Decoder, Encoder, Latent
from antiphon_models.runtime.vrash_weights import VrashWeights
from antiphon_models.sampling import draw, probabilities


def from_prior(
    weights: VrashWeights, style: int, notes: int, temperature: float, rng: Random
) -> NoteDelays:
    """Return a line of `notes` that nothing was played before."""
    size = weights.config.latent
    latent = np.array([rng.gauss() for _ in range(size)], dtype=np.float32)
    given = latent if weights.config.has_latent else None
    return decoded(weights, given, style, notes, temperature=temperature, rng=rng)


def decoded(
    weights: VrashWeights,
    latent: Array | None,
    style: int,
    notes: int,
    *,
    temperature: float,
    rng: Random,
) -> NoteDelays:
    """Return the line that is drawn, note by note, for a latent."""
    decoder = Decoder(weights)
    decoder.begin(latent, style)
    pitches: Column = np.empty(notes, dtype=np.int64)
    delays: Column = np.empty(notes, dtype=np.int64)
    for place in range(notes):
        pitch = draw(probabilities(decoder.pitch_logits(), temperature), rng)
        delay = draw(probabilities(decoder.delay_logits(pitch), temperature), rng)
        decoder.step(pitch, delay)
        pitches[place], delays[place] = pitch, delay
    return NoteDelays(pitches, delays)


def encoded(weights: VrashWeights, line: NoteDelays, style: int) -> Latent:
    """Return the latent of a line."""
    encoder = Encoder(weights)
    for pitch, delay in zip(line.pitch.tolist(), line.delay.tolist(), strict=True):
        encoder.step(pitch, delay, style)
    return encoder.latent()


def between(first: Array, last: Array, steps: int) -> list[Array]:
    """Return `steps` latents from the first to the last, both among them, on a straight line."""
    shares: Sequence[float] = np.linspace(0.0, 1.0, steps).tolist()
    return [(first * (1.0 - share) + last * share).astype(np.float32) for share in shares]
