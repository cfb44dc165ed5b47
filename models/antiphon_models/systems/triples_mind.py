"""Papers/002's ensemble as a mind: from the last 25 notes, the next pitch, step and duration.

Pitches are drawn; steps and durations are as the networks say, which draw nothing there, in the
paper as here. Knows no clock, no port and no torch.
"""

from collections import deque
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from antiphon_models.codecs.note_triples import WINDOW, Triple, fed
from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.onset_choice import ARTICULATION
from antiphon_models.pitch_choice import Pitches, allowed, has_room, reach, unlooped
from antiphon_models.recent import CHORD, Recent
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.triples import Foretold, fold
from antiphon_models.runtime.triples_weights import read_triples
from antiphon_models.runtime.triples_window import WindowedEnsemble
from antiphon_models.sampling import adapted, draw, probabilities

# The player's register is that of this many latest notes, the loudness that of these.
REGISTER_NOTES: Final = 64
VELOCITIES_HEARD: Final = 16
VELOCITY: Final = 72
# The networks, left to themselves, may go on at step 0 for ever: no chord has more notes.
LARGEST_CHORD: Final = 6
# Seconds. What a note's length or the pace is taken for while nothing tells it.
USUAL_DURATION, USUAL_PACE = 0.25, 0.25
SHORTEST: Final = 0.03
# A silence is heard as this many of the usual iois at most: the networks were taught no turns,
# and with the pauses of a conversation among their 25 notes they play slower with every answer.
LONGEST_SILENCE: Final = 1.0
# Means of times that could have been short or long are long: what the networks go on with is
# slower than what they go on from. So a line is held to the player's pace, within these bounds.
LATEST_COUNTS: Final = 0.3
MOST_HELD: Final = 2.0
# No probability is taken for less: its logarithm is needed.
LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class _Heard:
    """A note of the window; `stretched` is by how much its times were altered when proposed."""

    note: Note
    step: float
    stretched: float = 1.0


@dataclass(slots=True)
class _Player:
    """What all forks share of the player."""

    register: deque[int] = field(default_factory=lambda: deque(maxlen=REGISTER_NOTES))
    velocities: deque[int] = field(default_factory=lambda: deque(maxlen=VELOCITIES_HEARD))
    duration: float = USUAL_DURATION
    pace: float = 0.0


