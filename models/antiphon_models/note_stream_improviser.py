"""A mind made of the note-stream network and the memory of the player.

The network and the motifs of the player, and of the pieces that it was taught, are weighed in
anticipation by what has come true; when, what and how are then chosen in onset_choice,
pitch_choice and delivery. Knows no clock and no port.
"""

from collections import deque
from collections.abc import Callable, Container, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from antiphon_models.anticipation import Anticipation
from antiphon_models.anticipation_file import read_anticipation
from antiphon_models.breath import breath
from antiphon_models.codecs.note_stream import DURATION, IOI, Fed, feed
from antiphon_models.copy_guard import draw_original
from antiphon_models.delivery import drawn, source_of
from antiphon_models.handover import HEARD_AGAIN, handed_over
from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.memory import MotifMemory
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.note_values import NoteValues
from antiphon_models.onset_choice import draw_ioi_bin, hurried
from antiphon_models.pitch_choice import Pitches, allowed, has_room, reach, unlooped
from antiphon_models.recent import CHORD, Recent
from antiphon_models.recollection import Recollection, in_one_breath, origin, own_ioi, recollections
from antiphon_models.repertoire import Repertoire
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.note_stream import NoteStreamStepper, load_note_stream
from antiphon_models.runtime.note_stream_weights import NoteStreamWeights
from antiphon_models.sampling import adapted, probabilities, tempered
from antiphon_models.style_blend import Style, is_same, style_of
from antiphon_models.taught_memory import TaughtMemory
from antiphon_models.training_runs import NO_RUNS, TrainingRuns, read_training_runs

# The player's register is that of this many latest notes.
REGISTER_NOTES = 64
# A place of the player's playing is not used twice within this many motif notes.
UNREPEATED = 256
# In a new style so many of the last notes are heard again. Of what a style changes in the next
# onset, that brings 97 % at once; hearing as many new notes would bring 66 %. A step is 0.1 ms.
HEARD_IN_NEW_STYLE = 32


@dataclass(slots=True)
class _Player:
    """What all forks share: the player's notes, what was taught, and what both have foretold.

    `style` and `window` are as the knobs stand.
    """

    anticipation: Anticipation
    memory: MotifMemory = field(default_factory=MotifMemory)
    taught: TaughtMemory = field(default_factory=TaughtMemory)
    register: deque[int] = field(default_factory=lambda: deque(maxlen=REGISTER_NOTES))
    iois: NoteValues = field(default_factory=lambda: NoteValues(IOI))
    durations: NoteValues = field(default_factory=lambda: NoteValues(DURATION))
    pace: float = 0.0
    style: Style = 0
    window: int = 512


