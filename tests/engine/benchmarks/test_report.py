"""A report goes to JSON and comes back the same."""

import pytest

from antiphon_engine.benchmarks.figures import distribution, single
from antiphon_engine.benchmarks.report import Report, ReportError, report_from_json

REPORT = Report(
    measured="2026-01-02T03:04:05+00:00",
    is_quick=False,
    machine={"cores": "2"},
    figures=(
        distribution("step", "step.whole", "a step", "ms", [0.001, 0.002], bars={"p50": 0.4}),
        single("step", "step.bytes", "bytes", "MB", 2e6),
    ),
)


def test_a_report_comes_back_from_json_as_it_was() -> None:
    assert report_from_json(REPORT.to_json()) == REPORT


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "figures": [{}]}', "\0"]
)
def test_what_is_no_report_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ReportError, match="antiphon bench"):
        report_from_json(text)
