"""The benchmark measures all that is promised. What it finds is for people, never for a test."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from antiphon_engine.bench import keep_blas_to_one_thread
from antiphon_engine.benchmarks.report import Report, report_from_json
from antiphon_engine.errors import UserError

BARS = {
    "step.whole": {"p50": 0.4, "p99": 1.0},
    "step.ratio": {"value": 1.5},
    "paced.whole": {"p50": 1.0, "p99": 2.5},
    "decision.ahead": {"p99": 1.0},
    "decision.on_the_spot": {"p99": 3.0},
    "motifs.small": {"p99": 20.0},
    "motifs.large": {"p99": 20.0},
    "motifs.ratio": {"value": 2.0},
    "motifs.all": {"max": 2.0},
    "engine.ready": {"max": 1.0},
    "engine.memory": {"max": 200.0},
}
LIVE_BARS = {
    "live.realtime": {"decision": 1.0, "first": 1.0, "late": 1.5},
    "live.ordinary": {"decision": 1.0, "first": 1.0, "late": 3.0},
}


def antiphon_bench(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "antiphon_app", "bench", *words],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Report]:
    """What a quick run said, and the report that it wrote."""
    path = tmp_path_factory.mktemp("bench") / "figures.json"
    ended = antiphon_bench("--quick", "--json", str(path))
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout, report_from_json(path.read_text())


def test_a_quick_run_says_and_writes_every_figure(quick: tuple[str, Report]) -> None:
    said, report = quick
    assert report.is_quick
    assert report.machine["blas threads"] == "1"
    assert report.machine["mind"].startswith("note_stream-")
    assert all(figure.what in said for figure in report.figures)


def test_every_promise_is_held_against_its_bar(quick: tuple[str, Report]) -> None:
    expected = BARS | live_bars("live.ordinary")
    if quick[1].machine["real-time priority"] == "granted":
        expected |= live_bars("live.realtime")
    assert {each.key: dict(each.bars) for each in quick[1].figures if each.bars} == expected


def live_bars(which: str) -> dict[str, dict[str, float]]:
    return {f"{which}.{name}": {"p99": limit} for name, limit in LIVE_BARS[which].items()}


def test_every_figure_has_a_key_of_its_own_and_percentiles_that_ascend(
    quick: tuple[str, Report],
) -> None:
    figures = quick[1].figures
    assert len({figure.key for figure in figures}) == len(figures)
    for figure in figures:
        if "value" not in figure.values:
            assert list(figure.values) == ["p50", "p95", "p99", "max"]
            assert list(figure.values.values()) == sorted(figure.values.values())


def test_a_folder_that_is_not_there_is_named_before_anything_is_measured() -> None:
    ended = antiphon_bench("--json", "nowhere/figures.json")
    assert ended.returncode == 2
    assert ended.stderr == (
        "antiphon: nowhere/figures.json: there is no folder nowhere; make it first\n"
    )


def test_weights_that_are_none_are_named(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    path.write_text(json.dumps({}))
    ended = antiphon_bench("--quick", "--weights", str(path))
    assert ended.returncode == 2
    assert str(path) in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_blas_on_several_threads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    monkeypatch.setitem(sys.modules, "numpy", np)
    with pytest.raises(UserError, match="run 'antiphon bench' on its own"):
        keep_blas_to_one_thread()
