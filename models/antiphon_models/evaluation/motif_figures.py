"""The figures of papers/000's study: the paper's own two, redone, and what it does not show.

Knows matplotlib and the study's numbers; computes none.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from antiphon_models.evaluation.figure_look import LIGHT, SIZE, page, tidy
from antiphon_models.evaluation.motif_entropy import LENGTH, PUBLISHED
from antiphon_models.evaluation.motif_study import (
    CODED,
    MEMORY,
    MIXED,
    NETWORK,
    PRINTED,
    THRESHOLDS,
    Condition,
)

Found = Mapping[str, Mapping[str, Any]]
COLOURS = {
    NETWORK: LIGHT.text,
    CODED: LIGHT.third,
    PRINTED: LIGHT.muted,
    MEMORY: LIGHT.memory,
    MIXED: LIGHT.ours,
}
MARKS = {NETWORK: "o", CODED: "s", PRINTED: "^", MEMORY: "D", MIXED: "v"}


def entropy_by_length(data: Mapping[str, Any]) -> Figure:
    """Return the paper's figure 2 on this data: entropy against length, and what is expected."""
    figure = page(LIGHT, 3.2)
    axes = figure.subplots()
    _, lengths, entropies = zip(*data["curve"], strict=True)
    axes.plot(lengths, entropies, "-o", color=LIGHT.ours, markersize=4, linewidth=1.2,
              label="movements, joined as in the paper")  # fmt: skip
    ends = np.array([lengths[0], lengths[-1]])
    axes.plot(ends, np.polyval(np.polyfit(lengths, entropies, 1), ends), color=LIGHT.muted,
              linewidth=1, label="straight line, least squares")  # fmt: skip
    axes.axvline(LENGTH, color=LIGHT.text, linestyle="--", linewidth=1)
    axes.axhline(PUBLISHED, color=LIGHT.third, linestyle=":", linewidth=1.2,
                 label=f"published: {PUBLISHED:.3f}")  # fmt: skip
    expected = data["expected_entropy"]
    axes.plot(LENGTH, expected, "o", color=LIGHT.text, markersize=5, zorder=3)
    axes.text(
        LENGTH + 40, min(entropies), f"{expected:.3f} at {LENGTH} notes", fontsize=SIZE,
        color=LIGHT.text,
    )  # fmt: skip
    axes.set_xlabel("notes in the movement")
    axes.set_ylabel("transition entropy, bits")
    tidy(axes, LIGHT, "Bach's solos: entropy against length")
    _legend(axes)
    return figure


def entropy_by_temperature(
    found: Found, temperatures: Sequence[float], expected: float, advisers: Sequence[str]
) -> Figure:
    """Return the paper's figure 3: a panel a threshold, a line an adviser, trials as a band."""
    figure = page(LIGHT, 3.4)
    for axes, threshold in zip(figure.subplots(1, 2, sharey=True), THRESHOLDS, strict=True):
        for adviser in (NETWORK, *advisers):
            told = found[_condition(adviser, threshold).name]["entropy"]
            _band(axes, temperatures, told, adviser)
        axes.axhline(expected, color=LIGHT.text, linestyle="--", linewidth=1)
        axes.set_xlabel("temperature")
        axes.set_ylim(0.0, 4.2)
        tidy(axes, LIGHT, f"threshold {threshold:.2f}")
    figure.axes[0].set_ylabel("transition entropy, bits")
    _legend_below(figure)
    return figure


def going_round(found: Found, temperatures: Sequence[float], threshold: float) -> Figure:
    """Return what entropy does not show: lines that end in a loop, and figures that are new."""
    figure = page(LIGHT, 3.4)
    left, right = figure.subplots(1, 2)
    for adviser in (NETWORK, CODED, PRINTED, MEMORY, MIXED):
        told = found[_condition(adviser, threshold).name]
        looping = (np.array(told["loop_period"]) > 0).mean(axis=1)
        _line(left, temperatures, looping, adviser)
        _line(right, temperatures, np.mean(told["distinct_8_grams"], axis=1), adviser)
    for axes, title in ((left, "trials that end in a loop"), (right, "8-note figures: share new")):
        axes.set_xlabel("temperature")
        axes.set_ylim(-0.03, 1.03)
        tidy(axes, LIGHT, f"{title}, threshold {threshold:.2f}")
    _legend_below(figure)
    return figure


def learning(learned: Sequence[float], held_out: Sequence[float], uniform: float) -> Figure:
    """Return how well music that was learned, and music that was not, is foretold by epoch."""
    figure = page(LIGHT, 3.0)
    axes = figure.subplots()
    epochs = range(1, len(learned) + 1)
    axes.plot(epochs, held_out, color=LIGHT.third, linewidth=1.6, label="held-out movements")
    axes.plot(epochs, learned, color=LIGHT.ours, linewidth=1.6, label="learned movements")
    axes.axhline(uniform, color=LIGHT.text, linestyle="--", linewidth=1, label="any pitch alike")
    best = int(np.argmin(held_out))
    axes.plot(best + 1, held_out[best], "o", color=LIGHT.third, markersize=5)
    axes.set_xlabel("epoch")
    axes.set_ylabel("bits a pitch")
    axes.set_ylim(bottom=0.0)
    tidy(axes, LIGHT, "Fifty epochs of the paper's training")
    _legend(axes)
    return figure


def _condition(adviser: str, threshold: float) -> Condition:
    return Condition(adviser, 0.0 if adviser in (NETWORK, MIXED) else threshold)


def _band(
    axes: Axes, temperatures: Sequence[float], trials: Sequence[Sequence[float]], adviser: str
) -> None:
    numbers = np.array(trials)
    axes.fill_between(temperatures, numbers.min(axis=1), numbers.max(axis=1), alpha=0.15,
                      color=COLOURS[adviser], linewidth=0)  # fmt: skip
    _line(axes, temperatures, numbers.mean(axis=1), adviser)


def _line(axes: Axes, temperatures: Sequence[float], numbers: Any, adviser: str) -> None:
    axes.plot(temperatures, numbers, color=COLOURS[adviser], marker=MARKS[adviser], markersize=3.5,
              linewidth=1.4, label=adviser)  # fmt: skip


def _legend(axes: Axes) -> None:
    axes.legend(fontsize=SIZE - 0.5, frameon=False, labelcolor=LIGHT.text)


def _legend_below(figure: Figure) -> None:
    handles, labels = figure.axes[0].get_legend_handles_labels()
    columns = min(len(labels), 3)
    figure.legend(handles, labels, loc="outside lower center", ncols=columns, frameon=False,
                  fontsize=SIZE - 0.5, labelcolor=LIGHT.text)  # fmt: skip
