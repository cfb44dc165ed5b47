"""Papers/000's experiment: temperatures, thresholds, trials, with motifs and without.

Knows what is compared and what comes of it in numbers; knows no figure and no page.
"""

import math
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from scipy.stats import ttest_rel

from antiphon_models.anticipation_file import read_anticipation
from antiphon_models.evaluation.motif_entropy import transition_entropy
from antiphon_models.evaluation.motif_generation import (
    Adviser,
    FromDictionary,
    FromMemory,
    Job,
    Mixing,
    Nobody,
    generate,
)
from antiphon_models.evaluation.motif_measures import (
    dissonance_ratio,
    distinct_grams,
    loop_period,
    recited,
)
from antiphon_models.motif_dictionary import MotifLookup, Rule
from antiphon_models.runtime.lstm import Array
from antiphon_models.runtime.motif_lstm import KeptStepper, WindowStepper
from antiphon_models.runtime.motif_weights import MotifWeights
from antiphon_models.sampling import probabilities

TEMPERATURES: Final = tuple(float(degree) for degree in range(1, 11))
THRESHOLDS: Final = (0.10, 0.25)
COOLER: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
NETWORK, CODED, PRINTED, MEMORY, MIXED = (
    "network alone",
    "motifs as coded",
    "motifs as printed",
    "Antiphon's memory",
    "Antiphon's mixture",
)


@dataclass(frozen=True, slots=True)
class Sweep:
    """How much is made: so many trials of so many notes at each temperature."""

    trials: int = 10
    notes: int = 1000
    seed: int = 1
    temperatures: Sequence[float] = TEMPERATURES


@dataclass(frozen=True, slots=True)
class Condition:
    """Who plays: the network, with `adviser` behind a gate of `threshold` where there is one."""

    adviser: str
    threshold: float

    @property
    def name(self) -> str:
        """What the condition is called in tables."""
        return f"{self.adviser}, threshold {self.threshold:.2f}" if self.threshold else self.adviser


