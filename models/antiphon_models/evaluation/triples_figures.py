"""The figures of papers/002's study: the paper's own, redone, and what it does not show.

Knows matplotlib and the study's numbers; computes none.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from antiphon_models.codecs.note_triples import Rows, pitches_of
from antiphon_models.evaluation.figure_look import LIGHT, SIZE, page, tidy
from antiphon_models.evaluation.triples_made import Made
from antiphon_models.evaluation.triples_study import ENSEMBLE, REAL

FIRST: Final = 100
# Seconds; what is longer is counted in the last bin.
LONGEST_SHOWN: Final = 1.5
COLOURS: Final = {REAL: LIGHT.third, ENSEMBLE: LIGHT.ours}


def scatter(made: Made, real: Made) -> Figure:
    """Return figures 3 and 4: the first 100 notes and the whole track, beside what was real."""
    figure = page(LIGHT, 4.6)
    for (above, below), one in zip(figure.subplots(2, 2, sharey=True).T, (made, real), strict=True):
        colour = COLOURS[one.by]
        name = "Made by the ensemble" if one.by == ENSEMBLE else "What was really played"
        _dots(above, one.rows[:FIRST], colour)
        tidy(above, LIGHT, f"{name}: the first {FIRST} notes")
        _dots(below, one.rows, colour)
        tidy(below, LIGHT, f"all {len(one.rows)}")
        below.set_xlabel("seconds")
    for axes in (figure.axes[0], figure.axes[2]):
        axes.set_ylabel("pitch")
    _quiet(figure)
    return figure


def histograms(made: Sequence[Made], real: Sequence[Made]) -> Figure:
    """Return figure 5: how common pitches, steps and durations are, made and real."""
    figure = page(LIGHT, 2.7)
    times = np.linspace(0.0, LONGEST_SHOWN, 46)
    panels = figure.subplots(1, 3)
    for tracks, by in ((real, REAL), (made, ENSEMBLE)):
        rows = np.concatenate([one.rows for one in tracks])
        values = (pitches_of(rows), rows[:, 1], rows[:, 2])
        for axes, value, bins in zip(panels, values, (np.arange(20, 109, 2), times, times),
                                     strict=True):  # fmt: skip
            shown = np.clip(value, bins[0], bins[-1] - 1e-6)
            axes.hist(shown, bins, weights=np.full(len(shown), 1 / len(shown)), color=COLOURS[by],
                      histtype="stepfilled" if by == REAL else "step",
                      alpha=0.35 if by == REAL else 1.0, linewidth=1.4, label=by)  # fmt: skip
    for axes, name, unit in zip(panels, ("Pitch", "Step", "Duration"), ("MIDI", "s", "s"),
                                strict=True):  # fmt: skip
        axes.set_xlabel(unit)
        tidy(axes, LIGHT, name)
    _legend(panels[0])
    _quiet(figure)
    return figure


def losses(networks: Mapping[str, Mapping[str, Any]]) -> Figure:
    """Return figure 6: the loss by epoch, in training and on held-out pieces."""
    figure = page(LIGHT, 3.0)
    axes = figure.subplots()
    for name, facts in networks.items():
        colour = LIGHT.ours if name.startswith("single") else LIGHT.memory
        epochs = np.arange(1, len(facts["losses"]) + 1)
        axes.plot(epochs, facts["losses"], color=colour, linewidth=0.8, alpha=0.5)
        axes.plot(epochs, facts["held_out"], color=colour, linewidth=1.4)
        axes.plot(epochs[-1], facts["held_out"][-1], "o", color=colour, markersize=3)
    for name, colour in (("the ensemble's", LIGHT.ours), ("stacked", LIGHT.memory)):
        axes.plot([], [], color=colour, label=name)
    axes.plot([], [], color=LIGHT.muted, linewidth=0.8, label="thin: in training")
    axes.set_xlabel("epoch, of 64,000 windows, or half of that for the stacked network")
    axes.set_ylabel("loss")
    tidy(axes, LIGHT, "Training: the weighed loss by epoch")
    _legend(axes)
    return figure


def steps(said: Mapping[str, Mapping[str, Sequence[float]]]) -> Figure:
    """Return, by style, the steps that came and those that were foretold of the same notes."""
    figure = page(LIGHT, 2.6)
    panels = np.atleast_1d(figure.subplots(1, len(said), sharey=False))
    bins = np.linspace(0.0, 1.0, 41)
    for axes, (style, values) in zip(panels, said.items(), strict=True):
        for by in (REAL, ENSEMBLE):
            shown = np.clip(values[by], 0.0, 1.0 - 1e-6)
            axes.hist(shown, bins, weights=np.full(len(shown), 1 / len(shown)), color=COLOURS[by],
                      histtype="stepfilled" if by == REAL else "step",
                      alpha=0.35 if by == REAL else 1.0, linewidth=1.4,
                      label="came" if by == REAL else "foretold")  # fmt: skip
        axes.set_xlabel("step, s")
        tidy(axes, LIGHT, style)
    _legend(panels[0])
    _quiet(figure)
    return figure


def _dots(axes: Axes, rows: Rows, colour: str) -> None:
    onsets = np.cumsum(rows[:, 1])
    axes.scatter(onsets - onsets[0], pitches_of(rows), s=5, color=colour, linewidths=0)


def _legend(axes: Axes) -> None:
    axes.legend(frameon=False, fontsize=SIZE - 1, labelcolor=LIGHT.text)


def _quiet(figure: Figure) -> None:
    for axes in figure.axes:
        axes.tick_params(labelsize=SIZE - 1)
