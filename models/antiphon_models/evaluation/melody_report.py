"""The melody benchmark on paper: tables that never mix classes, and the same figures as JSON.

Knows scores and words; does not know how anything was measured.
"""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from antiphon_models.corpus.melody_sets import TITLES, MelodySet
from antiphon_models.evaluation.melody_rows import CLASSES, Row
from antiphon_models.evaluation.melody_score import Score, mean_score
from antiphon_models.evaluation.melody_study import Scores

FORMAT = 1
LEGEND = """\
Bits are log2, the mean over the notes of a fold, then over folds, then over sets. `&` joins
models by entropy (b = 2), `+` by the mixture that learns online. A network's word is the mean
of what it says in 13 keys, which the one that plays does not do. Memory: the motif memory of
the melody so far. Short-term, long-term: discounted context models by pitch and by interval, of
the melody so far and of the training songs; LTM+ goes on learning across test songs. A mixture
is set on the songs that its network was validated on. The sets hold variants of the same songs,
which help every offline model. Classes must not be ranked together."""
# What another implementation of the same ruler found (DATA.md 5), by number of sets: the six in
# music21, and exact copies of all eight, where the published mean of the last one is 2.479.
RULER = {
    6: {
        "PPM LTM": 2.893,
        "PPM STM": 3.031,
        "PPM LTM & STM": 2.474,
        "PPM LTM+": 2.564,
        "PPM LTM+ & STM": 2.427,
    },
    8: {
        "PPM LTM": 2.863,
        "PPM STM": 3.058,
        "PPM LTM & STM": 2.477,
        "PPM LTM+": 2.573,
        "PPM LTM+ & STM": 2.433,
    },
}
TOLERANCE = 0.02


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found; `facts` are when, where and how, `outside` the scores of class (d)."""

    facts: Mapping[str, Any]
    sets: tuple[MelodySet, ...]
    scores: Scores
    outside: Scores

    def markdown(self) -> str:
        """Return the tables."""
        parts = ["# Melody benchmark: bits a pitch on unseen melodies", _facts(self.facts), LEGEND]
        parts.append(_counts(self.sets))
        for kind, meaning in CLASSES.items():
            if table := self._table(_of_class(self.scores, kind)):
                parts += [f"## Class ({kind}): {meaning}", table]
        for kind, meaning in CLASSES.items():
            if table := self._table(_of_class(self.outside, kind)):
                title = f"## Class (d{kind}): trained on melodies from outside the sets, too; "
                parts += [title + meaning, table]
        return "\n\n".join(parts) + "\n"

    def to_json(self) -> str:
        """Return every figure as JSON, one level of indentation for people."""
        told = {
            "format": FORMAT,
            **self.facts,
            "sets": {one.name: dict(zip(_COUNTED, one.counts, strict=True)) for one in self.sets},
            "rows": [_row(row, by_set, row.kind) for row, by_set in self.scores.items()]
            + [_row(row, by_set, f"d{row.kind}") for row, by_set in self.outside.items()],
        }
        return json.dumps(told, indent=2) + "\n"

    def _table(self, scores: Scores) -> str:
        names = [one.name for one in self.sets]
        lines = [
            "| model | mean | " + " | ".join(TITLES[name] for name in names) + " | top-1 |",
            "| --- |" + " --- |" * (len(names) + 2),
        ]
        for row, by_set in scores.items():
            mean = mean_score(list(by_set.values()))
            cells = [f"{by_set[name].bits:.3f}" for name in names]
            bits = " | ".join([f"**{mean.bits:.3f}**", *cells])
            lines.append(f"| {row.name} | {bits} | {100 * mean.top1:.1f} % |")
        return "\n".join(lines) if scores else ""


_COUNTED = ("melodies", "events", "pitches")


def _of_class(scores: Scores, kind: str) -> Scores:
    return {row: by_set for row, by_set in scores.items() if row.kind == kind}


def _row(row: Row, by_set: Mapping[str, Score], kind: str) -> dict[str, Any]:
    mean = mean_score(list(by_set.values()))
    return {
        "name": row.name,
        "class": kind,
        "bits": round(mean.bits, 4),
        "top1": round(mean.top1, 4),
        "bits_by_set": {name: round(score.bits, 4) for name, score in by_set.items()},
        "top1_by_set": {name: round(score.top1, 4) for name, score in by_set.items()},
    }


def _facts(facts: Mapping[str, Any]) -> str:
    return "\n".join(f"- {name.replace('_', ' ')}: {told}" for name, told in facts.items())


def _counts(sets: Sequence[MelodySet]) -> str:
    lines = ["| set | melodies | events | pitches |", "| --- | --- | --- | --- |"]
    for one in sets:
        lines.append(
            f"| {TITLES[one.name]} ({one.name}) | " + " | ".join(map(str, one.counts)) + " |"
        )
    return "\n".join(lines)


def ruler_says(scores: Scores, sets: int) -> str:
    """Return in one line how far the PPM* rows are from what they must be on so many sets."""
    found = {row.name: mean_score(list(by_set.values())).bits for row, by_set in scores.items()}
    gaps = {name: found[name] - bits for name, bits in RULER[sets].items()}
    widest = max(gaps, key=lambda name: abs(gaps[name]))
    verdict = "holds" if abs(gaps[widest]) <= TOLERANCE else "DOES NOT HOLD"
    return (
        f"{verdict}; widest gap to the reference: {widest} {found[widest]:.3f}, {gaps[widest]:+.3f}"
    )


def versions() -> str:
    """Return the versions of what the figures depend on."""
    names = ("antiphon", "numpy", "torch", "music21")
    return ", ".join([f"Python {platform.python_version()}", *(f"{n} {version(n)}" for n in names)])
