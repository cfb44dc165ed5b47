"""The supervisor with real engine processes; there is no MIDI here, which is a state."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from antiphon_engine.journal import read_journal
from antiphon_engine.messages import (
    ChoosePorts,
    ParamsChanged,
    PortsChanged,
    Ready,
    RequestSnapshot,
    SetParams,
    Snapshot,
    Start,
    Trouble,
)
from peers import Watched, playing, wait_until


@pytest.fixture(autouse=True)
def no_midi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "antiphon-no-such-server")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")


def test_an_engine_comes_up_obeys_and_ends_with_a_complete_journal() -> None:
    with playing(Start(seed=5, params={"mode": "duet"})) as engine:
        engine.process.send(SetParams({"temperature": 2.0}))
        wait_until(lambda: len(engine.all(ParamsChanged)) == 2)
        engine.process.send(RequestSnapshot())
        snapshot = engine.wait_for(Snapshot)
        assert snapshot.seed == 5
        assert dict(snapshot.params) == {"mode": "duet", "temperature": 2.0}
        began = time.monotonic()
        assert engine.process.stop() == 0
        assert time.monotonic() - began < 1
    assert read_journal(engine.journal()).state == "complete"
    assert engine.all(Trouble) == []


def test_a_silent_engine_is_killed_and_replaced_with_the_same_state() -> None:
    with playing(Start(seed=5)) as engine:
        engine.process.send(SetParams({"temperature": 2.0}))
        engine.process.send(ChoosePorts("Keys", None))
        wait_until(lambda: len(engine.all(ParamsChanged)) == 2)
        _signal(engine, signal.SIGSTOP)
        began = time.monotonic()
        engine.wait_for(Ready, 2)
        assert time.monotonic() - began < 4
        assert [trouble.text for trouble in engine.all(Trouble)] == [
            "the engine does not answer",
            "the engine has ended (signal 9) and is started again",
        ]
        engine.process.send(RequestSnapshot())
        snapshot = engine.wait_for(Snapshot)
        assert (snapshot.seed, dict(snapshot.params)) == (5, {"temperature": 2.0})


def test_a_renewed_engine_ends_in_order_and_goes_on_with_the_same_state() -> None:
    with playing(Start(seed=5)) as engine:
        engine.process.send(SetParams({"temperature": 2.0}))
        wait_until(lambda: len(engine.all(ParamsChanged)) == 2)
        first, journal = engine.process.pid, engine.journal()
        engine.process.renew({"model": "grid"})
        engine.wait_for(Ready, 2)
        assert engine.process.pid != first
        assert read_journal(journal).state == "complete"
        engine.process.send(RequestSnapshot())
        snapshot = engine.wait_for(Snapshot)
        assert dict(snapshot.params) == {"temperature": 2.0, "model": "grid"}
        began = time.monotonic()
        assert engine.process.stop() == 0
        assert time.monotonic() - began < 1
    assert not any("started again" in trouble.text for trouble in engine.all(Trouble))


def test_an_engine_whose_parent_is_gone_ends_by_itself(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, sys, time\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from antiphon_engine.messages import Start\n"
        "from peers import playing\n"
        "with playing(Start(seed=1)) as engine:\n"
        "    print(engine.process.pid, engine.journal(), flush=True)\n"
        "    os._exit(0)\n"
    )
    command = [sys.executable, str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    pid, journal = done.stdout.split(maxsplit=1)
    wait_until(lambda: not Path(f"/proc/{pid}").exists() or _is_zombie(pid), 2)
    assert read_journal(Path(journal.strip())).state == "complete"


def test_trouble_that_another_engine_would_meet_too_ends_it() -> None:
    engine = Watched(Start(seed=1, params={"temperature": 99.0}))
    engine.process.start()
    assert engine.process.ended.wait(5)
    assert engine.process.exit_code == 2
    assert engine.all(Trouble) == [
        Trouble("temperature must be from 0.1 to 10, not 99.0", fatal=True)
    ]


def test_a_journal_that_cannot_be_written_is_said_once(home: Path) -> None:
    home.write_text("a file where the folder should be")
    engine = Watched(Start(seed=1))
    engine.process.start()
    assert engine.process.ended.wait(5)
    assert engine.process.exit_code == 2
    (trouble,) = engine.all(Trouble)
    assert trouble.fatal
    assert trouble.text.startswith(str(home / "sessions"))
    assert trouble.text.endswith("; mend the folder or set ANTIPHON_HOME")


def test_the_engine_is_started_by_nobody_but_its_parent() -> None:
    for line in ("", "hello\n", '{"address": "/nowhere", "key": "00"}\n'):
        command = [sys.executable, "-m", "antiphon_engine"]
        done = subprocess.run(command, input=line, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith("antiphon: 'antiphon play' starts the engine, nobody else: ")
        assert done.stderr.count("\n") == 1


def test_an_engine_that_cannot_even_start_is_given_up_in_the_end() -> None:
    engine = Watched(Start(seed=1), [sys.executable, "-c", "raise SystemExit(3)"])
    engine.process.start()
    assert engine.process.ended.wait(10)
    assert engine.all(Trouble)[-1] == Trouble(
        "the engine keeps ending; see what it said above", fatal=True
    )


def test_no_midi_is_a_state_that_is_told() -> None:
    with playing() as engine:
        ports = engine.wait_for(PortsChanged)
        assert (ports.driver, ports.input, ports.output) == (None, None, None)
        assert ports.trouble.startswith("no MIDI: ")


def _signal(engine: Watched, number: signal.Signals) -> None:
    assert engine.process.pid is not None
    os.kill(engine.process.pid, number)


def _is_zombie(pid: str) -> bool:
    return ") Z " in Path(f"/proc/{pid}/stat").read_text()
