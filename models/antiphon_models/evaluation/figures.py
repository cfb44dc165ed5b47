"""The figures of docs/mind.md: what the memory knows of itself, melodies, and answers.

Knows the results as they lie in `models/results`; measures nothing, knows no file.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from antiphon_models.evaluation.anticipation_votes import VIEW_NAMES
from antiphon_models.evaluation.figure_look import SIZE, Look, behind, name_rows, page, tidy

Results = Mapping[str, Any]
# Fewer cases than this are chance; they are not drawn.
FEWEST = 50
# Pearce (2005), tables 6.6 and 6.7: the mean of the six sets that music21 has, and of all eight.
PUBLISHED = {
    6: {"a": {"LTM": 2.843}, "b": {"STM": 3.128}, "c": {"LTM+": 2.563, "LTM+ & STM": 2.447}},
    8: {"a": {"LTM": 2.878}, "b": {"STM": 3.147}, "c": {"LTM+": 2.614, "LTM+ & STM": 2.479}},
}
CLASSES = {
    "a": "(a)  trained beforehand, remembers nothing",
    "b": "(b)  remembers the melody it is in",
    "c": "(c)  goes on learning from melody to melody",
    "da": "(d a)  as (a), trained on melodies from outside, too",
    "db": "(d b)  as (b), trained on melodies from outside, too",
    "dc": "(d c)  as (c), trained on melodies from outside, too",
}


def memory(results: Results, look: Look) -> Figure:
    """Return whether the memory's trust comes true, and how often by length of match."""
    figure = page(look, 3.5)
    trust, lengths = figure.subplots(1, 2)
    colours = dict(zip(VIEW_NAMES, (look.memory, look.ours, look.third), strict=True))
    trust.plot([0, 1], [0, 1], color=look.line, linewidth=1)
    for view in VIEW_NAMES:
        told = results["views"][view]
        rates = [row for row in told["by_rate"] if row["count"] >= FEWEST]
        _line(trust, rates, "predicted", colours[view])
        matches = [row for row in told["by_length"] if row["count"] >= FEWEST]
        _line(lengths, matches, "length", colours[view])
        _line(lengths, matches, "length", colours[view], up="network", dashes=(2, 1.5))
    for place, (view, colour) in enumerate(colours.items()):
        trust.text(0.04, 0.92 - 0.08 * place, f"by {view}", color=colour, fontsize=SIZE)
    tidy(trust, look, "How far it trusts a match, and is right")
    trust.set(xlim=(0, 1), ylim=(0, 1), xlabel="foretold: running hit rate", ylabel="came true")
    tidy(lengths, look, "The longer the match, the surer")
    lengths.set(ylim=(0, 1), xlabel="notes that match")
    _note_lines(lengths, look)
    for axes in (trust, lengths):
        axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    trust.xaxis.set_major_formatter(PercentFormatter(1.0))
    return figure


def _line(
    axes: Axes,
    rows: Sequence[Mapping[str, float]],
    across: str,
    colour: str,
    *,
    up: str = "came_true",
    dashes: tuple[float, float] | None = None,
) -> None:
    (line,) = axes.plot([row[across] for row in rows], [row[up] for row in rows], color=colour)
    line.set_linewidth(1.0 if dashes else 1.6)
    if dashes:
        line.set_dashes(dashes)
    else:
        line.set(marker="o", markersize=3)


def _note_lines(axes: Axes, look: Look) -> None:
    axes.text(
        0.98, 0.56, "solid: how often it was right\ndashed: how likely the network\n"
        "alone had thought that pitch", color=look.muted, fontsize=SIZE - 0.5, ha="right",
        transform=axes.transAxes,
    )  # fmt: skip


class Mark(NamedTuple):
    """A model's row in a figure; hollow where the figure is another's."""

    name: str
    bits: float
    is_ours: bool
    is_published: bool


