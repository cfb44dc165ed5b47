"""What helps someone else to help: versions, ports and timings as text; no music.

Knows the session; knows no widget.
"""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from antiphon_app.session import Session

PACKAGES = ("antiphon", "numpy", "PyQt6", "PyQt6-Qt6", "python-rtmidi", "miniaudio")


def report(session: Session) -> str:
    """Return the diagnostics, one fact a line."""
    ports, health = session.ports, session.health
    lines = [
        "Antiphon diagnostics",
        f"system: {platform.platform()}, {platform.machine()}",
        f"python: {sys.version.split()[0]}",
        *(f"{name}: {_version(name)}" for name in PACKAGES),
        "",
        f"engine: {'plays' if session.is_ready else 'does not play'}, {session.mind or 'no mind'}",
        f"uptime: {health.uptime_s:.0f} s, real-time priority: {_yes(health.realtime)}",
        f"answers p50 / p99: {health.answer_p50_ms:g} / {health.answer_p99_ms:g} ms",
        f"lateness p50 / p99 / max: {health.lateness_p50_ms:g} / {health.lateness_p99_ms:g} / "
        f"{health.lateness_max_ms:g} ms",
        f"notes heard / played: {health.notes_heard} / {health.notes_played}",
        f"telemetry dropped: {health.telemetry_dropped}, unsent for lack of a port: "
        f"{health.unsent}",
        *(f"skipped, {reason}: {number}" for reason, number in health.dropped.items()),
        "",
        f"driver: {ports.driver or 'none'}",
        f"input: {ports.input or 'not open'}",
        f"output: {ports.output or 'not open'}",
        *(f"wire: {source} -> {target}" for source, target in ports.wires),
        *(f"there is input: {name}" for name in ports.inputs),
        *(f"there is output: {name}" for name in ports.outputs),
        f"port trouble: {ports.trouble or 'none'}",
        "",
        *(f"said: {trouble}" for trouble in session.troubles),
    ]
    return "\n".join(lines) + "\n"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _yes(claim: bool) -> str:
    return "yes" if claim else "no"
