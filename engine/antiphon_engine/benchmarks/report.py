"""A benchmark's report: when and on what machine, and every figure; to JSON and back.

Knows the machine it runs on; does not know what the figures measure.
"""

import json
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from antiphon_engine.benchmarks.figures import Figure
from antiphon_engine.errors import UserError
from antiphon_models.machine import processor

FORMAT = 1


class ReportError(UserError):
    """A text that is no report of a benchmark."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of the benchmark found; `measured` is local time in ISO 8601."""

    measured: str
    is_quick: bool
    machine: Mapping[str, str]
    figures: tuple[Figure, ...]

    def to_json(self) -> str:
        """Return it as JSON, one level of indentation for people."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=2) + "\n"


def report_from_json(text: str) -> Report:
    """Return the report that `text` holds; ReportError where it does not."""
    try:
        told: dict[str, Any] = json.loads(text)
        if told.pop("format") != FORMAT:
            raise ReportError(f"a report of another format than {FORMAT}; run 'antiphon bench'")
        figures = tuple(Figure(**figure) for figure in told.pop("figures"))
        return Report(figures=figures, **told)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ReportError("this is no report; 'antiphon bench --json FILE' writes one") from None


def machine_facts(mind: str, is_realtime: bool) -> dict[str, str]:
    """Return what the figures depend on, by name: cores, load, versions, threads, priority.

    Needs numpy loaded, and tells under how many threads its BLAS was.
    """
    numpy = sys.modules["numpy"]
    return {
        "processor": processor(),
        "cores": str(os.cpu_count()),
        "load": _load(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": str(numpy.__version__),
        "blas threads": os.environ.get("OPENBLAS_NUM_THREADS", "not limited"),
        "real-time priority": "granted" if is_realtime else "not granted",
        "antiphon": version("antiphon"),
        "mind": mind,
    }


def _load() -> str:
    if not hasattr(os, "getloadavg"):
        return "unknown"
    return f"{os.getloadavg()[0]:.1f} over the last minute, this benchmark included"
