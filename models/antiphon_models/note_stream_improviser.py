"""A mind made of the note-stream network and the memory of the player.

The network says when and how, and, where it is sure enough, what; where it is not, the
player's own motifs decide. Knows no clock and no port.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np

from antiphon_models.codecs.note_stream import (
    DURATION,
    FIRST_IOI,
    IOI,
    PITCHES,
    STYLES,
    feed,
    velocity_of,
)
from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.memory import MotifMemory
from antiphon_models.music.motif import Context, Motif
from antiphon_models.music.notes import Note
from antiphon_models.music.repetition import loop_at_end
from antiphon_models.runtime.note_stream import NoteStreamStepper, load_note_stream
from antiphon_models.runtime.note_stream_weights import Array
from antiphon_models.sampling import (
    Distribution,
    adapted,
    draw,
    probabilities,
    tempered_rhythm,
    weighted,
)

# A silence up to this long, in seconds, is articulation; a longer one is a rest.
ARTICULATION = 0.1
# A note shorter than this share of the pace leaves a silence of its own.
DETACHED = 0.6
# The player's register is that of this many latest notes; before the first, the middle octaves.
REGISTER_NOTES = 64
MIDDLE_REGISTER = (55, 79)
# A place of the player's playing is not used twice within this many motif notes.
UNREPEATED = 256
CHORD = 0.025
# Each further round of a loop is this much less likely than the network says.
BOREDOM = 0.3
IOI_CENTRES = np.array([IOI.seconds_of(index, 0.5) for index in range(IOI.count)])
DURATION_CENTRES = np.array([DURATION.seconds_of(index, 0.5) for index in range(DURATION.count)])


@dataclass(slots=True)
class _Player:
    """What all forks share: the player's notes, register and the style asked for."""

    memory: MotifMemory = field(default_factory=MotifMemory)
    register: deque[int] = field(default_factory=lambda: deque(maxlen=REGISTER_NOTES))
    style: int = 0


