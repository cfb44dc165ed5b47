"""Papers/003's system as a mind: the player's phrase is encoded, and an answer decoded beside it.

Each note of the player's costs the encoder a step. The first proposal after them draws a latent
from the encoding, and a decoder begins from it, hears the last notes, and goes on. Knows no
clock, no port and no torch.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from antiphon_models.codecs.note_delays import LOWEST, MIDDLE, PITCHES, nearest_delay, pitch_index
from antiphon_models.copy_guard import draw_original
from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.pitch_choice import NEVER, allowed, reach, unlooped
from antiphon_models.recent import CHORD, Recent
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.vrash import Decoder, Encoder
from antiphon_models.runtime.vrash_weights import VrashWeights, read_vrash
from antiphon_models.sampling import adapted, probabilities, tempered
from antiphon_models.style_blend import Style, style_of
from antiphon_models.systems.vrash_delay import Time, breath, draw_delay
from antiphon_models.systems.vrash_line import VrashLine
from antiphon_models.systems.vrash_player import VrashPlayer
from antiphon_models.training_runs import NO_RUNS, TrainingRuns, read_training_runs
from antiphon_models.weights_file import WeightsError

# A latent is drawn at most so far from the mean, in its standard deviations.
FURTHEST: Final = 2.0


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a proposal was made with: a decoder before and after the last note, and its delay.

    `pause` is in how many seconds after the proposed note of `pitch` another would come.
    """

    decoder: Decoder
    ahead: Decoder
    delay: int
    pitch: int
    pause: float


