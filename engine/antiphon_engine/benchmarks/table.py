"""A report as a table for the terminal.

Knows columns and rounding; knows nothing of what is measured.
"""

from itertools import groupby

from antiphon_engine.benchmarks.figures import PERCENTILES, Figure
from antiphon_engine.benchmarks.report import Report

_NUMBER, _COUNT, _UNIT = 9, 9, 6


def table(report: Report) -> list[str]:
    """Return the lines of the whole report: machine, then a block of figures for each section."""
    widest = max(max(len(each.what), len(each.section) - _UNIT) for each in report.figures)
    lines = [f"measured {report.measured}{' (quick)' if report.is_quick else ''}"]
    lines += [f"{name:>18}  {fact}" for name, fact in report.machine.items()]
    for section, figures in groupby(report.figures, key=lambda figure: figure.section):
        header = "".join(f"{name:>{_NUMBER}}" for name in PERCENTILES)
        lines += ["", f"{section:{widest + _UNIT}}{'n':>{_COUNT}}{header}  bar"]
        lines += [_row(figure, widest) for figure in figures]
    over = [figure.what for figure in report.figures if figure.is_over]
    lines += ["", f"over the bar: {len(over)} of {_barred(report)} figures that have one"]
    return [line.rstrip() for line in lines]


def _row(figure: Figure, widest: int) -> str:
    names = PERCENTILES if "value" not in figure.values else ("value", "", "", "")
    numbers = "".join(
        f"{_number(figure.values[name]) if name else '':>{_NUMBER}}" for name in names
    )
    count = f"{figure.count if names is PERCENTILES else '':>{_COUNT}}"
    told = f"  {figure.what:{widest}}{figure.unit:>4}{count}{numbers}"
    return f"{told}  {_bars(figure):<18}{_verdict(figure)}"


def _number(value: float) -> str:
    """Three figures that count, without exponents."""
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:.{decimals}f}"


def _bars(figure: Figure) -> str:
    return ", ".join(
        f"{'' if name == 'value' else name + ' '}{limit:g}" for name, limit in figure.bars.items()
    )


def _verdict(figure: Figure) -> str:
    if not figure.bars:
        return ""
    return "OVER" if figure.is_over else "ok"


def _barred(report: Report) -> int:
    return sum(1 for figure in report.figures if figure.bars)
