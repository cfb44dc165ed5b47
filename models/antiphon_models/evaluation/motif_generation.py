"""Many lines at once by papers/000's network, each with its own temperature and its own adviser.

Knows tokens, the network in NumPy and who may decide in its place; measures nothing.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from antiphon_models.anticipation import Anticipation
from antiphon_models.codecs.note_stream import PITCHES
from antiphon_models.codecs.pitch_sequence import PitchAlphabet
from antiphon_models.memory import MotifMemory
from antiphon_models.motif_dictionary import LONGEST, MotifLookup
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note
from antiphon_models.recollection import recollections
from antiphon_models.runtime.motif_lstm import LstmRows
from antiphon_models.runtime.motif_weights import MotifWeights

# As the knobs and the mind have them on the stage.
WINDOW = 512
UNREPEATED = 256
EARNED = 0.25

Chances = npt.NDArray[np.float64]


class Adviser(Protocol):
    """Whoever hears a line grow and may have a word in how it goes on."""

    def hear(self, token: int) -> None:
        """Take in the next token of the line."""
        ...

    def says(self) -> int | None:
        """Return the token that should come next; None for no opinion."""
        ...

    def bent(self, chances: Chances) -> Chances:
        """Return how likely each token is, given how likely the network alone thinks it is."""
        ...


class Nobody:
    """No adviser: the network alone."""

    def hear(self, token: int) -> None:
        """Take nothing in."""

    def says(self) -> int | None:
        """Return None."""
        return None

    def bent(self, chances: Chances) -> Chances:
        """Return `chances` as they are."""
        return chances


class FromDictionary(Nobody):
    """The motif dictionary, by the rule of its lookup."""

    def __init__(self, lookup: MotifLookup) -> None:
        self._lookup = lookup
        self._line: deque[int] = deque(maxlen=LONGEST)

    def hear(self, token: int) -> None:
        """Take in the next token of the line."""
        self._line.append(token)

    def says(self) -> int | None:
        """Return what the first motif that fits says."""
        word = self._lookup.after(tuple(self._line))
        return word.token if word else None


class FromMemory(Nobody):
    """Antiphon's motif memory of the line itself: the longest earlier match, no place twice."""

    def __init__(self, alphabet: PitchAlphabet) -> None:
        self._alphabet = alphabet
        self._memory = MotifMemory()
        self._context = Context()
        self._used: deque[int] = deque(maxlen=UNREPEATED)

    def hear(self, token: int) -> None:
        """Take in the next token of the line."""
        pitch = self._alphabet.pitches[token]
        self._memory.add(Note(pitch, 64, float(len(self._memory))))
        self._context = self._context.after(pitch)

    def says(self) -> int | None:
        """Return what followed the longest match, in this key or in another."""
        found = self._memory.matches(self._context, WINDOW, self._used)
        known = [motif for motif in found if motif.pitch in self._alphabet.pitches]
        if not known:
            return None
        best = max(known, key=lambda motif: motif.match_length)
        self._used.append(best.position)
        return self._alphabet.token(best.pitch)


class Mixing(FromMemory):
    """Antiphon's own way: memory and network as one distribution, and no gate."""

    def __init__(self, alphabet: PitchAlphabet, anticipation: Anticipation) -> None:
        super().__init__(alphabet)
        self._anticipation = anticipation

    def says(self) -> int | None:
        """Return None: what it has to say is in the chances."""
        return None

    def bent(self, chances: Chances) -> Chances:
        """Return the mixture, the memory believed as far as its like has come true."""
        recalled = recollections(self._memory.matches(self._context, WINDOW, self._used), [])
        pitches = list(self._alphabet.pitches)
        everywhere = np.zeros(PITCHES)
        everywhere[pitches] = chances
        mixed = self._anticipation.pitch(everywhere, recalled, EARNED)
        # A place is used once it has had its say, as on the stage.
        self._used.extend(each.motif.position for each in recalled)
        kept: Chances = mixed[pitches]
        return kept


@dataclass(frozen=True, slots=True)
class Job:
    """One line: `uniforms` are its dice, one for each note, 0..1."""

    adviser: Adviser
    temperature: float
    threshold: float
    uniforms: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens that were made, and how many of them an adviser decided."""

    tokens: list[int]
    advised: int


def generate(weights: MotifWeights, start: Sequence[int], jobs: Sequence[Job]) -> list[Line]:
    """Return a line for each job, as many notes as it has dice; all go on from `start`.

    MotifPredict (papers/000, Algorithm 1): the network sees the last window only, the gate is
    asked after temperature. All jobs have as many dice.
    """
    for job in jobs:
        for token in start:
            job.adviser.hear(token)
    asked = _Asked(weights, jobs)
    windows = np.tile(np.array(start[-weights.config.steps :], dtype=np.intp), (len(jobs), 1))
    made = []
    for note in range(len(jobs[0].uniforms)):
        made.append(asked.next_notes(windows, note))
        windows = np.concatenate([windows, made[-1][:, None]], axis=1)[:, -weights.config.steps :]
    lines = np.array(made).T.tolist()
    return [Line(line, advised) for line, advised in zip(lines, asked.advised, strict=True)]


class _Asked:
    """All jobs in progress."""

    def __init__(self, weights: MotifWeights, jobs: Sequence[Job]) -> None:
        self._weights = weights
        self._jobs = jobs
        self._rows = LstmRows(weights, len(jobs))
        self._temperatures = np.array([[job.temperature] for job in jobs])
        self._thresholds = np.array([job.threshold for job in jobs])
        self._dice = np.array([job.uniforms for job in jobs])
        self.advised = [0] * len(jobs)

    def next_notes(self, windows: npt.NDArray[np.intp], note: int) -> npt.NDArray[np.intp]:
        """Return the token of every line that follows its window: its note number `note`."""
        chances = _tempered(self._bent(self._logits(windows)), self._temperatures)
        tokens = _drawn(chances, self._dice[:, note])
        for row in np.flatnonzero(chances.max(axis=1) <= self._thresholds).tolist():
            word = self._jobs[row].adviser.says()
            if word is not None:
                tokens[row] = word
                self.advised[row] += 1
        for job, token in zip(self._jobs, tokens.tolist(), strict=True):
            job.adviser.hear(token)
        return tokens

    def _logits(self, windows: npt.NDArray[np.intp]) -> Chances:
        self._rows.clear()
        for column in windows.T:
            self._rows.step(self._weights.fed[column])
        logits = self._rows.hidden @ self._weights.out.T + self._weights.out_bias
        return logits.astype(np.float64)

    def _bent(self, logits: Chances) -> Chances:
        """The chances at temperature 1 as the advisers bend them."""
        chances = _tempered(np.exp(logits - logits.max(axis=1, keepdims=True)), 1.0)
        for row, job in enumerate(self._jobs):
            chances[row] = job.adviser.bent(chances[row])
        return chances


def _tempered(chances: Chances, temperatures: Chances | float) -> Chances:
    powered: Chances = (chances / chances.max(axis=1, keepdims=True)) ** (1.0 / temperatures)
    powered /= powered.sum(axis=1, keepdims=True)
    return powered


def _drawn(chances: Chances, dice: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    cumulative = chances.cumsum(axis=1)
    # Rounding may leave the sum a little below a die of almost 1.
    wanted = dice[:, None] * cumulative[:, -1:]
    drawn: npt.NDArray[np.intp] = (cumulative > wanted).argmax(axis=1)
    return drawn
