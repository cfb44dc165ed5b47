"""`antiphon bench`: what is promised about latency, memory and start-up, measured.

Knows which measurements there are and how long each may go on; what they do is their own.
NumPy is imported only by them, after BLAS has been told to keep to one thread.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from antiphon_engine import process_setup
from antiphon_engine.benchmarks.figures import Figure
from antiphon_engine.benchmarks.report import Report, machine_facts
from antiphon_engine.benchmarks.table import table
from antiphon_engine.errors import UserError
from antiphon_engine.session_start import load_mind


@dataclass(frozen=True, slots=True)
class Effort:
    """How much of everything is measured: counts, and seconds for each of up to four scenes."""

    rounds: int
    paced_rounds: int
    turns: int
    scene_seconds: float
    motif_notes: int
    starts: int


QUICK = Effort(1000, 50, 100, 2.0, 50_000, 1)
FULL = Effort(5000, 250, 500, 9.0, 1_000_000, 5)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon bench`."""
    parser.description = (
        "Measure latency, memory and start-up on this machine, beside the bars that they are "
        "held to. Takes about 80 seconds; let nothing else run."
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here, too")
    parser.add_argument("--quick", action="store_true", help="less of everything, in 15 seconds")
    parser.add_argument("--weights", type=Path, metavar="FILE", help="another network")


def run(args: argparse.Namespace) -> int:
    """Measure, print the table and write the JSON; return the exit code, 0 over the bar or not."""
    if args.json is not None and not args.json.parent.is_dir():
        raise UserError(f"{args.json}: there is no folder {args.json.parent}; make it first")
    keep_blas_to_one_thread()
    report = measured(QUICK if args.quick else FULL, args.quick, args.weights)
    print("\n".join(table(report)))
    if args.json is not None:
        try:
            args.json.write_text(report.to_json(), encoding="utf-8")
        except OSError as error:
            raise UserError(f"{args.json}: {error.strerror}; name another file") from None
    return 0


def keep_blas_to_one_thread() -> None:
    """Have BLAS on one thread, as in the engine; UserError where it is too late for that."""
    is_limited = os.environ.get("OPENBLAS_NUM_THREADS") == "1"
    if "numpy" in sys.modules and not is_limited:
        raise UserError("numpy is loaded, on several threads; run 'antiphon bench' on its own")
    process_setup.limit_blas_threads()


def measured(effort: Effort, is_quick: bool, weights: Path | None = None) -> Report:
    """Return the report of one run; its files go to a folder that is gone afterwards."""
    began = datetime.now().astimezone().isoformat(timespec="seconds")
    with tempfile.TemporaryDirectory(prefix="antiphon-bench-") as folder:
        figures, facts = _measure(effort, weights, Path(folder))
    return Report(began, is_quick, facts, tuple(figures))


def _measure(
    effort: Effort, weights: Path | None, folder: Path
) -> tuple[list[Figure], dict[str, str]]:
    # Only now, because BLAS counts its threads when numpy is imported.
    from antiphon_engine.benchmarks import (  # noqa: PLC0415
        answering,
        motifs,
        network,
        network_parts,
        priority,
        start_up,
        systems,
    )
    from antiphon_models.runtime.note_stream import load_note_stream  # noqa: PLC0415

    figures = start_up.measure(effort.starts, weights, folder)
    mind = load_mind(weights)
    stepper = load_note_stream(weights)
    process_setup.prepare_interpreter()
    process_setup.freeze_garbage()
    live, is_realtime = answering.measure_live(mind, effort.scene_seconds, folder)
    facts = machine_facts(mind.name, is_realtime)
    with priority.as_the_loop_runs():
        figures = [
            *network.measure(stepper, effort.rounds, effort.paced_rounds),
            *network_parts.measure(stepper, effort.rounds),
            *systems.measure(effort.rounds),
            *answering.measure_decisions(mind, effort.turns),
            *live,
            *motifs.measure(effort.motif_notes, min(5000, effort.motif_notes // 10)),
            *figures,
        ]
    return figures, facts