class NoteStreamImproviser:
    """An Improviser that steps the note-stream network once for each note that sounds.

    Not thread-safe. `name` tells the weights apart; `anticipation` is what it begins with;
    `repertoire` says which networks speak for which styles, if not the one for all; `training`
    is what it must not copy.
    """

    def __init__(
        self,
        stepper: NoteStreamStepper,
        anticipation: Anticipation | None = None,
        repertoire: Repertoire | None = None,
        training: TrainingRuns = NO_RUNS,
    ) -> None:
        self.name = stepper.name
        self.repertoire = repertoire or Repertoire(stepper.weights)
        self._stepper = stepper
        self.training = training
        self._heard: deque[Fed] = deque(maxlen=HEARD_AGAIN)
        self._player = _Player(anticipation or Anticipation())
        self._recent = Recent()
        # The style in which the last notes were heard: a fork may have been kept from before.
        self._style: Style = 0
        # The machine's own notes since the player's last.
        self._own = Context()
        self._used: deque[int] = deque(maxlen=UNREPEATED)
        self._used_taught: deque[int] = deque(maxlen=UNREPEATED)

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        fed = feed(note, self._recent.last)
        if self._recent.last:
            recalled = self._recalled(self._player.window)
            self._player.anticipation.learn(self._stepper, recalled, fed)
        if len(self._player.memory):
            self._player.iois.hear(note.onset - self._player.memory.last_onset)
        self._player.memory.add(note)
        self._player.register.append(note.pitch)
        self._step(note, fed)
        self._own = Context()
        self._player.pace = self._recent.usual_pace

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        self._player.memory.finish(note)
        self._player.durations.hear(note.duration)
        self._recent = self._recent.ended(note)

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        self._step(note, feed(note, self._recent.last))
        self._own = self._own.after(note.pitch)

    def adopt(self, params: SamplingParams) -> None:
        """Hear in this style, and within this window, from now on; all forks do.

        The last notes are heard again in a new style, and where another network speaks for
        it, it takes over; but not in the forks, until they are told themselves.
        """
        self._player.window = params.window
        style, before = style_of(params), self._style
        self._player.style = self._style = style
        speaker = self.repertoire.speaker(params)
        if speaker is self._stepper.weights and not is_same(style, before):
            self._hear_again(style)
        self._stepper = handed_over(self._stepper, speaker, self._heard, style)

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided."""
        within = reach(self._player.register, params)
        recalled = self._recalled(params.window, self._used, self._used_taught)
        recalled = in_one_breath(recalled, self._player.pace)
        wanted = self._ioi(recalled, within, params, rng) if ioi is None else ioi
        logits = self._allowed(self._stepper.pitch_logits(*IOI.bin_of(wanted)), wanted, within)
        likely = probabilities(logits)
        expected = self._player.anticipation.pitch(likely, recalled, params.motif_threshold)
        temperature = adapted(params.temperature, expected, params.adaptive_temperature)
        chances = expected if temperature == 1.0 else tempered(expected, temperature)
        chances = unlooped(chances, self._recent.context.pitches, temperature)
        pitch = draw_original(chances, self._own, self.training, rng)
        probability = float(likely[pitch])
        remembered = origin(recalled, pitch) if expected[pitch] > probability else None
        if remembered:
            return self._remembered(wanted, remembered, probability, params, rng)
        return self._drawn(wanted, pitch, Source("network", probability), params, rng)

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch is to be next, at the likeliest time."""
        threshold, recalled = params.motif_threshold, self._recalled(params.window)
        anticipation = self._player.anticipation
        when = probabilities(self._stepper.ioi_logits())
        ioi_bin = int(anticipation.ioi(when, recalled, threshold).argmax())
        logits = self._stepper.pitch_logits(ioi_bin, 0.5)
        within = reach(self._player.register, params)
        likely = probabilities(self._allowed(logits, IOI.seconds_of(ioi_bin, 0.5), within))
        expected = anticipation.pitch(likely, recalled, threshold)
        return [float(p) for p in tempered(expected, params.temperature)]

    def closing(self) -> float:
        """Return how well the note that has just begun would close a phrase, 0..1."""
        return breath(self._stepper, self._recent.usual_pace)

    def fork(self) -> "NoteStreamImproviser":
        """Return a copy that may be thrown away; it shares the memory of the player."""
        # A shallow copy, and what a fork changes of its own: all else is shared or immutable.
        fork = copy(self)
        fork._stepper = self._stepper.fork()
        fork._heard = self._heard.copy()
        fork._used = self._used.copy()
        fork._used_taught = self._used_taught.copy()
        return fork

    def forget(self) -> None:
        """Forget everything heard and played; what was taught stays."""
        self._stepper.reset()
        self._player.memory.forget()
        self._player.anticipation.forget()
        self._player.register.clear()
        self._player.iois.forget()
        self._player.durations.forget()
        self._player.pace = 0.0
        self._recent = Recent()
        self._own = Context()
        self._heard.clear()
        self._used.clear()
        self._used_taught.clear()

    def learn(self, stretch: Stretch) -> None:
        """Remember a stretch of a taught piece, apart from the player's own playing."""
        self._player.taught.learn(stretch)

    def unlearn(self) -> None:
        """Forget everything taught."""
        self._player.taught.forget()
        self._used_taught.clear()

    def _step(self, note: Note, fed: Fed) -> None:
        self._heard.append(fed)
        self._stepper.step(*fed, self._player.style)
        self._recent = self._recent.after(note)

    def _hear_again(self, style: Style) -> None:
        self._stepper.reset()
        for fed in list(self._heard)[-HEARD_IN_NEW_STYLE:]:
            self._stepper.step(*fed, style)

    def _recalled(
        self, window: int, used: Container[int] = (), used_taught: Container[int] = ()
    ) -> list[Recollection]:
        """What comes to mind, but for the places that were used of late."""
        context, player = self._recent.context, self._player
        own = player.memory.matches(context, window, used)
        return recollections(own, player.taught.matches(context, used_taught))

    def _ioi(
        self, recalled: list[Recollection], within: Pitches, params: SamplingParams, rng: Random
    ) -> float:
        left, may_join = self._recent.left_to_sound, has_room(within, self._recent.chord)
        likely = probabilities(self._stepper.ioi_logits())
        expected = self._player.anticipation.ioi(likely, recalled, params.motif_threshold)
        index = draw_ioi_bin(expected, left, params, rng, may_join=may_join)
        if expected[index] > likely[index] and (exact := own_ioi(recalled, index)):
            ioi = exact
        else:
            ioi = self._player.iois.exact(index, self._stepper.ioi_inside(index))
        if params.density == 1.0:
            return ioi
        pace = self._player.pace
        drift = self._recent.usual_pace / pace if pace else 1.0
        return hurried(ioi, params.density, drift, rng)

    def _allowed(self, logits: Array, ioi: float, within: Pitches) -> Array:
        chord = self._recent.chord if ioi < CHORD else frozenset[int]()
        return allowed(logits, within, chord)

    def _remembered(
        self,
        ioi: float,
        remembered: Recollection,
        probability: float,
        params: SamplingParams,
        rng: Random,
    ) -> Proposal:
        """The note as the player, or the piece, once played it."""
        motif, piece = remembered
        (self._used_taught if piece else self._used).append(motif.position)
        source = source_of(motif, probability, piece)
        if motif.duration == 0.0:
            return self._drawn(ioi, motif.pitch, source, params, rng)
        duration = motif.duration / params.density
        return Proposal(ioi, motif.pitch, motif.velocity, duration, source)

    def _drawn(
        self, ioi: float, pitch: int, source: Source, params: SamplingParams, rng: Random
    ) -> Proposal:
        pace = self._recent.pace
        made = drawn(self._stepper, ioi, pitch, source, pace=pace, params=params, rng=rng)
        exact = self._player.durations.exact(*DURATION.bin_of(made.duration))
        return replace(made, duration=exact)


def load_improviser(
    path: Path | None = None, repertoire_of: Callable[[NoteStreamWeights], Repertoire] = Repertoire
) -> NoteStreamImproviser:
    """Return a mind with the weights at `path`, or the shipped ones; WeightsError if unfit.

    `repertoire_of` says which other networks it may speak with.
    """
    stepper = load_note_stream(path)
    repertoire = repertoire_of(stepper.weights)
    return NoteStreamImproviser(stepper, read_anticipation(), repertoire, read_training_runs())
