"""Tests that need a JACK server run in a process of their own, one after another.

JACK's C library now and then takes its whole process with it when a server dies or a client
leaves. That must not take the other tests along; so a test in whose process the library
itself died (by a signal) is run again, up to TRIES times in all. A test that fails, fails.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

CHILD = "ANTIPHON_TEST_RECORD"
TRIES = 3
LONGEST = 110


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    """Run a test marked `jack` in a child process, and report what the child reports."""
    if item.get_closest_marker("jack") is None or CHILD in os.environ:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in _reports(item):
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write down what happened, in the child."""
    if record := os.environ.get(CHILD):
        line = {"when": report.when, "outcome": report.outcome, "duration": report.duration}
        where = report.longrepr if isinstance(report.longrepr, tuple) else str(report.longrepr)
        with Path(record).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "longrepr": where if report.longrepr else None}) + "\n")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(exitstatus: int) -> None:
    """End the child here: JACK's clients whose server has died must not be closed, as at exit."""
    if CHILD in os.environ:
        sys.stdout.flush()
        os._exit(int(exitstatus))


def _reports(item: pytest.Item) -> list[pytest.TestReport]:
    with TemporaryDirectory() as folder:
        for number in range(TRIES):
            record = Path(folder) / f"{number}.jsonl"
            code, output = _run_child(item, record)
            if code >= 0:
                break
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    reports = [_report(item, **json.loads(line)) for line in lines]
    if code not in (0, 1) or not reports:
        reports.append(_report(item, "call", "failed", 0.0, f"exit code {code}\n{output}"))
    return reports


def _run_child(item: pytest.Item, record: Path) -> tuple[int, str]:
    command = [sys.executable, "-X", "faulthandler", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, item.nodeid],
            cwd=item.config.rootpath,
            env={**os.environ, CHILD: str(record)},
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        return 124, f"longer than {LONGEST} s\n{expired.stdout!r}"
    return done.returncode, done.stdout + done.stderr


def _report(
    item: pytest.Item, when: str, outcome: str, duration: float, longrepr: str | list[str] | None
) -> pytest.TestReport:
    return pytest.TestReport(
        nodeid=item.nodeid,
        location=item.location,
        keywords=dict.fromkeys(item.keywords, 1),
        outcome=outcome,  # type: ignore[arg-type]
        longrepr=tuple(longrepr) if isinstance(longrepr, list) else longrepr,  # type: ignore[arg-type]
        when=when,  # type: ignore[arg-type]
        duration=duration,
    )