def melody(results: Results, look: Look) -> Figure:
    """Return the bits a pitch of every model, each class on a scale of its own rows."""
    classes = {kind: rows for kind in CLASSES if (rows := marks(results, kind))}
    heights = [len(rows) for rows in classes.values()]
    figure = page(look, 0.19 * sum(heights) + 0.42 * len(classes) + 0.5)
    panels = figure.subplots(len(classes), 1, sharex=True, height_ratios=heights, squeeze=False)
    for axes, (kind, rows) in zip(panels[:, 0], classes.items(), strict=True):
        for row, mark in enumerate(rows):
            colour = look.ours if mark.is_ours else look.muted
            inside = look.background if mark.is_published else colour
            axes.plot(mark.bits, row, "o", markersize=5.5, color=colour, markerfacecolor=inside)
            axes.annotate(
                f"{mark.bits:.2f}", (mark.bits, row), (7, 0), textcoords="offset points",
                va="center", color=colour, fontsize=SIZE, bbox=behind(look),
            )  # fmt: skip
        tidy(axes, look, CLASSES[kind])
        name_rows(axes, [mark.name for mark in rows], look, [mark.is_ours for mark in rows])
        axes.spines["bottom"].set_visible(axes is panels[-1, 0])
    widest = max(mark.bits for rows in classes.values() for mark in rows)
    least = min(mark.bits for rows in classes.values() for mark in rows)
    panels[-1, 0].set_xlim(least - 0.06, widest + 0.12)
    sets = len(results["sets"])
    panels[-1, 0].set_xlabel(f"bits a pitch, mean of {sets} sets: less is better (not from zero)")
    panels[-1, 0].xaxis.label.set(color=look.muted, fontsize=SIZE)
    return figure


def marks(results: Results, kind: str) -> list[Mark]:
    """Return the rows of a class, the surest last; ablations, steps and even guessing left out."""
    found = [
        Mark(row["name"], row["bits"], "network" in row["name"], False)
        for row in results["rows"]
        if row["class"] == kind and not _is_aside(row["name"])
    ]
    published = PUBLISHED.get(len(results["sets"]), {}).get(kind, {})
    found += [Mark(f"PPM {name}, published", bits, False, True) for name, bits in published.items()]
    return sorted(found, key=lambda mark: -mark.bits)


def _is_aside(name: str) -> bool:
    return name == "uniform" or "," in name or name.endswith("short-term pitch")


def answers(results: Results, look: Look) -> Figure:
    """Return how far each system's answers are from what was really played, and from ours."""
    ours = results["ours"]
    systems = results["systems"]
    ranked = sorted(systems, key=lambda name: float(systems[name]["means"]["mean"]["value"]))
    figure = page(look, 0.24 * len(ranked) + 0.85)
    apart, further = figure.subplots(1, 2, sharey=True)
    for row, name in enumerate(ranked):
        colour = look.ours if name == ours else look.muted
        _interval(apart, row, systems[name]["means"]["mean"], look, colour=colour, words="{:.3f}")
        if name != ours:
            margin = systems[name]["margin"]["mean"]
            sure = look.text if margin["low"] > 0 or margin["high"] < 0 else look.muted
            _interval(further, row, margin, look, colour=sure, words="{:+.3f}")
    tidy(apart, look, "Distance from what was really played")
    tidy(further, look, f"Further off than {ours.capitalize()}, same prompts")
    further.axvline(0, color=look.ours, linewidth=1, zorder=1)
    name_rows(apart, ranked, look, [name == ours for name in ranked])
    further.grid(axis="y", visible=False)
    further.spines["left"].set_visible(False)
    prompts = results["prompts"]
    apart.set_xlabel(f"mean of ten distances, 95 %; {prompts:,} prompts")
    further.set_xlabel("paired difference, 95 %")
    for axes in (apart, further):
        axes.xaxis.label.set(color=look.muted, fontsize=SIZE - 0.5)
        axes.margins(x=0.15)
    return figure


def _interval(
    axes: Axes, row: int, found: Mapping[str, float], look: Look, *, colour: str, words: str
) -> None:
    axes.plot([found["low"], found["high"]], [row, row], color=colour, linewidth=1.6)
    axes.plot(found["value"], row, "o", markersize=4, color=colour)
    axes.annotate(
        words.format(found["value"]), (found["high"], row), (5, 0), textcoords="offset points",
        va="center", color=look.text, fontsize=SIZE - 1, bbox=behind(look),
    )  # fmt: skip


FIGURES: Mapping[str, Callable[[Results, Look], Figure]] = {
    "memory": memory,
    "melody": melody,
    "answers": answers,
}
