"""The figures of papers/003's study: its own figures 4 and 6, redone, and an interpolation.

Knows matplotlib and the study's numbers; computes none.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from matplotlib.figure import Figure

from antiphon_models.codecs.note_delays import LOWEST
from antiphon_models.evaluation.figure_look import LIGHT, SIZE, page, tidy
from antiphon_models.evaluation.vrash_lines import DISTANCES

NAMES: Final = {"lm": "language model", "vae": "VAE", "vrash": "VRASH", "real": "real tracks"}
COLOURS: Final = {
    "real": LIGHT.text,
    "lm": LIGHT.third,
    "vae": LIGHT.memory,
    "vrash": LIGHT.ours,
    "VRASH, filtered": LIGHT.ours,
}
Found = Mapping[str, Any]


def cross_entropy(found: Found) -> Figure:
    """Return the paper's figure 4: bits a note on held-out tracks, epoch by epoch."""
    figure = page(LIGHT, 3.8)
    axes = figure.subplots()
    for kind, name in (("lm", "lm"), ("vae", "vae"), ("vrash", "vrash")):
        by_epoch = found["networks"][kind]["training"]["by_epoch"]
        epochs = range(1, len(by_epoch) + 1)
        axes.plot(epochs, [cost["total"] for cost in by_epoch], color=COLOURS[kind],
                  label=NAMES[name] + ("" if kind == "lm" else ", bound"))  # fmt: skip
        if kind != "lm":
            known = [cost["pitch"] + cost["delay"] for cost in by_epoch]
            axes.plot(epochs, known, color=COLOURS[kind], linestyle=":",
                      label=f"{NAMES[name]}, latent known")  # fmt: skip
    untrained = found["networks"]["vrash"]["training"]["untrained"]["total"]
    axes.axhline(untrained, color=LIGHT.muted, linestyle="--", linewidth=1,
                 label="untrained network")  # fmt: skip
    axes.axhline(found["by_count"], color=LIGHT.muted, linestyle="-.", linewidth=1,
                 label="by how common each is")  # fmt: skip
    axes.set_xlabel("epochs of training")
    axes.set_ylabel("bits a note")
    tidy(axes, LIGHT, "Cross-entropy on held-out tracks")
    _legend(figure)
    return figure


def information(made: Mapping[str, Found]) -> Figure:
    """Return the paper's figure 6, a column a style, and below it what is above shuffled lines."""
    figure = page(LIGHT, 5.6)
    panels = figure.subplots(2, len(made), sharex=True, sharey="row", squeeze=False)
    for (above, below), (style, sets) in zip(panels.T, made.items(), strict=True):
        for name, measures in sets.items():
            bits, base = measures["information"]["bits"], measures["information"]["shuffled"]
            line = "--" if name.endswith("filtered") else "-"
            told = {"color": COLOURS[name], "linewidth": 1.3, "label": NAMES.get(name, name)}
            above.plot(DISTANCES, bits, line, **told)
            below.plot(DISTANCES, [b - s for b, s in zip(bits, base, strict=True)], line, **told)
        if "real" in sets:
            above.plot(DISTANCES, sets["real"]["information"]["shuffled"], ":", color=LIGHT.text,
                       linewidth=1, label="real, shuffled")  # fmt: skip
        below.set_xscale("log", base=2)
        below.set_xticks((1, 2, 4, 8, 16, 32, 64), ("1", "2", "4", "8", "16", "32", "64"))
        below.set_xlabel("notes apart")
        tidy(above, LIGHT, f"{style}: real and stylised")
        tidy(below, LIGHT, f"{style}: above the same lines shuffled")
    for axes in panels[:, 0]:
        axes.set_ylabel("mutual information, bits")
    _legend(figure)
    return figure


def interpolation(told: Found) -> Figure:
    """Return contours: two phrases, and what is decoded from latents between theirs."""
    lines: Sequence[Sequence[int]] = told["decoded"]
    figure = page(LIGHT, 4.2)
    axes = figure.subplots(len(lines) + 2, 1, sharex=True, sharey=True)
    shares = [f"{number / (len(lines) - 1):.0%}" for number in range(len(lines))]
    rows = [("one phrase", told["phrases"][0]), *zip(shares, lines, strict=True)]
    rows.append(("the other", told["phrases"][1]))
    for panel, (name, line) in zip(axes, rows, strict=True):
        is_played = name in ("one phrase", "the other")
        colour = LIGHT.text if is_played else LIGHT.ours
        panel.step(range(len(line)), [pitch + LOWEST for pitch in line], where="post",
                   color=colour, linewidth=1)  # fmt: skip
        tidy(panel, LIGHT, "")
        panel.set_title("")
        panel.set_ylabel(name, rotation=0, ha="right", va="center")
    axes[-1].set_xlabel("notes")
    return figure


def _legend(figure: Figure) -> None:
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False,
                  fontsize=SIZE, labelcolor=LIGHT.text)  # fmt: skip
