"""The benchmark measures all that is promised. What it finds is for people, never for a test."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from antiphon_engine.bench import Effort, keep_blas_to_one_thread, measured
from antiphon_engine.benchmarks.report import report_from_json
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


def test_a_quick_run_says_and_writes_every_figure(tmp_path: Path) -> None:
    ended = antiphon_bench("--quick", "--json", str(tmp_path / "figures.json"))
    assert (ended.returncode, ended.stderr) == (0, "")
    report = report_from_json((tmp_path / "figures.json").read_text())
    assert report.is_quick
    assert report.machine["blas threads"] == "1"
    assert report.machine["mind"].startswith("note_stream-")
    assert all(figure.what in ended.stdout for figure in report.figures)
    bars = {figure.key: dict(figure.bars) for figure in report.figures if figure.bars}
    assert {key: limits for key, limits in bars.items() if not key.startswith("live")} == BARS
    live = {key: limits for key, limits in bars.items() if key.startswith("live")}
    assert live.items() >= expected_live("live.ordinary").items() or not live
    assert set(live) <= {*expected_live("live.ordinary"), *expected_live("live.realtime")}


def expected_live(which: str) -> dict[str, dict[str, float]]:
    return {f"{which}.{name}": {"p99": limit} for name, limit in LIVE_BARS[which].items()}


def test_every_figure_has_a_name_of_its_own_and_its_values_in_order() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    figures = measured(Effort(5, 2, 2, 1.0, 12_000, 1), is_quick=True).figures
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
    monkeypatch.setitem(sys.modules, "numpy", sys)
    with pytest.raises(UserError, match="run 'antiphon bench' on its own"):
        keep_blas_to_one_thread()
