"""How long an engine process takes to be ready, and how much memory it then holds.

Knows how an engine is started and greeted; knows nothing of what it does inside.
"""

import os
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

from antiphon_engine.benchmarks.figures import Figure, distribution
from antiphon_engine.errors import UserError
from antiphon_engine.frames import MAX_FRAME_BYTES, decode, encode
from antiphon_engine.ipc import Doorway
from antiphon_engine.messages import PlayNote, Ready, Start, Stop, Trouble

SECTION = "the engine's process"
ENDING = 10.0
# It is measured once it has heard something.
NOTES_BEFORE = 32


def measure(starts: int, weights: Path | None, folder: Path) -> list[Figure]:
    """Return the figures of `starts` engines, one after another; their files go to `folder`."""
    seconds, resident = [], []
    for _ in range(starts):
        taken, held = _start_one(weights, folder)
        seconds.append(taken)
        resident += [] if held is None else [held]
    figures = [
        distribution(SECTION, "engine.ready", "started -> ready", "s", seconds, bars={"max": 1.0})
    ]
    if resident:
        figures.append(
            distribution(
                SECTION, "engine.memory", "resident memory", "MB", resident, bars={"max": 200.0}
            )
        )
    return figures


def _start_one(weights: Path | None, folder: Path) -> tuple[float, int | None]:
    doorway = Doorway()
    began = time.perf_counter()
    process = subprocess.Popen(
        (sys.executable, "-m", "antiphon_engine"),
        stdin=subprocess.PIPE,
        env={**os.environ, "ANTIPHON_HOME": str(folder)},
    )
    try:
        assert process.stdin is not None
        with process.stdin as stdin:
            stdin.write(doorway.invitation.to_line())
        connection = _called_by(process, doorway)
        connection.send_bytes(encode(Start(1, weights=str(weights) if weights else None)))
        _await_ready(connection)
        taken = time.perf_counter() - began
        for pitch in range(48, 48 + NOTES_BEFORE):
            connection.send_bytes(encode(PlayNote(pitch, 80)))
        time.sleep(0.2)
        held = resident_bytes(process.pid)
        connection.send_bytes(encode(Stop()))
        process.wait(ENDING)
    finally:
        process.kill()
        process.wait()
    return taken, held


def _called_by(process: subprocess.Popen[bytes], doorway: Doorway) -> Connection:
    def close_after_it() -> None:
        process.wait()
        doorway.close()

    threading.Thread(target=close_after_it, name="engine-wait", daemon=True).start()
    connection = doorway.welcome()
    if connection is None:
        raise UserError(
            f"the engine ended with exit code {process.returncode}; see its words above"
        )
    return connection


def _await_ready(connection: Connection) -> None:
    while True:
        try:
            message = decode(connection.recv_bytes(MAX_FRAME_BYTES))
        except (EOFError, OSError):
            raise UserError("the engine ended before it was ready; see its words above") from None
        if isinstance(message, Ready):
            return
        if isinstance(message, Trouble) and message.fatal:
            raise UserError(f"the engine does not start: {message.text}")


def resident_bytes(pid: int) -> int | None:
    """Return the memory that a process holds, in bytes; None where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024
    except (OSError, StopIteration):
        return _asked_of_ps(pid)


def _asked_of_ps(pid: int) -> int | None:
    try:
        told = subprocess.run(
            ("ps", "-o", "rss=", "-p", str(pid)), capture_output=True, text=True, check=True
        )
        return int(told.stdout) * 1024
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None
