"""A JACK server with the dummy driver, for tests over real MIDI ports."""

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import jack

# JACK keeps eight slots for servers and gives a killed one's back only to its own name.
SLOTS = 4
PERIOD_FRAMES = 64
PERIOD = PERIOD_FRAMES / 48000
_LIBC = ctypes.CDLL(None)
_DIE_WITH_PARENT = 1


def missing() -> str | None:
    """Why there can be no JACK server here; None if there can."""
    return None if shutil.which("jackd") else "jackd not found: install jackd2"


class JackServer:
    """A running server of one of a few fixed names; `kill` and `start` as often as a test likes."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.name, self._lock = _free_slot()
        self.environment = {
            "JACK_DEFAULT_SERVER": self.name,
            "JACK_NO_START_SERVER": "1",
            "JACK_NO_AUDIO_RESERVATION": "1",
        }
        os.environ.update(self.environment)
        jack.set_error_function(lambda _message: None)
        jack.set_info_function(lambda _message: None)
        self.start()

    def start(self) -> None:
        """Start the server and wait until it takes clients; again if the old one still goes."""
        for _ in range(3):
            _clean(self.name)
            self._process = subprocess.Popen(
                f"jackd -n {self.name} -r -S -d dummy -r 48000 -p {PERIOD_FRAMES}".split(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  (it only makes a system call)
            )
            if self._is_up(5.0):
                return
            self.kill()
        raise AssertionError(f"jackd does not start as {self.name}")

    def _is_up(self, timeout: float) -> bool:
        end = time.monotonic() + timeout
        while time.monotonic() < end and self._process and self._process.poll() is None:
            try:
                jack.Client("test asks", no_start_server=True).close()
            except jack.JackError:
                time.sleep(0.02)
            else:
                return True
        return False

    def kill(self) -> None:
        """End the server at once, as a crash would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the server in order and give its name back."""
        self._end(signal.SIGTERM)
        _clean(self.name)
        self._lock.close()

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            # It is still waiting for a client that was killed.
            self._process.kill()
            self._process.wait(5)
        self._process = None


def _free_slot() -> tuple[str, IO[str]]:
    for slot in range(SLOTS):
        name = f"antiphon-test-{slot}"
        lock = (Path(tempfile.gettempdir()) / f"{name}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
        else:
            return name, lock
    raise AssertionError("every name for a test server is taken by another test run")


def _die_with_parent() -> None:
    # A server left over by tests that were killed would hold its name.
    _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _clean(name: str) -> None:
    for left in Path("/dev/shm").glob(f"jack*_{name}_*"):
        left.unlink(missing_ok=True)


@contextmanager
def running() -> Iterator[JackServer]:
    """Give a running server, and end it."""
    server = JackServer()
    try:
        yield server
    finally:
        server.stop()