class VrashMind:
    """An Improviser that encodes what the player plays and answers by decoding.

    Not thread-safe; forks share the weights and what is known of the player.
    """

    def __init__(self, weights: VrashWeights, training: TrainingRuns = NO_RUNS) -> None:
        self.name = weights.name
        self._training = training
        self._latents = weights.config.latent
        self._encoder = Encoder(weights)
        self._line = VrashLine(weights)
        self._player = VrashPlayer()
        self._style: Style = 0
        self._tempo_bpm = 120.0
        self._recent = Recent()
        self._is_own = False
        # The machine's own notes since the player's last, for what it must not copy.
        self._own = Context()
        # Of the answer that is being played; none before its first note.
        self._decoder: Decoder | None = None
        self._draft: _Draft | None = None
        self._pause: float | None = None

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        if self._is_own:
            # A turn of the player's is a phrase of its own.
            self._encoder.reset()
        self._end_last(note, is_encoded=not self._is_own)
        self._player.hear(note)
        self._recent = self._recent.after(note)
        self._own, self._is_own = Context(), False
        self._decoder = self._draft = self._pause = None

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        self._player.release(note)
        self._recent = self._recent.ended(note)

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        last = self._last_index
        delay = self._end_last(note, is_encoded=False)
        draft, self._draft, self._pause = self._draft, None, None
        if draft:
            self._decoder = draft.ahead if delay in (None, draft.delay) else draft.decoder
            self._pause = draft.pause if draft.pitch == note.pitch else None
        if self._decoder and delay is not None and (draft is None or delay != draft.delay):
            self._decoder.step(last, delay)
        self._recent = self._recent.after(note)
        self._own, self._is_own = self._own.after(note.pitch), True

    def adopt(self, params: SamplingParams) -> None:
        """Hear in this style from now on; an answer goes on in it, too, from the same phrase."""
        self._style, self._tempo_bpm = style_of(params), params.tempo_bpm
        self._decoder = self._draft = None

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided."""
        decoder = self._decoder or self._begun(_noise(self._latents, params.temperature, rng))
        wanted = self._ioi(decoder, params, rng) if ioi is None else ioi
        ahead, delay = self._after_last(decoder, wanted)
        logits = self._allowed(ahead.pitch_logits(), wanted, params)
        likely = probabilities(logits)
        temperature = adapted(params.temperature, likely, params.adaptive_temperature)
        chances = likely if temperature == 1.0 else tempered(likely, temperature)
        chances = unlooped(chances, self._recent.context.pitches, temperature)
        pitch = draw_original(chances, self._own, self._training, rng)
        index = pitch_index(pitch, self._player.shift)
        time = self._time
        pause = draw_delay(ahead.delay_logits(index), time, params, rng, drift=self._drift)
        self._draft = _Draft(decoder, ahead, delay, pitch, pause)
        source = Source("network", float(likely[pitch]))
        return Proposal(wanted, pitch, self._player.velocity, time.duration(pause), source)

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch is to be next, after the likeliest delay."""
        decoder = self._decoder or self._begun(np.zeros(self._latents, dtype=np.float32))
        if self._recent.last:
            delay = int(decoder.delay_logits(self._last_index).argmax())
            decoder = decoder.fork()
            decoder.step(self._last_index, delay)
        likely = probabilities(self._allowed(decoder.pitch_logits(), self._time.unit, params))
        return [float(chance) for chance in tempered(likely, params.temperature)]

    def closing(self) -> float:
        """Return how likely a long delay follows the machine's note that has just begun, 0..1."""
        if self._decoder is None:
            return 0.0
        return breath(self._decoder.delay_logits(self._last_index))

    def fork(self) -> "VrashMind":
        """Return a copy that may be thrown away; it shares what it knows of the player."""
        fork = copy(self)
        fork._encoder = self._encoder.fork()
        fork._line = self._line.fork()
        fork._decoder = self._decoder.fork() if self._decoder else None
        # Whoever has proposed a note plays it; nobody else may step its decoder.
        fork._draft = None
        return fork

    def forget(self) -> None:
        """Forget everything heard and played."""
        self._encoder.reset()
        self._line.forget()
        self._player = VrashPlayer()
        self._recent = Recent()
        self._own, self._is_own = Context(), False
        self._decoder = self._draft = self._pause = None

    def learn(self, stretch: Stretch) -> None:
        """Do nothing: the paper's system has no memory that a piece could be put into."""

    def unlearn(self) -> None:
        """Do nothing: nothing was learned."""

    def _end_last(self, note: Note, *, is_encoded: bool) -> int | None:
        """Take in the note before `note`, whose delay is known now; return that.

        None for a chord, of which the highest note counts, and before the first note.
        """
        last = self._recent.last
        if last is None or note.onset - self._onset < CHORD:
            return None
        delay = nearest_delay((note.onset - self._onset) / self._time.unit)
        pitch, shift = max(self._recent.chord), self._player.shift
        self._line.add(pitch, delay, shift)
        if is_encoded:
            self._encoder.step(pitch_index(pitch, shift), delay, self._style)
        return delay

    def _begun(self, noise: Array) -> Decoder:
        """A decoder for the phrase as it is encoded by now, the last notes heard."""
        latent = self._encoder.latent().drawn(noise)
        return self._line.decoder(latent, self._style, self._player.shift)

    def _ioi(self, decoder: Decoder, params: SamplingParams, rng: Random) -> float:
        if self._recent.last is None:
            return 0.0
        if self._pause is not None:
            return self._pause
        left = self._recent.left_to_sound
        logits = decoder.delay_logits(self._last_index)
        return draw_delay(logits, self._time, params, rng, drift=self._drift, left=left)

    def _after_last(self, decoder: Decoder, ioi: float) -> tuple[Decoder, int]:
        """A decoder that has heard the last note with this delay, and the delay's index."""
        delay = nearest_delay(ioi / self._time.unit)
        if self._recent.last is None or ioi < CHORD:
            return decoder, delay
        ahead = decoder.fork()
        ahead.step(self._last_index, delay)
        return ahead, delay

    def _allowed(self, logits: Array, ioi: float, params: SamplingParams) -> Array:
        """The logits of the 128 pitches, -inf where a pitch may not be played."""
        within = reach(self._player.register, params)
        first = LOWEST - self._player.shift
        spread: Array = np.full(128, NEVER, dtype=np.float32)
        low, high = max(first, 0), min(first + PITCHES, 128)
        spread[low:high] = logits[low - first : high - first]
        chord = self._recent.chord if ioi < CHORD else frozenset[int]()
        kept = allowed(spread, within, chord)
        # The player may reach further than the network's seven octaves.
        return kept if np.isfinite(kept).any() else np.where(within, np.float32(0.0), NEVER)

    @property
    def _time(self) -> Time:
        return Time(self._player.unit(self._tempo_bpm), self._player.share)

    @property
    def _drift(self) -> float:
        unit = self._time.unit
        return self._recent.usual_pace / unit if self._recent.usual_pace else 1.0

    @property
    def _last_index(self) -> int:
        """The highest pitch of the last note or chord, where there is one, as the codec's."""
        return pitch_index(max(self._recent.chord, default=MIDDLE), self._player.shift)

    @property
    def _onset(self) -> float:
        """When the last note, or the chord that it is of, began."""
        return self._recent.last.onset if self._recent.last else 0.0


def load_mind(path: Path) -> VrashMind:
    """Return a mind with the weights at `path`; WeightsError, one line, if they are unfit."""
    weights = read_vrash(path)
    if weights.config.kind != "vrash":
        raise WeightsError(
            f"{path}: holds the paper's {weights.config.kind}, which cannot answer; "
            "train one with: antiphon train vrash"
        )
    return VrashMind(weights, read_training_runs())


def _noise(size: int, temperature: float, rng: Random) -> Array:
    scale = min(temperature, FURTHEST)
    return np.array([rng.gauss(0.0, scale) for _ in range(size)], dtype=np.float32)
