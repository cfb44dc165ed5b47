"""From answers to the study's figures: every answer measured, every system summed up.

Knows prompts, answers by system, and the training pieces' runs; knows no file and no engine.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from antiphon_models.corpus.progress import progress
from antiphon_models.evaluation.answer_measures import Measures, TrainingRuns, frame_for, measure
from antiphon_models.evaluation.answer_sets import set_likeness
from antiphon_models.evaluation.answer_summary import bars, margins, summary_of
from antiphon_models.evaluation.portrait import Portrait, portrait_of
from antiphon_models.evaluation.prompts import Prompt
from antiphon_models.music.phrase import Phrase

Answers = Mapping[tuple[str, str], Phrase]


@dataclass(frozen=True, slots=True)
class Measured:
    """A system's answers, prompt by prompt: in numbers, and beside what was really played."""

    portraits: list[Portrait]
    measures: list[Measures]


def report(
    prompts: Sequence[Prompt], answers: Answers, training: TrainingRuns, ours: str, seed: int
) -> dict[str, Any]:
    """Return the figures of all systems in `answers`, which hold one answer to each prompt.

    `ours` names the system that the others are set against.
    """
    systems = sorted({system for system, _ in answers}, key=lambda name: (name != ours, name))
    real = [portrait_of(p.following.notes, frame_for(p)) for p in prompts]
    measured = {
        system: _measured(prompts, real, [answers[system, p.name] for p in prompts], training)
        for system in progress(systems, len(systems), "measuring")
    }
    played = _measured(prompts, real, [p.following for p in prompts], training)
    found: dict[str, Any] = {
        system: _figures(prompts, real, of_system, measured[ours], seed)
        for system, of_system in measured.items()
    }
    return {
        "ours": ours,
        "prompts": len(prompts),
        "styles": dict(Counter(prompt.style for prompt in prompts)),
        "seed": seed,
        "systems": found,
        "real": summary_of(played.measures, seed),
        "bars": bars(found, ours, [system for system in systems if system != ours]),
    }


def _measured(
    prompts: Sequence[Prompt],
    real: Sequence[Portrait],
    answers: Sequence[Phrase],
    training: TrainingRuns,
) -> Measured:
    found = Measured([], [])
    for prompt, played, answer in zip(prompts, real, answers, strict=True):
        portrait = portrait_of(answer.notes, frame_for(prompt))
        found.portraits.append(portrait)
        found.measures.append(measure(prompt, played, answer, portrait, training))
    return found


def _figures(
    prompts: Sequence[Prompt],
    real: Sequence[Portrait],
    measured: Measured,
    ours: Measured,
    seed: int,
) -> dict[str, Any]:
    by_style: dict[str, list[float]] = {}
    for prompt, of_prompt in zip(prompts, measured.measures, strict=True):
        by_style.setdefault(prompt.style, []).append(of_prompt.mean)
    return {
        **summary_of(measured.measures, seed),
        "margin": margins(ours.measures, measured.measures, seed),
        "by_style": {style: sum(means) / len(means) for style, means in by_style.items()},
        "sets": set_likeness(real, measured.portraits),
    }
