"""A JACK server with the dummy driver, for tests over real MIDI ports."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# JACK keeps eight slots for servers and gives a killed one's back only to its own name.
NAME = f"antiphon-{os.environ.get('PYTEST_XDIST_WORKER', 'test')}"
ENVIRONMENT = {
    "JACK_DEFAULT_SERVER": NAME,
    "JACK_NO_START_SERVER": "1",
    "JACK_NO_AUDIO_RESERVATION": "1",
}
PERIOD_FRAMES = 64
PERIOD = PERIOD_FRAMES / 48000


def missing() -> str | None:
    """Why there can be no JACK server here; None if there can."""
    tools = [tool for tool in ("jackd", "jack_wait") if shutil.which(tool) is None]
    return f"{' and '.join(tools)} not found: install jackd2" if tools else None


class JackServer:
    """A running server; `kill` and `start` as often as a test likes."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start the server and wait until it takes clients; one retry, as it may still be going."""
        for attempt in (1, 2):
            _clean()
            self._process = subprocess.Popen(
                ["jackd", "-n", NAME, "-r", "-S", "-d", "dummy"]
                + ["-r", "48000", "-p", str(PERIOD_FRAMES)],
                env={**os.environ, **ENVIRONMENT},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            wait = ["jack_wait", "-s", NAME, "-w", "-t", "5"]
            waited = subprocess.run(wait, capture_output=True, check=False)
            if waited.returncode == 0 and self._process.poll() is None:
                return
            self.kill()
            assert attempt == 1, f"jackd does not start: {waited.stdout!r} {waited.stderr!r}"

    def kill(self) -> None:
        """End the server at once, as a crash would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the server in order."""
        self._end(signal.SIGTERM)
        _clean()

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
            self._process = None


def _clean() -> None:
    for left in Path("/dev/shm").glob(f"jack*_{NAME}_*"):
        left.unlink(missing_ok=True)


@contextmanager
def running() -> Iterator[JackServer]:
    """Give a running server, and end it."""
    server = JackServer()
    try:
        yield server
    finally:
        server.stop()


def wait_until(claim: object, timeout: float = 5.0, what: str = "it") -> None:
    """Return as soon as `claim()` is true; AssertionError after `timeout` seconds."""
    assert callable(claim)
    end = time.monotonic() + timeout
    while not claim():
        assert time.monotonic() < end, f"{what} did not happen within {timeout} s"
        time.sleep(0.005)
