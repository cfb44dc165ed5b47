"""Lines side by side in papers/003's study: real ones, what each network made, what was filtered.

Knows what is measured of a set of lines; knows no page and no torch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from antiphon_models.answer_features import entropies
from antiphon_models.codecs.note_delays import NoteDelays, decode
from antiphon_models.corpus.tracks import Track
from antiphon_models.evaluation.mutual_information import curve, shuffled
from antiphon_models.evaluation.verbatim import RunIndex
from antiphon_models.evaluation.vrash_generation import from_prior
from antiphon_models.music.notes import Note
from antiphon_models.music.repetition import longest_loop
from antiphon_models.runtime.vrash_weights import VrashWeights

DISTANCES: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
NOTES: Final = 256
GRAM: Final = 8
# A run of more notes than this, in any key, is a copy.
LONGEST_OWN: Final = 12
UNIT: Final = 0.25
Lines = Sequence[NoteDelays]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is told of a set of lines; shares are of notes, means over lines.

    `loop` is the share of notes that only go round in a figure played three times or more,
    `copied` of those within 13 or more in a row of a training track, in any key.
    """

    lines: int
    notes: int
    repeated_pitch: float
    repeated_note: float
    loop: float
    distinct_grams: float
    pitch_entropy: float
    interval_entropy: float
    copied: float

    def facts(self) -> dict[str, Any]:
        """Return it as for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def measured(lines: Lines, learned: RunIndex | None = None) -> Measures:
    """Return the measures of `lines`; without `learned` tracks, nothing counts as copied."""
    pitches = [line.pitch.tolist() for line in lines]
    features = [entropies(notes_of(line)) for line in lines]
    return Measures(
        lines=len(lines),
        notes=sum(map(len, pitches)),
        repeated_pitch=fmean(float((line.pitch[1:] == line.pitch[:-1]).mean()) for line in lines),
        repeated_note=fmean(_repeated(line) for line in lines),
        loop=fmean(longest_loop(line) / len(line) for line in pitches),
        distinct_grams=fmean(map(_distinct, pitches)),
        pitch_entropy=fmean(found["octave notes"] for found in features),
        interval_entropy=fmean(found["octave note changes"] for found in features),
        copied=fmean(_copied(learned.runs(line)) for line in pitches) if learned else 0.0,
    )


def real_lines(tracks: Sequence[Track], style: str, most: int, seed: int) -> list[NoteDelays]:
    """Return up to `most` stretches of NOTES notes of the tracks of a style, without overlap."""
    stretches = [
        NoteDelays(track.notes.pitch[at : at + NOTES], track.notes.delay[at : at + NOTES])
        for track in tracks
        if track.style == style
        for at in range(0, len(track.notes.pitch) - NOTES + 1, NOTES)
    ]
    Random(f"{style}/{seed}").shuffle(stretches)
    return stretches[:most]


def generated_lines(
    weights: VrashWeights, style: int, count: int, temperature: float, seed: int
) -> list[NoteDelays]:
    """Return `count` lines of NOTES notes, each from a draw of the prior."""
    kind = weights.config.kind
    return [
        from_prior(weights, style, NOTES, temperature, Random(f"{kind}/{style}/{number}/{seed}"))
        for number in range(count)
    ]


def information(lines: Lines, seed: int) -> dict[str, list[float]]:
    """Return the mutual information of pitches at DISTANCES, and that of the lines shuffled."""
    pitches = [line.pitch.tolist() for line in lines]
    return {
        "bits": curve(pitches, DISTANCES),
        "shuffled": curve(shuffled(pitches, seed), DISTANCES),
    }


def filtered(real: Lines, candidates: Lines, learned: Lines) -> list[NoteDelays]:
    """Return the half of `candidates` that most resemble `real` to papers/003's filter.

    The filter is a logistic regression on the entropies, taught on `real` lines against lines
    `learned` that the same network made: a stand-in, for the paper's was taught on listeners'
    marks.
    """
    table = np.array([list(entropies(notes_of(line)).values()) for line in (*real, *learned)])
    is_real = [True] * len(real) + [False] * len(learned)
    classifier = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    classifier.fit(table, is_real)
    asked = np.array([list(entropies(notes_of(line)).values()) for line in candidates])
    likely = classifier.predict_proba(asked)[:, 1]
    best = np.argsort(-likely, kind="stable")[: len(candidates) // 2]
    return [candidates[index] for index in sorted(best.tolist())]


def notes_of(line: NoteDelays) -> tuple[Note, ...]:
    """Return a line as notes, each as long as its delay."""
    return decode(line, UNIT).notes


def index_of(tracks: Sequence[Track]) -> RunIndex:
    """Return all runs of all tracks, in any key."""
    return RunIndex([track.notes.pitch.tolist() for track in tracks], in_any_key=True)


def by_name(sets: Mapping[str, Lines], learned: RunIndex, seed: int) -> dict[str, dict[str, Any]]:
    """Return measures and mutual information of each set of lines that is not empty."""
    return {
        name: {**measured(lines, learned).facts(), "information": information(lines, seed)}
        for name, lines in sets.items()
        if lines
    }


def _repeated(line: NoteDelays) -> float:
    same = (line.pitch[1:] == line.pitch[:-1]) & (line.delay[1:] == line.delay[:-1])
    return float(same.mean())


def _distinct(pitches: Sequence[int]) -> float:
    grams = [tuple(pitches[at : at + GRAM]) for at in range(len(pitches) - GRAM + 1)]
    return len(set(grams)) / len(grams) if grams else 1.0


def _copied(runs: Sequence[int]) -> float:
    """The share of notes within a run of more than LONGEST_OWN, `runs` being from each on."""
    until, copied = 0, 0
    for place, run in enumerate(runs):
        if run > LONGEST_OWN:
            until = max(until, place + run)
        copied += place < until
    return copied / len(runs) if runs else 0.0
