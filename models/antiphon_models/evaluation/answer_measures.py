"""One answer measured: how far from what was really played, what it copies, how it loops.

Knows portraits and runs; does not know who answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from antiphon_models.evaluation.distances import distances, divergences, mean_distance
from antiphon_models.evaluation.portrait import Frame, Portrait, frame_of, times_played
from antiphon_models.evaluation.prompts import Prompt
from antiphon_models.evaluation.verbatim import RunIndex, longest_run
from antiphon_models.music.phrase import Phrase
from antiphon_models.music.repetition import LONGEST_PERIOD, MOST_ROUNDS


@dataclass(frozen=True, slots=True)
class TrainingRuns:
    """All runs of the training pieces: of pitches, and of intervals in any key."""

    pitches: RunIndex
    intervals: RunIndex


@dataclass(frozen=True, slots=True)
class Measures:
    """What was found about one answer.

    `distances` and `divergences` are by name, `mean` is the mean of the distances. Runs are in
    notes: `run` in any key and `run_same_key` occur in the training pieces, `run_not_own` is
    the longest in any key that the player has not played before. `is_loop` says that a figure
    is played over four times in a row which the phrase does not have as often.
    """

    mean: float
    distances: dict[str, float]
    divergences: dict[str, float]
    distinct: float
    distinct_long: float
    longest_loop: float
    is_loop: bool
    run: int
    run_same_key: int
    run_not_own: int
    notes: int


def training_runs(pitches: Sequence[Sequence[int]]) -> TrainingRuns:
    """Return the index of all runs of these pieces; some seconds for a million notes."""
    return TrainingRuns(RunIndex(pitches, False), RunIndex(pitches, True))


def frame_for(prompt: Prompt) -> Frame:
    """Return the key and grid in which all answers to `prompt` are measured."""
    return frame_of(prompt.phrase.notes, prompt.before.notes)


def measure(
    prompt: Prompt, real: Portrait, answer: Phrase, portrait: Portrait, training: TrainingRuns
) -> Measures:
    """Return what is to be known about `answer`; `real` is what was really played next."""
    apart = distances(real, portrait)
    pitches = answer.pitches
    runs = training.intervals.runs(pitches)
    own = RunIndex([[note.pitch for note in prompt.heard]], True).runs(pitches)
    return Measures(
        mean_distance(apart),
        apart,
        divergences(real, portrait),
        portrait.distinct,
        portrait.distinct_long,
        portrait.loop,
        loops(pitches, prompt.phrase.pitches),
        longest_run(runs),
        longest_run(training.pitches.runs(pitches)),
        longest_run(runs, own),
        len(answer),
    )


def loops(answer: Sequence[int], phrase: Sequence[int]) -> bool:
    """Whether a figure is played over MOST_ROUNDS times in a row, which `phrase` does not do."""
    return any(
        rounds > MOST_ROUNDS >= own
        for rounds, own in zip(
            times_played(answer, LONGEST_PERIOD), times_played(phrase, LONGEST_PERIOD), strict=True
        )
    )
