"""papers/001's melody LSTM as a mind: one symbol a 16th, on the beat clock of the tempo knob.

A player who plainly keeps another time is heard and answered in that.
It hears in C major or A minor, where it was taught, and plays in the player's key. Knows notes
and keys; knows no port and no clock. What may be drawn is grid_draw's matter.
"""

from collections import deque
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from math import inf
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.pitch_choice import reach
from antiphon_models.runtime.grid_lstm import GridStepper, GridWeights, load_grid
from antiphon_models.sampling import probabilities
from antiphon_models.systems.grid_alphabet import GridAlphabet
from antiphon_models.systems.grid_draw import Choice, symbol_chances
from antiphon_models.systems.grid_key import Home
from antiphon_models.systems.grid_line import BAR, GridLine, LineState, Place
from antiphon_models.systems.grid_tempo import kept_sixteenth, sixteenth_of

# The player's key is that of so many latest notes, and the register that of so many.
KEY_NOTES: Final = 32
REGISTER_NOTES: Final = 64
# In a new key so many 16ths of the last notes are heard again: a millisecond's worth.
HEARD_AGAIN: Final = 2 * BAR
# So many symbols are drawn at most until a note begins, and so many until it ends.
MOST_DRAWN: Final = BAR
# What comes next is expected after as many 16ths as came last, but for pauses.
USUAL_GAP: Final = 8
MIDDLE_VELOCITY: Final = 72
TEMPO_BPM: Final = 120.0


@dataclass(frozen=True, slots=True)
class _Draft:
    """A note that was proposed, and how the line stood before it was drawn."""

    note: Note
    before: LineState


