"""A first-order Markov player: the next pitch from the last, the next rhythm from the last.

Learns from what the player has played, and backs off to a style's training pieces. Knows
counts and draws; knows no network and no memory of motifs.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from antiphon_models.evaluation.portrait import TIMES
from antiphon_models.music.notes import Note

Times = tuple[float, float]
State = TypeVar("State", int, Times)
VELOCITY = 80


@dataclass(slots=True)
class StyleCounts:
    """What follows what in a style's pieces: pitch after pitch, rhythm after rhythm.

    A rhythm is the bins of the interval before a note and of its duration, as one number.
    """

    pitches: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((128, 128), np.int64))
    rhythms: npt.NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((TIMES.count**2, TIMES.count**2), np.int64)
    )

    def learn(self, notes: Sequence[Note]) -> None:
        """Count a piece."""
        pitches = np.array([note.pitch for note in notes])
        onsets = np.array([note.onset for note in notes])
        iois, _ = TIMES.bins_of(np.diff(onsets, prepend=onsets[:1]))
        durations, _ = TIMES.bins_of(np.array([note.duration for note in notes]))
        rhythms = iois * TIMES.count + durations
        np.add.at(self.pitches, (pitches[:-1], pitches[1:]), 1)
        np.add.at(self.rhythms, (rhythms[:-1], rhythms[1:]), 1)


def markov_line(
    heard: Sequence[Note], style: StyleCounts, rng: Random, count: int
) -> tuple[Note, ...]:
    """Return `count` notes that go on from `heard`, the first at its offset.

    Of what followed the last pitch in `heard`, one is drawn; with the chance of Witten and
    Bell's method C, distinct followers over all followers and distinct ones, the draw is from
    the style's pieces, and where these have no follower either, from all that was heard.
    """
    pitches = [note.pitch for note in heard]
    times = _times(heard)
    after_pitch = _followers(pitches, int)
    after_times = _followers(times, _bin_of)
    pitch, rhythm = pitches[-1], times[-1]
    onset = heard[-1].onset
    line = []
    for _ in range(count):
        pitch = _drawn(after_pitch[pitch], style.pitches[pitch], rng, pitches, int)
        state = _bin_of(rhythm)
        rhythm = _drawn(after_times[state], style.rhythms[state], rng, times, _centre)
        onset += rhythm[0]
        line.append(Note(pitch, VELOCITY, onset, rhythm[1]))
    return tuple(line)


def _followers(
    states: Sequence[State], number_of: Callable[[State], int]
) -> defaultdict[int, list[State]]:
    followers: defaultdict[int, list[State]] = defaultdict(list)
    for now, following in pairwise(states):
        followers[number_of(now)].append(following)
    return followers


def _drawn(
    followers: Sequence[State],
    counts: npt.NDArray[np.int64],
    rng: Random,
    fallback: Sequence[State],
    state_of: Callable[[int], State],
) -> State:
    """One of the `followers`, or, having escaped, the state of an index drawn by `counts`."""
    distinct = len(set(followers))
    if followers and rng.random() * (len(followers) + distinct) < len(followers):
        return rng.choice(followers)
    total = int(counts.sum())
    if not total:
        return rng.choice(followers or fallback)
    return state_of(int(counts.cumsum().searchsorted(rng.randrange(total), side="right")))


def _times(notes: Sequence[Note]) -> list[Times]:
    """The interval before each note and its duration; before the first there is none."""
    iois = [0.0, *(b.onset - a.onset for a, b in pairwise(notes))]
    return [(ioi, note.duration) for ioi, note in zip(iois, notes, strict=True)]


def _bin_of(times: Times) -> int:
    ioi, duration = times
    return TIMES.bin_of(ioi)[0] * TIMES.count + TIMES.bin_of(duration)[0]


def _centre(number: int) -> Times:
    ioi, duration = divmod(number, TIMES.count)
    # What is simultaneous in the pieces is so here.
    return TIMES.seconds_of(ioi, 0.5) if ioi else 0.0, TIMES.seconds_of(duration, 0.5)
