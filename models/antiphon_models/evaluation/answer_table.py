"""The study of answers as a page of Markdown.

Knows the summary's names; computes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from antiphon_models.evaluation.answer_sets import FEATURES
from antiphon_models.evaluation.distances import DISTANCES, DISTRIBUTIONS

Summary = Mapping[str, Any]
REAL = "what was really played"


def answer_page(study: Summary) -> str:
    """Return the page: what was done, the distances, styles, sets, copies, loops and bars."""
    systems = study["systems"]
    parts = [
        ["# Answers, beside what the musician really played next", ""],
        _told(study),
        ["## Mean of the distances", ""],
        _headline(systems, study["ours"]),
        ["## Each distance (0 alike, 1 nothing in common; least in bold)", ""],
        _distances(systems),
        ["## Divergence from what was played, in bits", ""],
        _divergences(systems),
        ["## Mean of the distances, by style", ""],
        _by_style(systems),
        ["## As a set: overlap (and divergence in bits) of the distances within and between", ""],
        _sets(systems),
        ["## Repeats, loops and copies", ""],
        _repeats(systems, study["real"]),
        ["## Bars", ""],
        [f"- {'met' if is_met else '**not met**'}: {bar}" for bar, is_met in study["bars"].items()],
    ]
    return "\n".join(line for part in parts for line in [*part, ""]).rstrip() + "\n"


def _told(study: Summary) -> list[str]:
    counts = ", ".join(f"{style} {count}" for style, count in study["styles"].items())
    params = ", ".join(f"{name} {value}" for name, value in study["params"].items())
    return [
        f"{study['prompts']} prompts from held-out pieces ({counts}), seed {study['seed']}; "
        f"{study['weights']}; knobs: {params or 'as they are by default'}.",
        f"{study['date']}, {study['machine']}.",
    ]


def _headline(systems: Summary, ours: str) -> list[str]:
    rows = [
        [
            name,
            _interval(found["means"]["mean"]),
            "" if name == ours else _interval(found["margin"]["mean"], signed=True),
        ]
        for name, found in _ranked(systems)
    ]
    return _table(["system", "mean of ten distances (95 %)", f"further off than {ours}"], rows)


def _distances(systems: Summary) -> list[str]:
    return _compared(systems, list(DISTANCES), 3)


def _divergences(systems: Summary) -> list[str]:
    return _compared(systems, [f"{name} bits" for name in DISTRIBUTIONS], 2)


def _compared(systems: Summary, names: Sequence[str], digits: int) -> list[str]:
    least = {name: min(s["means"][name]["value"] for s in systems.values()) for name in names}

    def cell(value: float, name: str) -> str:
        text = f"{value:.{digits}f}"
        return f"**{text}**" if value == least[name] else text

    rows = [
        [system, *(cell(found["means"][name]["value"], name) for name in names)]
        for system, found in systems.items()
    ]
    return _table(["system", *names], rows)


def _by_style(systems: Summary) -> list[str]:
    styles = list(next(iter(systems.values()))["by_style"])
    least = {style: min(s["by_style"][style] for s in systems.values()) for style in styles}

    def cell(value: float, style: str) -> str:
        return f"**{value:.3f}**" if value == least[style] else f"{value:.3f}"

    rows = [
        [system, *(cell(found["by_style"][style], style) for style in styles)]
        for system, found in systems.items()
    ]
    return _table(["system", *styles], rows)


def _sets(systems: Summary) -> list[str]:
    rows = [
        [
            system,
            *(
                f"{found['sets'][name]['overlap']:.2f} ({found['sets'][name]['divergence']:.2f})"
                for name in FEATURES
            ),
        ]
        for system, found in systems.items()
    ]
    return _table(["system", *FEATURES], rows)


def _repeats(systems: Summary, real: Summary) -> list[str]:
    heads = [
        "system", "notes", "distinct 4-grams", "distinct 8-grams", "share looping",
        "answers that loop", "longest run in training, any key (over 12)", "same key (over 12)",
        "not the player's own (over 12)",
    ]  # fmt: skip
    rows = [[name, *_repeat_cells(found)] for name, found in {**systems, REAL: real}.items()]
    return _table(heads, rows)


def _repeat_cells(found: Summary) -> list[str]:
    means, runs = found["means"], found["copies"]
    plain = [f"{means[name]['value']:.3f}" for name in ("distinct", "distinct_long")]
    copied = [
        f"{runs[name]['longest']} ({runs[name]['answers']})"
        for name in ("run", "run_same_key", "run_not_own")
    ]
    return [
        f"{means['notes']['value']:.1f}",
        *plain,
        f"{means['longest_loop']['value']:.3f}",
        str(found["loops"]),
        *copied,
    ]


def _ranked(systems: Summary) -> list[tuple[str, Any]]:
    return sorted(systems.items(), key=lambda item: float(item[1]["means"]["mean"]["value"]))


def _interval(found: Mapping[str, float], signed: bool = False) -> str:
    sign = "+" if signed else ""
    return f"{found['value']:{sign}.4f} ({found['low']:{sign}.4f} to {found['high']:{sign}.4f})"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
