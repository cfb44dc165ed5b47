import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from antiphon_app.__main__ import OneLineParser
from antiphon_app.application import add_arguments, first_start, told_by
from antiphon_app.settings import Settings
from antiphon_engine.messages import ControlMap, Start

KEPT = Settings(
    input="Piano",
    params={"temperature": 2.0},
    controls=(ControlMap("temperature", 0, 21),),
)


def told(*words: str) -> Settings:
    parser = OneLineParser()
    add_arguments(parser)
    return told_by(KEPT, parser.parse_args(words))


def test_the_engine_begins_with_what_is_remembered() -> None:
    assert first_start(KEPT, seed=3) == Start(
        seed=3,
        params={"temperature": 2.0},
        input="Piano",
        controls=(ControlMap("temperature", 0, 21),),
    )


def test_the_engine_leaves_the_taught_pieces_alone_where_it_is_told_to() -> None:
    assert first_start(KEPT, seed=3).uses_library
    assert not first_start(KEPT, seed=3, uses_library=False).uses_library


def test_the_command_line_comes_before_what_is_remembered() -> None:
    assert told("--rest-weight", "1.5").params == {"temperature": 2.0, "rest_weight": 1.5}
    assert told("--output", "Synth").output == "Synth"
    assert told("--output", "Synth").input == "Piano"


def test_a_preset_comes_in_place_of_the_remembered_knobs() -> None:
    settings = told("--preset", "echo")
    assert settings.preset == "echo"
    assert "motif_threshold" in settings.params


@contextmanager
def command(*words: str, home: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    inherited = {key: os.environ[key] for key in ("PATH", "JACK_NO_START_SERVER")}
    process = subprocess.Popen(
        [sys.executable, "-m", "antiphon_app", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**inherited, "ANTIPHON_HOME": str(home), **environment},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_asking_for_a_window_without_a_display_is_one_line_and_exit_code_2(home: Path) -> None:
    with command("window", home=home) as window:
        _, errors = window.communicate(timeout=60)
    assert window.returncode == 2
    assert errors == (
        "antiphon: no window can be opened: "
        "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)\n"
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_without_a_display_the_demo_is_performed_and_why_is_said(home: Path) -> None:
    with command(home=home) as demo:
        duet, errors = demo.communicate(timeout=60)
    assert demo.returncode == 0
    assert errors == (
        "antiphon: no window, as there is no display (DISPLAY and WAYLAND_DISPLAY are not set); "
        "here is the demo instead\n"
    )
    assert "two calls, two answers" in duet


def test_a_terminated_window_ends_in_order_and_remembers(home: Path) -> None:
    with command(home=home, QT_QPA_PLATFORM="offscreen") as window:
        until = time.monotonic() + 30
        while not list((home / "sessions").glob("*.jsonl")):
            assert window.poll() is None, window.communicate()
            assert time.monotonic() < until
            time.sleep(0.05)
        # The engine has come up; give the window its first frames.
        time.sleep(1.0)
        window.send_signal(signal.SIGTERM)
        _, errors = window.communicate(timeout=60)
    assert window.returncode == 0, errors
    assert (home / "settings.json").exists()
