import subprocess
import sys
from pathlib import Path


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )


def test_the_engine_starts_without_torch_qt_or_music21() -> None:
    done = run(
        "import sys, antiphon_engine.live_process, antiphon_engine.session_start\n"
        "import antiphon_engine.ports, antiphon_models.note_stream_improviser\n"
        "print([m for m in ('torch', 'music21', 'PyQt6', 'tqdm') if m in sys.modules])"
    )
    assert done.stdout == "[]\n"


def test_blas_keeps_to_one_thread_and_threads_take_turns_quickly() -> None:
    done = run(
        "import os, sys\n"
        "from antiphon_engine import process_setup\n"
        "process_setup.limit_blas_threads()\n"
        "process_setup.prepare_interpreter()\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'], sys.getswitchinterval())"
    )
    assert done.stdout == "1 0.0005\n"


def test_what_libraries_print_goes_to_a_log_and_python_is_still_heard(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "libraries.log"
    done = run(
        "import os, sys\n"
        "from pathlib import Path\n"
        "from antiphon_engine import process_setup\n"
        f"process_setup.keep_libraries_quiet(Path({str(log)!r}))\n"
        "os.write(2, b'Cannot read socket')\n"
        "print('a traceback', file=sys.stderr)"
    )
    assert done.stderr == "a traceback\n"
    assert log.read_bytes() == b"Cannot read socket"


def test_frozen_garbage_is_not_looked_at_again() -> None:
    done = run(
        "import gc\n"
        "from antiphon_engine import process_setup\n"
        "process_setup.freeze_garbage()\n"
        "print(gc.isenabled(), gc.get_freeze_count() > 1000)\n"
        "process_setup.collect_garbage()"
    )
    assert done.stdout == "False True\n"