class NoteStreamImproviser:
    """An Improviser that steps the note-stream network once for each note that sounds.

    Not thread-safe. `name` tells the weights apart.
    """

    def __init__(self, stepper: NoteStreamStepper) -> None:
        self.name = stepper.name
        self._stepper = stepper
        self._player = _Player()
        self._context = Context()
        self._last: Note | None = None
        self._sounding_until = 0.0
        self._pace = 0.0
        self._chord: frozenset[int] = frozenset()
        self._used: deque[int] = deque(maxlen=UNREPEATED)

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        self._player.memory.add(note)
        self._player.register.append(note.pitch)
        self._step(note)

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        self._player.memory.finish(note)
        if self._last and (self._last.onset, self._last.pitch) == (note.onset, note.pitch):
            self._last = note
            self._sounding_until = note.offset

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        self._step(note)

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided."""
        self._player.style = STYLES.index(params.style)
        wanted, surest_ioi = self._ioi(params, rng) if ioi is None else (ioi, 1.0)
        ioi_bin, inside = IOI.bin_of(wanted)
        logits = self._allowed(self._stepper.pitch_logits(ioi_bin, inside), wanted, params)
        likely = probabilities(logits)
        motif = self._motif(params, likely, surest_ioi * float(likely.max()))
        if motif is None:
            temperature = adapted(params.temperature, logits, params.adaptive_temperature)
            chances = likely if temperature == 1.0 else probabilities(logits, temperature)
            pitch = draw(self._unlooped(chances, temperature), rng)
            source = Source("network", float(likely[pitch]))
            return self._proposal(wanted, pitch, source, params, rng)
        self._used.append(motif.position)
        if ioi is None:
            wanted = self._motif_ioi(motif, params, rng)
        return self._motif_proposal(wanted, motif, float(likely[motif.pitch]), params, rng)

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch is to be next, at the likeliest time."""
        ioi_bin = int(self._stepper.ioi_logits().argmax())
        logits = self._stepper.pitch_logits(ioi_bin, 0.5)
        allowed = self._allowed(logits, IOI.seconds_of(ioi_bin, 0.5), params)
        return [float(p) for p in probabilities(allowed, params.temperature)]

    def fork(self) -> "NoteStreamImproviser":
        """Return a copy that may be thrown away; it shares the memory of the player."""
        copy = NoteStreamImproviser(self._stepper.fork())
        copy._player = self._player
        copy._context = self._context
        copy._last = self._last
        copy._sounding_until = self._sounding_until
        copy._pace = self._pace
        copy._chord = self._chord
        copy._used = self._used.copy()
        return copy

    def forget(self) -> None:
        """Forget everything heard and played."""
        self._stepper.reset()
        self._player.memory.forget()
        self._player.register.clear()
        self._context = Context()
        self._last = None
        self._sounding_until = 0.0
        self._pace = 0.0
        self._chord = frozenset()
        self._used.clear()

    def _step(self, note: Note) -> None:
        last, self._last = self._last, note
        ioi = note.onset - last.onset if last else FIRST_IOI
        self._stepper.step(*feed(note, last), self._player.style)
        self._context = self._context.after(note.pitch)
        self._chord = self._chord | {note.pitch} if ioi < CHORD else frozenset({note.pitch})
        self._pace = self._pace if ioi < CHORD else ioi
        self._sounding_until = (
            note.offset if ioi >= CHORD else max(self._sounding_until, note.offset)
        )

    # When.

    def _left_to_sound(self) -> float:
        return max(self._sounding_until - self._last.onset, 0.0) if self._last else 0.0

    def _ioi(self, params: SamplingParams, rng: Random) -> tuple[float, float]:
        """When the next note begins, and how likely the network's best guess at that was."""
        temperature = tempered_rhythm(params.temperature)
        logits = self._stepper.ioi_logits()
        likely = probabilities(logits)
        chances = likely if temperature == 1.0 else probabilities(logits, temperature)
        silence = IOI_CENTRES - self._left_to_sound()
        weights = np.where(silence > ARTICULATION, params.rest_weight, 1.0)
        weights[silence > params.longest_rest] = 0.0
        index = draw(weighted(chances, weights), rng)
        return IOI.seconds_of(index, self._stepper.ioi_inside(index)), float(likely.max())

    def _motif_ioi(self, motif: Motif, params: SamplingParams, rng: Random) -> float:
        """The player's own timing; a rest in it stays with a chance of `rest_weight`."""
        left = self._left_to_sound()
        is_rest = motif.ioi - left > ARTICULATION
        keeps = rng.random() < params.rest_weight
        return min(motif.ioi, left + params.longest_rest) if keeps or not is_rest else left

    # What.

    def _allowed(self, logits: Array, ioi: float, params: SamplingParams) -> Array:
        """The logits within the player's register, without the notes of the chord so far."""
        register = self._player.register
        low, high = (min(register), max(register)) if register else MIDDLE_REGISTER
        inside = slice(max(low - params.register, 0), high + params.register + 1)
        allowed = np.full_like(logits, -np.inf)
        allowed[inside] = logits[inside]
        if ioi < CHORD:
            allowed[list(self._chord)] = -np.inf
        return allowed if allowed.max() > -np.inf else logits

    def _unlooped(self, distribution: Distribution, temperature: float) -> Distribution:
        """The same, with less weight on the pitch that would send a figure round once more.

        A low temperature sharpens the weight as it has sharpened the distribution, which
        would otherwise outweigh it.
        """
        loop = loop_at_end(self._context.pitches)
        if loop is None:
            return distribution
        weights = np.ones(PITCHES)
        boredom = BOREDOM ** ((loop.rounds - 1) / min(temperature, 1.0))
        weights[self._context.pitches[-loop.period]] = boredom
        return weighted(distribution, weights)

    def _motif(self, params: SamplingParams, likely: Distribution, surest: float) -> Motif | None:
        """The player's own continuation, where the best guess at a note, `surest`, is not sure."""
        if params.motif_threshold == 0.0 or surest > params.motif_threshold:
            return None
        motif = self._player.memory.continuation(self._context, params.window, self._used)
        return motif if motif and likely[motif.pitch] > 0.0 else None

    # How.

    def _motif_proposal(
        self, ioi: float, motif: Motif, probability: float, params: SamplingParams, rng: Random
    ) -> Proposal:
        source = Source(
            "motif",
            probability,
            motif.position,
            motif.onset,
            motif.match_length,
            motif.transposition,
        )
        if motif.duration == 0.0:
            return self._proposal(ioi, motif.pitch, source, params, rng)
        return Proposal(ioi, motif.pitch, motif.velocity, motif.duration, source)

    def _proposal(
        self, ioi: float, pitch: int, source: Source, params: SamplingParams, rng: Random
    ) -> Proposal:
        temperature = tempered_rhythm(params.temperature)
        at = IOI.bin_of(ioi)
        loudness = self._stepper.velocity_logits(*at, pitch)
        velocity_bin = draw(probabilities(loudness, temperature), rng)
        lengths = probabilities(
            self._stepper.duration_logits(*at, pitch, velocity_bin), temperature
        )
        pace = ioi if ioi >= CHORD else self._pace
        weights = np.where(DETACHED * pace > DURATION_CENTRES, params.rest_weight, 1.0)
        index = draw(weighted(lengths, weights), rng)
        duration = DURATION.seconds_of(index, self._stepper.duration_inside(index))
        return Proposal(ioi, pitch, velocity_of(velocity_bin), duration, source)


def load_improviser(path: Path | None = None) -> NoteStreamImproviser:
    """Return a mind with the weights at `path`, or the shipped ones; WeightsError if unfit."""
    return NoteStreamImproviser(load_note_stream(path))