class TriplesMind:
    """An Improviser that speaks with papers/002's networks, several as one.

    Not thread-safe. It remembers of the player the last window of notes and no motif.
    """

    def __init__(self, ensemble: WindowedEnsemble, name: str) -> None:
        self.name = name
        self._ensemble = ensemble
        self._player = _Player()
        self._window: deque[_Heard] = deque(maxlen=WINDOW)
        self._recent = Recent()
        self._density = 1.0
        # Of the machine's own notes since the player's last; 0 where there are too few.
        self._own, self._pace = 0, 0.0
        self._foretold: Foretold | None = None

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        self._player.register.append(note.pitch)
        self._player.velocities.append(note.velocity)
        if not self._own:
            self._player.pace = _paced(self._player.pace, self._heard_step(note))
        self._own, self._pace = 0, 0.0
        self._take_in(note, 1.0)

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        self._player.duration = note.duration
        self._recent = self._recent.ended(note)
        for place in range(len(self._window) - 1, -1, -1):
            heard = self._window[place]
            if (heard.note.pitch, heard.note.onset) == (note.pitch, note.onset):
                self._window[place] = replace(heard, note=note)
                self._foretold = None
                return

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        if self._own:
            pace = self._pace or self._player.pace
            self._pace = _paced(pace, self._heard_step(note) * self._density)
        self._own += 1
        self._take_in(note, self._density)

    def adopt(self, params: SamplingParams) -> None:
        """Take what is played from now on for `density` times as fast as it was foretold."""
        self._density = params.density

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided."""
        self._density = params.density
        foretold, within = self._expected(), reach(self._player.register, params)
        step = self._step(foretold.step, within, params) if ioi is None else ioi
        logits = self._allowed(foretold, step, within)
        likely = probabilities(logits)
        temperature = adapted(params.temperature, likely, params.adaptive_temperature)
        chances = probabilities(logits, temperature)
        pitch = draw(unlooped(chances, self._recent.context.pitches, temperature), rng)
        velocity = rng.choice(self._player.velocities or (VELOCITY,))
        duration = max(foretold.duration / params.density / self._drift, SHORTEST)
        return Proposal(step, pitch, velocity, duration, Source("network", float(likely[pitch])))

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch is to be next, when the networks say."""
        foretold, within = self._expected(), reach(self._player.register, params)
        step = self._step(foretold.step, within, params)
        likely = probabilities(self._allowed(foretold, step, within), params.temperature)
        return [float(chance) for chance in likely]

    def closing(self) -> float:
        """Return 0.0: networks that know one next step, and not how likely it is, cannot tell."""
        return 0.0

    def fork(self) -> "TriplesMind":
        """Return a copy that may be thrown away; it shares what it knows of the player."""
        # A shallow copy, and what a fork changes of its own: all else is shared or immutable.
        fork = copy(self)
        fork._window = self._window.copy()
        return fork

    def forget(self) -> None:
        """Forget everything heard and played."""
        self._player.register.clear()
        self._player.velocities.clear()
        self._player.duration, self._player.pace = USUAL_DURATION, 0.0
        self._own, self._pace = 0, 0.0
        self._window.clear()
        self._recent = Recent()
        self._foretold = None

    def learn(self, stretch: Stretch) -> None:
        """Do nothing: the paper's networks learn in training only."""

    def unlearn(self) -> None:
        """Do nothing: nothing was taught."""

    def _take_in(self, note: Note, stretched: float) -> None:
        self._window.append(_Heard(note, self._heard_step(note), stretched))
        self._recent = self._recent.after(note)
        self._foretold = None

    def _heard_step(self, note: Note) -> float:
        """The step to `note`, a longer silence than the networks know cut short."""
        recent = self._recent
        if recent.last is None:
            return 0.0
        longest = recent.left_to_sound + LONGEST_SILENCE * (recent.usual_pace or USUAL_PACE)
        return min(max(note.onset - recent.last.onset, 0.0), longest)

    def _expected(self) -> Foretold:
        if self._foretold is None:
            triples = [self._triple(heard) for heard in self._window]
            self._foretold = self._ensemble.foretell(fed(triples))
        return self._foretold

    def _triple(self, heard: _Heard) -> Triple:
        """A note as the networks would have foretold it, at their own pace."""
        note, stretched = heard.note, heard.stretched
        # What still sounds has sounded since then, and will for as long as notes usually do.
        so_far = self._window[-1].note.onset - note.onset
        duration = note.duration or max(so_far, self._player.duration)
        return Triple(note.pitch, heard.step * stretched, duration * stretched)

    def _step(self, foretold: float, within: Pitches, params: SamplingParams) -> float:
        step, chord = foretold / params.density / self._drift, self._recent.chord
        if step < CHORD:
            if not self._recent.last:
                return 0.0
            if has_room(within, chord) and len(chord) < LARGEST_CHORD:
                return step
            step = (self._recent.usual_pace or USUAL_PACE) / params.density
        silence = step - self._recent.left_to_sound
        if silence <= ARTICULATION or not self._recent.last:
            return step
        rest = max(silence * params.rest_weight, ARTICULATION)
        return self._recent.left_to_sound + min(rest, params.longest_rest)

    @property
    def _drift(self) -> float:
        """How many times slower than the player the line goes already, but for the density."""
        if not (self._pace and self._player.pace):
            return 1.0
        return min(max(self._pace / self._player.pace, 1.0 / MOST_HELD), MOST_HELD)

    def _allowed(self, foretold: Foretold, step: float, within: Pitches) -> Array:
        """The logits of the 128 pitches, -inf where a pitch may not be played."""
        chord = self._recent.chord if step < CHORD else frozenset[int]()
        logits: Array = np.log(np.maximum(foretold.pitch, LEAST)).astype(np.float32)
        return allowed(logits, within, chord)


def _paced(pace: float, step: float) -> float:
    """Return the running mean of the steps' logarithms once `step` is known; chords are none."""
    if step < CHORD:
        return pace
    return pace * (step / pace) ** LATEST_COUNTS if pace else step


def load_mind(path: Path) -> TriplesMind:
    """Return a mind with the weights at `path`; WeightsError, one line, if they are unfit."""
    found = read_triples(path)
    members = [fold(network.tensors, network.config) for network in found.ensemble]
    return TriplesMind(WindowedEnsemble(members), found.description.name(path))
