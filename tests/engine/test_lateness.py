from antiphon_engine.lateness import LatenessHistogram


def test_percentiles_are_within_a_fifth_of_the_truth() -> None:
    histogram = LatenessHistogram()
    for microseconds in range(1, 1001):
        histogram.add(microseconds * 1e-6)
    assert 500e-6 <= histogram.percentile(50) <= 600e-6
    assert 990e-6 <= histogram.percentile(99) <= 1000e-6
    assert histogram.worst == 1000e-6


def test_nothing_seen_is_no_lateness() -> None:
    assert LatenessHistogram().percentile(99) == 0.0


def test_being_early_is_being_on_time_and_an_age_is_still_counted() -> None:
    histogram = LatenessHistogram()
    histogram.add(-1.0)
    histogram.add(99.0)
    assert histogram.count == 2
    assert histogram.percentile(50) == 1e-6
    assert histogram.percentile(100) == 99.0