CONDITIONS: Final = (
    Condition(NETWORK, 0.0),
    *(Condition(adviser, gate) for adviser in (CODED, PRINTED, MEMORY) for gate in THRESHOLDS),
    Condition(MIXED, 0.0),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What all lines begin with, as tokens, and the figures of 8 pitches of the whole corpus."""

    start: Sequence[int]
    known: Container[tuple[int, ...]]


def swept(
    weights: MotifWeights, ground: Ground, sweep: Sweep
) -> Iterator[tuple[Condition, dict[str, Any]]]:
    """Yield every condition with what came of it: a row a temperature of one number a trial.

    The dice of a trial are the same in every condition, so that trials are pairs.
    """
    for condition in CONDITIONS:
        make = _adviser_of(condition, weights)
        jobs = [
            Job(make(), temperature, condition.threshold, _dice(sweep, temperature, trial))
            for temperature in sweep.temperatures
            for trial in range(sweep.trials)
        ]
        yield condition, _measured(_pitches(weights, ground, jobs), ground, sweep)


def cooled(weights: MotifWeights, ground: Ground, sweep: Sweep) -> list[dict[str, float]]:
    """Return what the network alone does at temperatures below those of the paper, a row each."""
    cooler = replace(sweep, temperatures=COOLER)
    jobs = [
        Job(Nobody(), temperature, 0.0, _dice(cooler, temperature, trial))
        for temperature in COOLER
        for trial in range(cooler.trials)
    ]
    told = _measured(_pitches(weights, ground, jobs), ground, cooler)
    return [
        {
            "temperature": temperature,
            "entropy": float(np.mean(told["entropy"][row])),
            "looping": float(np.mean([period > 0 for period in told["loop_period"][row]])),
            "distinct_8_grams": float(np.mean(told["distinct_8_grams"][row])),
            "recited_8_grams": float(np.mean(told["recited_8_grams"][row])),
            "dissonance": float(np.mean(told["dissonance"][row])),
        }
        for row, temperature in enumerate(COOLER)
    ]


def _adviser_of(condition: Condition, weights: MotifWeights) -> Callable[[], Adviser]:
    rules: dict[str, Rule] = {CODED: "coded", PRINTED: "printed"}
    if condition.adviser in rules:
        lookup = MotifLookup(weights.motifs.motifs, rules[condition.adviser])
        return lambda: FromDictionary(lookup)
    if condition.adviser == MEMORY:
        return lambda: FromMemory(weights.alphabet)
    if condition.adviser == MIXED:
        believed = read_anticipation()
        return lambda: Mixing(weights.alphabet, believed)
    return Nobody


def _dice(sweep: Sweep, temperature: float, trial: int) -> Any:
    seeds = [sweep.seed, round(1000 * temperature), trial]
    return np.random.default_rng(seeds).random(sweep.notes)


def _pitches(
    weights: MotifWeights, ground: Ground, jobs: Sequence[Job]
) -> list[tuple[list[int], float]]:
    """The pitches of each job's line, and the share of them that an adviser decided."""
    lines = generate(weights, ground.start, jobs)
    return [
        (weights.alphabet.decode(line.tokens), line.advised / len(line.tokens)) for line in lines
    ]


def _measured(
    lines: Sequence[tuple[list[int], float]], ground: Ground, sweep: Sweep
) -> dict[str, Any]:
    pitches = [line for line, _ in lines]

    def rows(numbers: Sequence[float]) -> list[list[float]]:
        starts = range(0, len(numbers), sweep.trials)
        return [
            [round(number, 4) for number in numbers[start : start + sweep.trials]]
            for start in starts
        ]

    return {
        "entropy": rows([transition_entropy(line) for line in pitches]),
        "loop_period": rows([loop_period(line) for line in pitches]),
        "distinct_8_grams": rows([distinct_grams(line) for line in pitches]),
        "dissonance": rows([dissonance_ratio(line) for line in pitches]),
        "recited_8_grams": rows([recited(line, ground.known) for line in pitches]),
        "advised": rows([share for _, share in lines]),
    }


def compared(without: dict[str, Any], other: dict[str, Any], expected: float) -> dict[str, float]:
    """Return how `other` compares with the network alone: the paper's claims as numbers.

    Pairs of the two t-tests are the temperatures' means, as in the paper; `closer` says at what
    share of them `other` is the closer, `tighter` where its trials spread less.
    """
    alone, joined = np.array(without["entropy"]), np.array(other["entropy"])
    means = alone.mean(axis=1), joined.mean(axis=1)
    off = [np.abs(mean - expected) for mean in means]
    return {
        "deviation_alone": float(off[0].mean()),
        "deviation": float(off[1].mean()),
        "closer": float((off[1] < off[0]).mean()),
        "tighter": float((joined.std(axis=1) < alone.std(axis=1)).mean()),
        "p_entropy": _p(means[0], means[1]),
        "p_deviation": _p(off[0], off[1]),
        "looping": float((np.array(other["loop_period"]) > 0).mean()),
        "distinct_8_grams": float(np.mean(other["distinct_8_grams"])),
        "recited_8_grams": float(np.mean(other["recited_8_grams"])),
        "dissonance": float(np.mean(other["dissonance"])),
        "advised": float(np.mean(other["advised"])),
    }


def foretelling(weights: MotifWeights, lines: Sequence[Sequence[int]]) -> dict[str, float]:
    """Return bits a pitch on `lines`, tokens that were not learned, by windows and by kept state.

    The first window of each line is heard and not counted, so that both answer for the same.
    """
    steppers: dict[str, Callable[[MotifWeights], WindowStepper | KeptStepper]] = {
        "windows": WindowStepper,
        "kept_state": KeptStepper,
    }
    return {
        name: float(np.mean([bit for line in lines for bit in _bits(make(weights), line)]))
        for name, make in steppers.items()
    }


def _bits(stepper: WindowStepper | KeptStepper, line: Sequence[int]) -> Iterator[float]:
    for place, token in enumerate(line):
        if place >= stepper.weights.config.steps:
            yield _surprise(stepper.logits(), token)
        stepper.step(token)


def _surprise(logits: Array, token: int) -> float:
    return -math.log2(max(probabilities(logits)[token], 1e-300))


def _p(first: Any, second: Any) -> float:
    if np.allclose(first, second):
        return 1.0
    return float(ttest_rel(first, second).pvalue)
