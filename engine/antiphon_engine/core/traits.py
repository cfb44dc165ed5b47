"""What an answer is like, in the numbers that a listener's taste is learned by.

Knows a cue and an answer to it; does not know whether anybody likes either.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from antiphon_engine.core.cue import Cue
from antiphon_engine.core.listener import CHORD
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.taste import LAST_FIGURES, Kinship, Taste, akin, kinship, weighed
from antiphon_models.answer_features import entropies
from antiphon_models.learned_taste import LearnedTaste
from antiphon_models.music.notes import Note

# An answer is seldom longer: the wider windows of papers/003 would all say the same of it.
WINDOWS = (8, 16)
SHORTEST = 0.03
# Each trait, and by how much answers to one phrase differ in it: the mean standard deviation
# among the drafts of 117 answers to phrases of Bach and jazz (0.015 for `repeats` and `loops`,
# which are nought as a rule and would weigh too much).
SPREADS: Mapping[str, float] = {
    "likelihood": 0.34,
    "strangeness": 0.06,
    "displacement": 0.13,
    "repeats": 0.05,
    "loops": 0.05,
    "copied": 0.14,
    "notes": 0.2,
    "note changes": 0.26,
    "lengths": 0.25,
    "length changes": 0.33,
    "octave notes": 0.28,
    "octave note changes": 0.31,
    "least of 8": 0.23,
    "least of 16": 0.26,
    "mean of 8": 0.18,
    "mean of 16": 0.25,
    "leap": 1.0,
    "rise": 3.3,
    "height": 2.4,
    "sustain": 0.15,
    "pace": 0.14,
    "size": 0.25,
    "chords": 0.06,
}


def untold(learned: LearnedTaste) -> list[str]:
    """Return the names in `learned` that are no trait here: another version learned it."""
    return [name for name in learned.weights if name not in SPREADS]


def leaning(learned: LearnedTaste) -> Taste:
    """Return the taste for what is akin and, beyond that, for what this listener liked.

    Without weights that is `akin` itself.
    """
    if not learned.weights:
        return akin

    def rate(cue: Cue, answer: Sequence[Planned]) -> float:
        kin = kinship(cue, answer)
        return weighed(kin) + learned.lean(traits(cue, answer, kin))

    return rate


def traits(cue: Cue, answer: Sequence[Planned], kin: Kinship) -> dict[str, float]:
    """Return the traits of `answer`, as SPREADS names them; `kin` is its kinship to the cue.

    Of a long answer its last notes count, as the work must not grow with it.
    """
    notes = [planned.thought for planned in answer[-LAST_FIGURES:]]
    return {**kin._asdict(), **entropies(notes, WINDOWS), **_bearing(cue.phrase, notes)}


def _bearing(phrase: Sequence[Note], notes: Sequence[Note]) -> dict[str, float]:
    """What entropies cannot tell: leaps from steps, high from low, long from short.

    In semitones, in octaves of time, and `chords` as a share of the notes.
    """
    steps = list(pairwise(notes))
    iois = [after.onset - before.onset for before, after in steps]
    pitches = [note.pitch for note in notes]
    half = len(pitches) // 2
    return {
        "leap": _mean([abs(after.pitch - before.pitch) for before, after in steps]),
        "rise": _mean(pitches[half:]) - _mean(pitches[:half]) if half else 0.0,
        "height": _mean(pitches) - _mean([note.pitch for note in phrase]) if phrase else 0.0,
        "sustain": _mean([_octaves(note.duration) for note in notes]),
        "pace": -_mean([_octaves(ioi) for ioi in iois if ioi >= CHORD]),
        "size": math.log2(max(len(notes), 1) / max(len(phrase), 1)),
        "chords": _mean([float(ioi < CHORD) for ioi in iois]),
    }


def _octaves(seconds: float) -> float:
    return math.log2(max(seconds, SHORTEST))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
