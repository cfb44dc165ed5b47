"""The figures of papers/001's study: temperatures, rests and lengths beside real songs.

Knows matplotlib and the study's numbers; computes none.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, NullLocator

from antiphon_models.evaluation.figure_look import LIGHT, SIZE, page, tidy
from antiphon_models.evaluation.grid_claims import TITLES

Found = Mapping[str, Any]
# What is drawn over the temperature, and what its panel is called.
PANELS: Final = {
    "repeated": "figures of four notes had before",
    "looped": "notes that only go round",
    "outside": "notes outside the key",
    "notes": "notes in a 16th",
}
TICKS: Final = (0.2, 0.4, 0.8, 1.25, 2.0)


def temperatures(network: Found, title: str) -> Figure:
    """Return how fixed and adaptive temperature compare in four measures, each with the corpus."""
    figure = page(LIGHT, 5.4)
    figure.suptitle(title, x=0.02, ha="left", fontsize=SIZE + 1, color=LIGHT.text)
    for axes, (name, panel) in zip(figure.subplots(2, 2).flat, PANELS.items(), strict=True):
        _corpus(axes, network["corpus"][name])
        for kind, colour, label in _kinds():
            _band(axes, [(row["temperature"], row[kind][name]) for row in network["temperatures"]],
                  colour, label)  # fmt: skip
        _over_temperature(axes)
        tidy(axes, LIGHT, panel)
        axes.set_ylim(bottom=0.0)
    _legend(figure.axes[1])
    return figure


def distances(networks: Mapping[str, Found]) -> Figure:
    """Return how far melodies lie from the corpus over the temperature, for each network."""
    figure = page(LIGHT, 2.9)
    panels = figure.subplots(1, len(networks), squeeze=False)[0]
    for axes, (name, network) in zip(panels, networks.items(), strict=True):
        for kind, colour, label in _kinds():
            rows = network["temperatures"]
            axes.plot([row["temperature"] for row in rows], [row["distance"][kind] for row in rows],
                      "-o", color=colour, markersize=3.5, linewidth=1.3, label=label)  # fmt: skip
        _over_temperature(axes)
        axes.set_ylabel("standard deviations of the corpus")
        tidy(axes, LIGHT, f"{TITLES[name]}: from real songs")
        axes.set_ylim(bottom=0.0)
    _legend(panels[0])
    return figure


def rests(networks: Mapping[str, Found]) -> Figure:
    """Return the share of silent 16ths over the weight of rests, for each network."""
    figure = page(LIGHT, 2.9)
    panels = figure.subplots(1, len(networks), squeeze=False)[0]
    for axes, (name, network) in zip(panels, networks.items(), strict=True):
        _corpus(axes, network["corpus"]["rests"])
        rows = [(row["weight"], row["rests"]) for row in network["rests"]]
        _band(axes, rows, LIGHT.ours, "melodies")
        axes.axvline(0.9, color=LIGHT.third, linestyle="--", linewidth=1, label="published: 0.9")
        axes.set_xlabel("weight of a rest")
        axes.set_ylabel("share of 16ths that are silent")
        tidy(axes, LIGHT, TITLES[name])
        axes.set_ylim(bottom=0.0)
    _legend(panels[0])
    return figure


def lengths(found: Found) -> Figure:
    """Return the bits a symbol over what a network sees: trained so, or merely heard so."""
    figure = page(LIGHT, 3.0)
    axes = figure.subplots()
    trained = [row for row in found["lengths"] if row["cut"] == "apart"]
    axes.plot([row["length"] for row in trained], [row["bits"] for row in trained], "-o",
              color=LIGHT.ours, markersize=4, label="small networks trained so")  # fmt: skip
    axes.plot([row["length"] for row in found["heard"]], [row["bits"] for row in found["heard"]],
              "-s", color=LIGHT.memory, markersize=4,
              label="the shipped network, hearing so many only")  # fmt: skip
    axes.axvline(64, color=LIGHT.third, linestyle="--", linewidth=1, label="published: 64")
    axes.set_xscale("log", base=2)
    ticks = sorted({row["length"] for row in (*trained, *found["heard"])})
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.set_xlabel("symbols seen")
    axes.set_ylabel("bits a symbol, held-out songs")
    tidy(axes, LIGHT, "How far back it sees, and how well it foretells")
    _legend(axes)
    return figure


def _kinds() -> Sequence[tuple[str, str, str]]:
    return (("fixed", LIGHT.third, "fixed temperature"), ("adaptive", LIGHT.ours, "adaptive"))


def _corpus(axes: Axes, told: Sequence[float]) -> None:
    mean, half = told
    axes.axhspan(mean - half, mean + half, color=LIGHT.muted, alpha=0.18, linewidth=0)
    axes.axhline(mean, color=LIGHT.text, linestyle=":", linewidth=1.2, label="real songs")


def _band(
    axes: Axes, rows: Sequence[tuple[float, Sequence[float]]], colour: str, label: str
) -> None:
    at = [place for place, _ in rows]
    means = [mean for _, (mean, _) in rows]
    low = [mean - half for _, (mean, half) in rows]
    high = [mean + half for _, (mean, half) in rows]
    axes.fill_between(at, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.plot(at, means, "-o", color=colour, markersize=3.5, linewidth=1.3, label=label)


def _over_temperature(axes: Axes) -> None:
    axes.set_xscale("log")
    axes.set_xticks(TICKS, [f"{tick:g}" for tick in TICKS])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("temperature")


def _legend(axes: Axes) -> None:
    axes.legend(frameon=False, fontsize=SIZE - 0.5, labelcolor=LIGHT.text)
