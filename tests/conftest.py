"""What many tests share: a home of their own, a JACK server where one is needed, no screen."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import jack_server

# Before Qt is imported anywhere: windows are painted, and nobody needs a screen to see them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As in the engine: products this small are slower on two cores than on one, and wait for each
# other where the machine is busy.
for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
# Only the tests that ask for a JACK server have one.
os.environ.setdefault("JACK_NO_START_SERVER", "1")

pytest_plugins = ["own_process"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for sessions, takes and presets, so that no test touches the user's."""
    monkeypatch.setenv("ANTIPHON_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def jack(monkeypatch: pytest.MonkeyPatch) -> Iterator[jack_server.JackServer]:
    """A running JACK server that this process and its children use."""
    if reason := jack_server.missing():
        pytest.skip(reason)
    # The server writes its name into the environment; this takes it out again.
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "none")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    with jack_server.running() as server:
        yield server
