"""The table that a person reads."""

from antiphon_engine.benchmarks.figures import distribution, single
from antiphon_engine.benchmarks.report import Report
from antiphon_engine.benchmarks.table import table

FIGURES = (
    distribution(
        "network", "a", "step", "ms", [0.0001, 0.0123], bars={"p50": 0.05, "p99": 20.0}
    ),
    single("network", "b", "ratio", "x", 1.25, bar=1.5),
    single("memory", "c", "size", "MB", 123_400_000),
)  # fmt: skip


def test_the_table_aligns_figures_and_says_which_are_over() -> None:
    report = Report("2026-01-02", True, {"cores": "2", "python": "3.11.7"}, FIGURES)
    assert table(report) == [
        "measured 2026-01-02 (quick)",
        "             cores  2",
        "            python  3.11.7",
        "",
        "network            n      p50      p95      p99      max  bar",
        "  step   ms        2    0.100     12.3     12.3     12.3  p50 0.05, p99 20  OVER",
        "  ratio   x              1.25                             1.5               ok",
        "",
        "memory             n      p50      p95      p99      max  bar",
        "  size   MB               123",
        "",
        "over the bar: 1 of 2 figures that have one",
    ]
