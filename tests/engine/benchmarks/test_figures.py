"""Percentiles, bars and ratios."""

import pytest

from antiphon_engine.benchmarks.figures import distribution, percentile, ratio, single


def test_percentiles_are_samples_by_nearest_rank() -> None:
    samples = [float(number) for number in range(1, 201)]
    assert [percentile(samples, percent) for percent in (50, 95, 99, 100)] == [100, 190, 198, 200]
    assert percentile([7.0], 50) == 7.0
    assert percentile([1.0, 2.0, 3.0], 0) == 1.0


def test_no_samples_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no samples"):
        percentile([], 50)


def test_samples_in_any_order_become_percentiles_in_the_unit() -> None:
    figure = distribution("step", "step.whole", "a step", "ms", [0.004, 0.001, 0.003, 0.002])
    assert figure.values == {"p50": 2.0, "p95": 4.0, "p99": 4.0, "max": 4.0}
    assert figure.count == 4
    assert not figure.is_over


def test_a_figure_is_over_when_one_of_its_bars_is_exceeded() -> None:
    bars = {"p50": 2.0, "max": 3.0}
    assert not distribution("s", "k", "w", "s", [1.0, 2.0, 3.0], bars=bars).is_over
    assert distribution("s", "k", "w", "s", [1.0, 2.0, 3.1], bars=bars).is_over
    assert distribution("s", "k", "w", "s", [1.0, 2.1, 3.0], bars=bars).is_over


def test_a_ratio_is_of_the_medians() -> None:
    figure = ratio("s", "k", "w", [3.0, 9.0, 3.0], [2.0, 1.0, 2.0], bar=1.5)
    assert (figure.unit, figure.values) == ("x", {"value": 1.5})
    assert not figure.is_over


def test_one_number_is_told_in_its_unit() -> None:
    assert single("s", "k", "w", "MB", 5_360_000).values == {"value": pytest.approx(5.36)}
