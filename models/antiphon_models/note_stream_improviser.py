"""A mind made of the note-stream network and the memory of the player.

The network says when and how, and, where it is sure enough, what; where it is not, motifs
decide: the player's own, and those of the pieces that it was taught. Knows no clock and no
port; when, what and how are chosen in onset_choice, pitch_choice and delivery.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from antiphon_models.codecs.note_stream import IOI, feed
from antiphon_models.delivery import drawn, source_of
from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.memory import MotifMemory
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.onset_choice import draw_ioi, motif_ioi
from antiphon_models.pitch_choice import Pitches, allowed, has_room, reach, unlooped
from antiphon_models.recent import CHORD, Recent
from antiphon_models.recollection import Recollection, recalled
from antiphon_models.runtime.note_stream import NoteStreamStepper, load_note_stream
from antiphon_models.runtime.note_stream_weights import Array
from antiphon_models.sampling import Distribution, adapted, draw, probabilities
from antiphon_models.style_blend import Style, style_of
from antiphon_models.taught_memory import TaughtMemory

# The player's register is that of this many latest notes.
REGISTER_NOTES = 64
# A place of the player's playing is not used twice within this many motif notes.
UNREPEATED = 256


@dataclass(slots=True)
class _Player:
    """What all forks share: the player's notes, register and style, and what was taught."""

    memory: MotifMemory = field(default_factory=MotifMemory)
    taught: TaughtMemory = field(default_factory=TaughtMemory)
    register: deque[int] = field(default_factory=lambda: deque(maxlen=REGISTER_NOTES))
    style: Style = 0


class NoteStreamImproviser:
    """An Improviser that steps the note-stream network once for each note that sounds.

    Not thread-safe. `name` tells the weights apart.
    """

    def __init__(self, stepper: NoteStreamStepper) -> None:
        self.name = stepper.name
        self._stepper = stepper
        self._player = _Player()
        self._recent = Recent()
        self._used: deque[int] = deque(maxlen=UNREPEATED)
        self._used_taught: deque[int] = deque(maxlen=UNREPEATED)

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        self._player.memory.add(note)
        self._player.register.append(note.pitch)
        self._step(note)

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        self._player.memory.finish(note)
        self._recent = self._recent.ended(note)

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        self._step(note)

    def adopt(self, params: SamplingParams) -> None:
        """Hear in this style from now on; all forks do."""
        self._player.style = style_of(params)

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided."""
        within = reach(self._player.register, params)
        wanted, surest_ioi = (ioi, 1.0) if ioi is not None else self._ioi(within, params, rng)
        logits = self._allowed(self._stepper.pitch_logits(*IOI.bin_of(wanted)), wanted, within)
        likely = probabilities(logits)
        recollection = self._recollection(params, likely, surest_ioi * float(likely.max()))
        if recollection is None or self._is_doubled(recollection):
            return self._network_proposal(wanted, logits, likely, params, rng)
        motif, piece = recollection
        (self._used_taught if piece else self._used).append(motif.position)
        if ioi is None:
            wanted = motif_ioi(motif, self._recent.left_to_sound, params, rng)
        source = source_of(motif, float(likely[motif.pitch]), piece)
        if motif.duration == 0.0:
            return self._drawn(wanted, motif.pitch, source, params, rng)
        duration = motif.duration / params.density
        return Proposal(wanted, motif.pitch, motif.velocity, duration, source)

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch is to be next, at the likeliest time."""
        ioi_bin = int(self._stepper.ioi_logits().argmax())
        logits = self._stepper.pitch_logits(ioi_bin, 0.5)
        within = reach(self._player.register, params)
        kept = self._allowed(logits, IOI.seconds_of(ioi_bin, 0.5), within)
        return [float(p) for p in probabilities(kept, params.temperature)]

    def fork(self) -> "NoteStreamImproviser":
        """Return a copy that may be thrown away; it shares the memory of the player."""
        copy = NoteStreamImproviser(self._stepper.fork())
        copy._player = self._player
        copy._recent = self._recent
        copy._used = self._used.copy()
        copy._used_taught = self._used_taught.copy()
        return copy

    def forget(self) -> None:
        """Forget everything heard and played; what was taught stays."""
        self._stepper.reset()
        self._player.memory.forget()
        self._player.register.clear()
        self._recent = Recent()
        self._used.clear()
        self._used_taught.clear()

    def learn(self, stretch: Stretch) -> None:
        """Remember a stretch of a taught piece, apart from the player's own playing."""
        self._player.taught.learn(stretch)

    def unlearn(self) -> None:
        """Forget everything taught."""
        self._player.taught.forget()
        self._used_taught.clear()

    def _step(self, note: Note) -> None:
        self._stepper.step(*feed(note, self._recent.last), self._player.style)
        self._recent = self._recent.after(note)

    def _ioi(self, within: Pitches, params: SamplingParams, rng: Random) -> tuple[float, float]:
        left, may_join = self._recent.left_to_sound, has_room(within, self._recent.chord)
        return draw_ioi(self._stepper, left, params, rng, may_join=may_join)

    def _allowed(self, logits: Array, ioi: float, within: Pitches) -> Array:
        chord = self._recent.chord if ioi < CHORD else frozenset[int]()
        return allowed(logits, within, chord)

    def _recollection(
        self, params: SamplingParams, likely: Distribution, surest: float
    ) -> Recollection | None:
        """What comes to mind, where the best guess at a note, `surest`, is not sure."""
        if params.motif_threshold == 0.0 or surest > params.motif_threshold:
            return None
        context = self._recent.context
        return recalled(
            self._player.memory.continuation(context, params.window, self._used),
            self._player.taught.continuation(context, self._used_taught),
            likely,
        )

    def _is_doubled(self, recollection: Recollection) -> bool:
        # In the player's own time it may fall into the chord, which may hold its pitch already.
        motif, _ = recollection
        return motif.ioi < CHORD and motif.pitch in self._recent.chord

    def _network_proposal(
        self, ioi: float, logits: Array, likely: Distribution, params: SamplingParams, rng: Random
    ) -> Proposal:
        temperature = adapted(params.temperature, logits, params.adaptive_temperature)
        chances = likely if temperature == 1.0 else probabilities(logits, temperature)
        pitch = draw(unlooped(chances, self._recent.context.pitches, temperature), rng)
        return self._drawn(ioi, pitch, Source("network", float(likely[pitch])), params, rng)

    def _drawn(
        self, ioi: float, pitch: int, source: Source, params: SamplingParams, rng: Random
    ) -> Proposal:
        pace = self._recent.pace
        return drawn(self._stepper, ioi, pitch, source, pace=pace, params=params, rng=rng)


def load_improviser(path: Path | None = None) -> NoteStreamImproviser:
    """Return a mind with the weights at `path`, or the shipped ones; WeightsError if unfit."""
    return NoteStreamImproviser(load_note_stream(path))
