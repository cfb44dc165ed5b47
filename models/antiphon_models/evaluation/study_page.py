"""A study as one HTML page that needs nothing else, and its results as JSON.

Knows how a page looks and how figures are put into it; knows no study.
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from antiphon_models.evaluation.figure_look import DARK, LIGHT, Look, drawn
from antiphon_models.machine import machine_in_words

Cell = str | float | int | None
MISSING = "–"


class StudyPage:
    """A page in the making: sections, tables and figures, in the order in which they are added.

    `paper` says what is studied, authors, title and year; `lead` what was found, in a few
    sentences.
    """

    def __init__(self, title: str, paper: str, lead: str) -> None:
        self._title = title
        self._body = [
            f"<header><h1>{escape(title)}</h1>",
            f'<p class="paper">{escape(paper)}</p><p class="lead">{escape(lead)}</p></header>',
        ]

    def section(self, heading: str, *paragraphs: str) -> None:
        """Begin a section, of plain text."""
        self._body.append(f"<h2>{escape(heading)}</h2>")
        self._body += [f"<p>{escape(text)}</p>" for text in paragraphs]

    def table(
        self, caption: str, header: Sequence[str], rows: Sequence[Sequence[Cell]], note: str = ""
    ) -> None:
        """Add a table; numbers are set to the right, None is a dash, `note` stands below."""
        numbers = [all(not isinstance(row[at], str) for row in rows) for at in range(len(header))]
        head = "".join(map(_heading, header, numbers))
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
        below = f'<p class="note">{escape(note)}</p>' if note else ""
        self._body.append(
            f'<figure class="table"><figcaption>{escape(caption)}</figcaption><div><table>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{below}</figure>"
        )

    def figure(self, figure: Figure, caption: str, alt: str) -> None:
        """Add a figure; `alt` tells those who do not see it what it shows."""
        png = b64encode(drawn(figure)).decode()
        self._body.append(
            f'<figure><img alt="{escape(alt)}" src="data:image/png;base64,{png}">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )

    def write(self, path: Path) -> None:
        """Write the page, whole or not at all."""
        page = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(self._title)}</title><style>{_style()}</style></head><body><main>"
            + "\n".join(self._body)
            + "</main></body></html>\n"
        )
        _write(path, page)


def write_results(path: Path, results: Mapping[str, Any], command: str, seconds: float) -> None:
    """Write what a study found as JSON, with the command, its time, the date and the machine."""
    facts = {
        "command": command,
        "date": date.today().isoformat(),
        "machine": machine_in_words(),
        "seconds": round(seconds, 1),
    }
    _write(path, json.dumps({**facts, **results}, indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _heading(name: str, is_number: bool) -> str:
    kind = ' class="number"' if is_number else ""
    return f"<th{kind}>{escape(name)}</th>"


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    told = MISSING if value is None else f"{value:,}" if isinstance(value, int) else _told(value)
    return f'<td class="number">{told}</td>'


def _told(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3f}"


def _style() -> str:
    return (
        f":root{{color-scheme:light dark;{_colours(LIGHT)}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{_colours(DARK)}}}}}"
        "body{margin:0;background:var(--background);color:var(--text);"
        "font:16px/1.55 system-ui,sans-serif}"
        "main{max-width:46rem;margin:0 auto;padding:3rem 1.25rem 5rem}"
        "h1{font-size:1.9rem;line-height:1.2;margin:0 0 .4rem}"
        "h2{font-size:1.25rem;margin:3rem 0 .6rem}"
        ".paper,.note,figcaption{color:var(--muted);font-size:.9rem}"
        ".lead{font-size:1.1rem}figure{margin:1.6rem 0}"
        f"img{{max-width:100%;border-radius:6px;background:{LIGHT.background}}}"
        ".table>div{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.88rem;"
        "margin-top:.5rem}th,td{padding:.35rem .7rem .35rem 0;text-align:left;"
        "vertical-align:top;border-bottom:1px solid var(--line)}"
        "th{color:var(--muted);font-weight:600}"
        ".number{text-align:right;padding-right:1.2rem;font-variant-numeric:tabular-nums}"
    )


def _colours(look: Look) -> str:
    named = {"background": look.background, "text": look.text, "muted": look.muted}
    return "".join(f"--{name}:{value};" for name, value in {**named, "line": look.line}.items())