class GridMind:
    """An Improviser that steps the grid network once for each 16th.

    Not thread-safe; forks share the weights only.
    """

    def __init__(self, weights: GridWeights) -> None:
        self.name = weights.name
        self._alphabet = GridAlphabet(weights.config.symbol_map)
        # A 16th of the tempo knob's.
        self._wanted = sixteenth_of(TEMPO_BPM)
        self._line = GridLine(GridStepper(weights), self._alphabet, self._wanted)
        self._home = Home()
        self._draft: _Draft | None = None
        self._notes: deque[Note] = deque(maxlen=HEARD_AGAIN)
        self._players: deque[Note] = deque(maxlen=KEY_NOTES)
        self._register: deque[int] = deque(maxlen=REGISTER_NOTES)

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        self._undraw()
        for notes in (self._notes, self._players):
            notes.append(note)
        self._register.append(note.pitch)
        before, self._home = self._home, self._home.after(self._players, self._alphabet.middle)
        onsets = [heard.onset for heard in self._players]
        sixteenth = kept_sixteenth(onsets, self._wanted, self._line.sixteenth)
        if (self._home.shift, self._line.sixteenth) == (before.shift, sixteenth):
            self._take_in(note)
        else:
            self._line.sixteenth = sixteenth
            self._hear_again()

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        for notes in (self._notes, self._players):
            _replace_last(notes, note)
        self._line.release(note.pitch - self._home.shift, note.onset, note.offset)

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        self._notes.append(note)
        if self._draft and self._is_drawn(note, self._draft.note):
            # The line already stands at this note's end.
            self._draft = None
            return
        self._undraw()
        self._take_in(note)

    def adopt(self, params: SamplingParams) -> None:
        """Hear on this tempo's grid from now on, the last notes too."""
        sixteenth = sixteenth_of(params.tempo_bpm)
        if sixteenth != self._wanted:
            self._undraw()
            self._wanted = self._line.sixteenth = sixteenth
            self._hear_again()

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided.

        It stands on the grid, counted from the first note of the answer.
        """
        self._undraw()
        line, choice, before = self._line, self._choice(params), self._line.snapshot()
        line.sixteenth = choice.sixteenth
        place = line.place
        if place and ioi is None:
            number, steps = self._until_note(choice, place, rng)
            onset = place.slot + steps * line.sixteenth
        else:
            onset = (place.onset if place else 0.0) + (ioi or 0.0)
            steps = line.steps_to_entry(onset)
            line.fill(steps)
            number = choice.draw(line.stepper.logits(), choice.beginning, rng)
        since = max(onset - place.onset, 0.0) if place else ioi or 0.0
        pitch = choice.played(number)
        source = Source("network", self._probability(number))
        line.land(number, Place(pitch - self._home.shift, onset, onset, inf, steps))
        duration = self._until_end(choice, rng) * line.sixteenth
        self._draft = _Draft(Note(pitch, self._velocity, onset, duration), before)
        return Proposal(since, pitch, self._velocity, duration, source)

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch is to be next, as long after the last as that was."""
        self._undraw()
        line, choice, before = self._line, self._choice(params), self._line.snapshot()
        if line.place and line.place.stepped == 1:
            line.fill(min(line.place.gap, USUAL_GAP))
        logits, knobs = line.stepper.logits(), choice.params
        chances = symbol_chances(
            logits, choice.beginning, knobs.temperature, knobs.adaptive_temperature
        )
        expected = [0.0] * 128
        for number in self._alphabet.numbers:
            expected[choice.played(number)] += float(chances[number])
        line.restore(before)
        return expected

    def closing(self) -> float:
        """Return how likely a rest or the end is, 0..1, as soon as the note last heard ends."""
        if self._line.place is None:
            return 0.0
        likely = probabilities(self._line.stepper.logits())
        over = likely[self._alphabet.end]
        if self._alphabet.rest is not None:
            over += likely[self._alphabet.rest]
        return min(float(over / (1.0 - likely[self._alphabet.hold] + 1e-9)), 1.0)

    def fork(self) -> "GridMind":
        """Return a copy that may be thrown away."""
        fork = copy(self)
        fork._line = self._line.fork()
        fork._notes = self._notes.copy()
        fork._players = self._players.copy()
        fork._register = self._register.copy()
        return fork

    def forget(self) -> None:
        """Forget everything heard and played."""
        self._line.reset()
        self._line.sixteenth = self._wanted
        self._home = Home()
        self._draft = None
        for notes in (self._notes, self._players):
            notes.clear()
        self._register.clear()

    def learn(self, stretch: Stretch) -> None:
        """Do nothing: the paper's system has no memory that a piece could be put into."""

    def unlearn(self) -> None:
        """Do nothing: nothing was learned."""

    # What was heard.

    def _take_in(self, note: Note) -> None:
        until = note.offset if note.duration else inf
        self._line.take_in(note.pitch - self._home.shift, note.onset, until)

    def _hear_again(self) -> None:
        """Hear the last notes from the start, in the key and on the grid as they are now."""
        self._line.reset()
        earliest = self._notes[-1].onset - HEARD_AGAIN * self._line.sixteenth if self._notes else 0
        for note in self._notes:
            if note.onset >= earliest:
                self._take_in(note)

    # What is drawn.

    def _undraw(self) -> None:
        """Be as before a proposal that was not played."""
        if self._draft:
            self._line.restore(self._draft.before)
            self._draft = None

    def _is_drawn(self, note: Note, drawn: Note) -> bool:
        near = self._line.sixteenth / 2
        return (
            note.pitch == drawn.pitch
            and abs(note.onset - drawn.onset) <= near
            and abs(note.duration - drawn.duration) <= near
        )

    def _choice(self, params: SamplingParams) -> Choice:
        within, sixteenth = reach(self._register, params), sixteenth_of(params.tempo_bpm)
        if sixteenth == self._wanted:
            sixteenth = self._line.sixteenth
        return Choice(self._alphabet, params, within, self._home.shift, sixteenth)

    def _until_note(self, choice: Choice, place: Place, rng: Random) -> tuple[int, int]:
        """Draw until a note begins; return its symbol's number and the 16ths until then."""
        line, steps, silent = self._line, place.stepped, 0
        number, weights = line.following, choice.ended if place.is_whole else choice.sounding
        # A knob may have been turned since it was drawn.
        if number is None or not weights[number]:
            number = choice.draw(line.stepper.logits(), weights, rng)
        while not choice.beginning[number]:
            line.stepper.step(number)
            steps += 1
            silent += bool(silent) or number == self._alphabet.rest
            weights = choice.resting(silent) if silent else choice.sounding
            if steps - place.stepped >= MOST_DRAWN:
                weights = choice.beginning
            number = choice.draw(line.stepper.logits(), weights, rng)
        return number, steps

    def _until_end(self, choice: Choice, rng: Random) -> int:
        """Draw until the note that has begun ends; return its 16ths."""
        for length in range(1, MOST_DRAWN):
            number = choice.draw(self._line.stepper.logits(), choice.sounding, rng)
            if number != self._alphabet.hold:
                self._line.end(number)
                return length
            self._line.hold()
        self._line.end(None)
        return MOST_DRAWN

    def _probability(self, number: int) -> float:
        """Return the network's own probability of this note, given that one begins."""
        likely = probabilities(self._line.stepper.logits())
        return float(likely[number] / likely[self._alphabet.numbers].sum())

    @property
    def _velocity(self) -> int:
        """As loud as the player of late: the paper's symbols have no loudness."""
        played = [note.velocity for note in self._players]
        return int(median(played)) if played else MIDDLE_VELOCITY


def load_mind(path: Path) -> GridMind:
    """Return a mind with the weights at `path`; WeightsError, naming the file, if unfit."""
    return GridMind(load_grid(path))


def _replace_last(notes: deque[Note], note: Note) -> None:
    """Put `note` in the place of the last one with its onset and pitch."""
    for at in range(len(notes) - 1, -1, -1):
        if (notes[at].onset, notes[at].pitch) == (note.onset, note.pitch):
            notes[at] = note
            return
