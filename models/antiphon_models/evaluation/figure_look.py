"""How figures look: the colours of the window, dark and light, and axes without what tells nothing.

Knows matplotlib; knows no result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from PIL import Image

# Inches and dots of a page's width: shown at 700 pixels, drawn at twice that.
WIDTH, MARGIN, DPI = 7.0, 0.1, 200
SIZE = 8.5
SHADES = 64


@dataclass(frozen=True, slots=True)
class Look:
    """A set of colours, after the window's themes: `ours` is the machine's, `memory` a motif's."""

    name: str
    background: str
    text: str
    muted: str
    line: str
    ours: str
    memory: str
    third: str


LIGHT = Look("light", "#f4f2ee", "#1d2126", "#5a6370", "#cfcbc2", "#00757a", "#6a3fbf", "#b3640a")
DARK = Look("dark", "#14161a", "#eceef1", "#9da6b5", "#3a404c", "#43cbc4", "#bb94ff", "#f5a742")
LOOKS = (LIGHT, DARK)


def page(look: Look, height: float) -> Figure:
    """Return an empty figure of the page's width and `height` inches."""
    layout = ConstrainedLayoutEngine(w_pad=MARGIN, h_pad=MARGIN)
    return Figure(figsize=(WIDTH, height), facecolor=look.background, layout=layout)


def tidy(axes: Axes, look: Look, title: str) -> None:
    """Dress `axes`: its title at the left, two quiet edges, light lines across."""
    axes.set_facecolor(look.background)
    axes.set_title(title, loc="left", fontsize=SIZE + 0.5, color=look.text, pad=8)
    for edge, spine in axes.spines.items():
        spine.set_visible(edge in ("left", "bottom"))
        spine.set_color(look.line)
    axes.tick_params(colors=look.muted, labelsize=SIZE, length=0)
    axes.grid(color=look.line, linewidth=0.5, alpha=0.6)
    axes.set_axisbelow(True)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set(color=look.muted, fontsize=SIZE)


def behind(look: Look) -> dict[str, Any]:
    """Return what stands behind a number, so that no line crosses it."""
    return {"facecolor": look.background, "edgecolor": "none", "pad": 0.5}


def name_rows(axes: Axes, names: Sequence[str], look: Look, ours: Sequence[bool]) -> None:
    """Write `names` beside the rows 0, 1, ... from the top, those of `ours` in its colour."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    for label, is_ours in zip(axes.get_yticklabels(), ours, strict=True):
        label.set_color(look.ours if is_ours else look.text)


def drawn(figure: Figure) -> bytes:
    """Return `figure` as PNG; the same figure gives the same bytes."""
    plain, small = BytesIO(), BytesIO()
    figure.savefig(plain, dpi=DPI)
    # Few colours are used; so many shades look the same and make a third of the file.
    Image.open(plain).convert("RGB").quantize(SHADES).save(small, "PNG", optimize=True)
    return small.getvalue()


def save(figure: Figure, path: Path) -> None:
    """Write `figure` as PNG."""
    path.write_bytes(drawn(figure))
