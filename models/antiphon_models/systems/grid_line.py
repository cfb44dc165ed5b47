"""A line of notes on the 16th-note grid in progress: each 16th one step of the network.

Knows onsets in seconds, slots and symbols, pitches as the network has them; knows no knob and
no key.
"""

from copy import copy
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Final

from antiphon_models.recent import CHORD
from antiphon_models.runtime.grid_lstm import GridStepper
from antiphon_models.runtime.lstm import LstmState
from antiphon_models.systems.grid_alphabet import GridAlphabet

# A shorter silence than so many 16ths is how a note was played; scores write it as a hold.
ARTICULATION: Final = 4
BAR: Final = 16
# A silence of more than two bars is heard as one bar and what is left of the last, so that
# taking in a note stays a matter of a millisecond.
LONGEST_GAP: Final = 2 * BAR
# After a silence nobody counts 16ths: what comes later than BEAT after the last note is an entry
# on an eighth, and later than two beats on a beat. Left where it falls between, it would be heard
# as off the beat, and so would all that follows.
BEAT: Final = 4
EIGHTH: Final = 2


@dataclass(frozen=True, slots=True)
class Place:
    """The last note: it began at `onset`, heard as if in the slot at `slot`, both in seconds.

    It ended at `until`; infinite while it sounds. So many symbols were `stepped` from the slot
    on, the note's own and holds; `gap` is how many came from the slot of the note before. If
    `is_whole`, no hold is to come.
    """

    pitch: int
    onset: float
    slot: float
    until: float
    gap: int
    stepped: int = 1
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class LineState:
    """Where a line stood; `following` is a symbol drawn for the next 16th, not yet stepped."""

    network: LstmState
    before_note: LstmState
    place: Place | None
    following: int | None


class GridLine:
    """Notes that have been stepped through the network. Not thread-safe; forks share weights."""

    def __init__(self, stepper: GridStepper, alphabet: GridAlphabet, sixteenth: float) -> None:
        self.stepper = stepper
        self.sixteenth = sixteenth
        self.place: Place | None = None
        self.following: int | None = None
        self._alphabet = alphabet
        self.reset()

    def reset(self) -> None:
        """Be before the first note."""
        self.stepper.reset()
        self._before_note = self.stepper.snapshot()
        self.place = self.following = None

    def snapshot(self) -> LineState:
        """Return where the line stands."""
        return LineState(self.stepper.snapshot(), self._before_note, self.place, self.following)

    def restore(self, state: LineState) -> None:
        """Go back to a state from `snapshot`."""
        self.stepper.restore(state.network)
        self._before_note = state.before_note
        self.place, self.following = state.place, state.following

    def fork(self) -> "GridLine":
        """Return a line at the same place that goes its own way from here."""
        fork = copy(self)
        fork.stepper = self.stepper.fork()
        return fork

    def steps_to(self, onset: float) -> int:
        """Return how many 16ths after the last note's slot `onset` lies, at most LONGEST_GAP."""
        if self.place is None:
            return 0
        exact = (onset - self.place.slot) / self.sixteenth
        if exact <= 2 * BEAT:
            return round(exact)
        steps = BEAT * round(exact / BEAT)
        return steps if steps <= LONGEST_GAP else BAR + steps % BAR

    def steps_to_entry(self, onset: float) -> int:
        """Return the same for the first note of a turn."""
        steps = self.steps_to(onset)
        return EIGHTH * round(steps / EIGHTH) if steps > BEAT else max(steps, 1)

    def take_in(self, pitch: int, onset: float, until: float = inf) -> None:
        """Step to `onset` and take in the note there; `pitch` is as the network has it.

        Of notes in one slot the last is heard, of a chord the highest.
        """
        place, steps = self.place, self.steps_to(onset)
        if place and steps <= 0:
            is_below = onset - place.onset < CHORD and pitch < place.pitch
            if not is_below:
                self.stepper.restore(self._before_note)
                self._begin(self._alphabet.number_of(pitch))
                self.place = replace(
                    place, pitch=pitch, onset=onset, until=until, stepped=1, is_whole=False
                )
            return
        self.fill(steps)
        slot = onset
        if place and onset - place.slot <= 2 * BEAT * self.sixteenth:
            slot = place.slot + steps * self.sixteenth
        self._begin(self._alphabet.number_of(pitch))
        self.place = Place(pitch, onset, slot, until, steps)

    def fill(self, steps: int) -> None:
        """Step the holds and the rest that lie between the last note and `steps` 16ths after."""
        place = self.place
        self.following = None
        if place is None:
            return
        if steps < place.stepped:
            self._shorten(place)
        held = self._held(place, steps)
        rest = self._alphabet.rest
        for position in range(self.place.stepped if self.place else 1, steps):
            is_rest = position == held and rest is not None
            self.stepper.step(rest if is_rest and rest is not None else self._alphabet.hold)
        self.place = replace(place, stepped=max(steps, 1))

    def land(self, number: int, place: Place) -> None:
        """Take in a symbol that begins a note, at `place`, the line having come there."""
        self._begin(number)
        self.place = place
        self.following = None

    def hold(self) -> None:
        """Let the last note sound for another 16th."""
        self.stepper.step(self._alphabet.hold)
        if self.place:
            self.place = replace(self.place, stepped=self.place.stepped + 1)

    def end(self, following: int | None) -> None:
        """Let the last note end here; `following` is what was drawn to come next, if anything."""
        place = self.place
        if place:
            until = place.onset + place.stepped * self.sixteenth
            self.place = replace(place, until=until, is_whole=True)
        self.following = following

    def release(self, pitch: int, onset: float, until: float) -> None:
        """Learn when a note ended, which matters for the last."""
        if self.place and (self.place.pitch, self.place.onset) == (pitch, onset):
            self.place = replace(self.place, until=until)

    def _begin(self, number: int) -> None:
        self._before_note = self.stepper.snapshot()
        self.stepper.step(number)

    def _shorten(self, place: Place) -> None:
        """Unsay the holds of the last note: the next one comes sooner than it ends."""
        self.stepper.restore(self._before_note)
        self._begin(self._alphabet.number_of(place.pitch))
        self.place = replace(place, stepped=1)

    def _held(self, place: Place, steps: int) -> int:
        """Return how many of `steps` 16ths the last note was held for."""
        if not isfinite(place.until):
            return steps
        held = max(round((place.until - place.slot) / self.sixteenth), place.stepped, 1)
        return steps if steps - held < ARTICULATION else held
