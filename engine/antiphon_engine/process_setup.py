"""What makes a process fit for real time: threads, priority, timer, garbage collection.

Each is asked for and done without where the system refuses. Knows nothing of what will run.
"""

import gc
import os
import sys
import threading
from pathlib import Path
from typing import Any

_BLAS_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
# How long a thread may keep the interpreter from another; the default of 5 ms would be heard.
SWITCH_INTERVAL = 0.0005
SENDER_PRIORITY = 60
INPUT_PRIORITY = 55
LOOP_PRIORITY = 50


def limit_blas_threads() -> None:
    """Keep BLAS to one thread; must come before numpy is imported."""
    for name in _BLAS_THREADS:
        os.environ[name] = "1"


def prepare_interpreter() -> None:
    """Make threads take turns quickly and timers fine."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  (needed here only)

        ctypes.windll.winmm.timeBeginPeriod(1)


def keep_libraries_quiet(log: Path) -> None:
    """Send what C libraries print on stderr to `log`, and leave Python's own stderr as it is.

    JACK's library prints a page when a server dies, in the middle of the musician's terminal.
    """
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except OSError:
        return
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
    os.dup2(target, 2)
    os.close(target)


def freeze_garbage() -> None:
    """Take all that is loaded out of the collector's sight, and let it run only when told."""
    gc.collect()
    gc.freeze()
    gc.disable()


def collect_garbage() -> None:
    """Collect what is new since the last time; survivors are not looked at again."""
    gc.collect(1)


def raise_priority(thread: threading.Thread, priority: int) -> bool:
    """Give a running thread real-time priority; False where that is not granted."""
    if thread.native_id is None:
        return False
    if sys.platform == "win32":
        return _raise_windows_priority(thread.native_id)
    # Typed loosely, as not every system has these calls. Linux takes threads for processes here.
    system: Any = os
    try:
        policy = system.SCHED_FIFO | system.SCHED_RESET_ON_FORK
        system.sched_setscheduler(thread.native_id, policy, system.sched_param(priority))
    except (AttributeError, OSError):
        return False
    return True


def _raise_windows_priority(native_id: int) -> bool:
    import ctypes  # noqa: PLC0415  (needed here only)

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  (missing elsewhere)
    set_information, time_critical = 0x20, 15
    handle = kernel.OpenThread(set_information, False, native_id)
    return bool(handle and kernel.SetThreadPriority(handle, time_critical))
