"""Papers/000's system as a mind: Bach's violin pitches and motifs in the player's own rhythm.

The network sees pitches only; when, how hard and how long is borrowed from the player's last
phrase. Knows no clock, no port and no torch.
"""

from collections import deque
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.motif_dictionary import LONGEST, Continuation, MotifLookup
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.pitch_choice import allowed, reach, unlooped
from antiphon_models.recent import CHORD, Recent
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.motif_lstm import WindowStepper
from antiphon_models.runtime.motif_weights import MotifWeights, read_motif
from antiphon_models.sampling import Distribution, adapted, draw, probabilities
from antiphon_models.systems.borrowed_rhythm import BorrowedRhythm, paced, rested
from antiphon_models.systems.motif_sampling import opens
from antiphon_models.systems.octave_fit import octave_fit

# The player's register is that of this many latest notes.
REGISTER_NOTES: Final = 64
# A motif that has decided a note decides none again within so many of them: left to itself, the
# published rule locks into a loop of 7 to 20 notes.
UNREPEATED: Final = 64
# What the screen says a motif's note is from.
DICTIONARY: Final = "the motif dictionary"


@dataclass(slots=True)
class _Player:
    """What all forks share of the player."""

    rhythm: BorrowedRhythm = field(default_factory=BorrowedRhythm)
    register: deque[int] = field(default_factory=lambda: deque(maxlen=REGISTER_NOTES))


class MotifMind:
    """An Improviser that speaks with papers/000's network and motif dictionary.

    Not thread-safe. It remembers of the player only the last window of pitches and the last
    phrase's rhythm: its motifs are its corpus's, as in the paper.
    """

    def __init__(self, weights: MotifWeights) -> None:
        self.name = weights.name
        self._weights = weights
        self._lookup = MotifLookup(weights.motifs.motifs)
        self._stepper = WindowStepper(weights)
        self._player = _Player()
        self._fit = octave_fit(weights.alphabet, ())
        self._recent = Recent()
        self._line: deque[int] = deque(maxlen=LONGEST)
        # The machine's own notes since the player's last: where in the rhythm it is.
        self._own = 0
        self._used: deque[int] = deque(maxlen=UNREPEATED)

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        self._player.register.append(note.pitch)
        self._player.rhythm.hear(note)
        self._fit = octave_fit(self._weights.alphabet, self._player.register)
        self._step(note)
        self._own = 0

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        self._player.rhythm.release(note)
        self._recent = self._recent.ended(note)

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        self._step(note)
        self._own += 1

    def adopt(self, params: SamplingParams) -> None:
        """Do nothing: no knob colours how pitches are heard here."""

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided."""
        beat = paced(self._player.rhythm.beat(self._own, params.tempo_bpm), params.density, rng)
        if ioi is None:
            # Where nothing has sounded yet, nothing is silent either.
            left = self._recent.left_to_sound if self._recent.last else beat.ioi
            ioi = rested(beat, left, params)
        pitch, source = self._pitch(ioi, params, rng)
        return Proposal(ioi, pitch, beat.velocity, beat.duration, source)

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch is to be next; motifs, which tell no chances, left out."""
        likely = probabilities(self._allowed(self._own_ioi(params), params), params.temperature)
        return [float(chance) for chance in likely]

    def closing(self) -> float:
        """Return 1.0 where the borrowed phrase ends with the note that has just begun, else 0.0."""
        if self._own == 0 or not self._player.register:
            return 0.0
        return float(self._player.rhythm.beat(self._own - 1, 120.0).is_last)

    def fork(self) -> "MotifMind":
        """Return a copy that may be thrown away; it shares what it knows of the player."""
        # A shallow copy, and what a fork changes of its own: all else is shared or immutable.
        fork = copy(self)
        fork._stepper = self._stepper.fork()
        fork._line = self._line.copy()
        fork._used = self._used.copy()
        return fork

    def forget(self) -> None:
        """Forget everything heard and played."""
        self._stepper.reset()
        self._player.rhythm.forget()
        self._player.register.clear()
        self._fit = octave_fit(self._weights.alphabet, ())
        self._recent = Recent()
        self._line.clear()
        self._own = 0
        self._used.clear()

    def learn(self, stretch: Stretch) -> None:
        """Do nothing: the paper's motifs are those of its corpus, found once and for all."""

    def unlearn(self) -> None:
        """Do nothing: nothing was taught."""

    def _step(self, note: Note) -> None:
        token = self._fit.token(note.pitch)
        self._stepper.step(token)
        self._line.append(token)
        self._recent = self._recent.after(note)

    def _pitch(self, ioi: float, params: SamplingParams, rng: Random) -> tuple[int, Source]:
        """MotifPredict as coded, among the pitches that may be played."""
        logits = self._allowed(ioi, params)
        likely = probabilities(logits)
        temperature = adapted(params.temperature, likely, params.adaptive_temperature)
        chances = probabilities(logits, temperature)
        drawn = draw(unlooped(chances, self._recent.context.pitches, temperature), rng)
        if opens(float(np.maximum.reduce(chances)), params.motif_threshold):
            word = self._lookup.after(tuple(self._line), self._used)
            if word and (pitch := self._playable(word, likely)) is not None:
                self._used.append(word.rank)
                return pitch, self._source(word, pitch, likely)
        return drawn, Source("network", float(likely[drawn]))

    def _playable(self, word: Continuation, likely: Distribution) -> int | None:
        """The motif's pitch where the player is; None if it may not be played."""
        pitch = self._fit.pitch(word.token)
        return pitch if 0 <= pitch < len(likely) and likely[pitch] > 0.0 else None

    def _source(self, word: Continuation, pitch: int, likely: Distribution) -> Source:
        moved = pitch - self._weights.alphabet.pitches[word.token]
        return Source(
            "motif",
            float(likely[pitch]),
            match_length=word.match_length,
            transposition=moved,
            piece=DICTIONARY,
        )

    def _allowed(self, ioi: float, params: SamplingParams) -> Array:
        """The logits of the 128 pitches, -inf where a pitch may not be played."""
        within = self._fit.playable(reach(self._player.register, params))
        chord = self._recent.chord if ioi < CHORD else frozenset[int]()
        return allowed(self._fit.spread(self._stepper.logits()), within, chord)

    def _own_ioi(self, params: SamplingParams) -> float:
        return self._player.rhythm.beat(self._own, params.tempo_bpm).ioi


def load_mind(path: Path) -> MotifMind:
    """Return a mind with the weights at `path`; WeightsError, one line, if they are unfit."""
    return MotifMind(read_motif(path))
