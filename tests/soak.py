"""Hours with a restless musician, whims at the knobs and mishaps: does anything hang or get lost?

    python tests/soak.py MINUTES [SEED]        prints a report; exit code 1 if there are faults

Over real JACK ports, with the real engine under its parent and the shipped network. No test: it
takes as long as one lets it (`make soak MINUTES=30`).
"""

import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import jack_server
from antiphon_app.engine_process import EngineProcess
from antiphon_engine.messages import (
    ChoosePorts,
    Command,
    Forget,
    Freeze,
    Heard,
    Heartbeat,
    Message,
    Mute,
    Panic,
    PortsChanged,
    Ready,
    Retry,
    Scalar,
    SetParams,
    Silent,
    Start,
    TakeSaved,
    Tap,
    Trouble,
    Undo,
)
from antiphon_engine.params import PARAMS, Number, Param, Switch
from peers import wait_until
from soak_peer import Peer
from soak_report import Life, Record, report

NAMES = ("Keys", "Synth")
# In turn, some music between them.
MISHAPS = ("jack", "port", "jack", "engine")
BETWEEN = (20.0, 40.0)
# jackd 1.9.21 answers nobody for five seconds for each client that was killed.
LONGEST_OUTAGE = 45.0
DEFAULTS = SetParams({name: param.default for name, param in PARAMS.items()})


def memory_of(pid: int) -> float:
    """Return a process's memory in MB, without what it shares with JACK; 0.0 if it has gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    own = [line.split()[1] for line in status.splitlines() if line.startswith(("RssA", "RssF"))]
    return sum(map(int, own)) / 1024


class Ward:
    """The engine under its parent, and what it told that a soak wants to know."""

    def __init__(self, seed: int, record: Record) -> None:
        self.ports = PortsChanged(None, None, None)
        self.heard = threading.Event()
        self.silent_at = 0.0
        self._record = record
        self.process = EngineProcess(Start(seed=seed), self._told)

    def _told(self, message: Message) -> None:
        match message:
            case Ready(journal=journal):
                self._record.lives.append(Life(Path(journal)))
            case Heartbeat(health) if self._record.lives and self.process.pid:
                memory = memory_of(self.process.pid)
                self._record.lives[-1].note(health, memory)
            case Heard():
                self.heard.set()
            case PortsChanged():
                self.ports = message
            case Trouble(text):
                self._record.troubles[text] += 1
            case TakeSaved():
                self._record.takes += 1
            case Silent():
                self.silent_at = time.monotonic()


def any_value(param: Param, rng: Random) -> Scalar:
    """Return a position of a knob, each as likely as any other on its curve."""
    if isinstance(param, Switch):
        return rng.random() < 0.5
    if not isinstance(param, Number):
        return rng.choice(param.options)
    if param.curve == "log":
        value = param.low * (param.high / param.low) ** rng.random()
    else:
        value = rng.uniform(param.low, param.high)
    value = min(max(value, param.low), param.high)
    return param.parse(round(value) if param.whole else value)


def whim(rng: Random) -> tuple[Command, Command | None]:
    """Return something to tell the engine, and what takes it back a moment later."""
    knob = rng.choice(list(PARAMS))
    turn = SetParams({knob: any_value(PARAMS[knob], rng)})
    mode = SetParams({"mode": rng.choice(["answer", "answer", "duet", "solo"])})
    wishes: list[tuple[float, Command, Command | None]] = [
        (40, turn, None),
        (12, DEFAULTS, None),
        (12, mode, None),
        (10, Retry(rng.choice(["again", "more", "else"])), None),
        (4, Panic(), None),
        (4, Freeze(True), Freeze(False)),
        (4, Mute(True), Mute(False)),
        (5, Tap(), Tap()),
        (3, Undo(), None),
        (1, Forget(), None),
    ]
    _, now, later = rng.choices(wishes, [weight for weight, _, _ in wishes])[0]
    return now, later


class Soak:
    """A soak being done; all of it on the main thread."""

    def __init__(self, server: jack_server.JackServer, seed: int) -> None:
        self.record = Record()
        self._rng = Random(seed)
        self._server = server
        self._ward = Ward(seed, self.record)
        self._later: Command | None = None

    def run(self, seconds: float) -> None:
        """Play for so long, a mishap now and then, and end in order."""
        self._ward.process.start()
        self._peer = Peer(self.record.sent).wait()
        self._up()
        end, number = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            self._play_for(min(self._rng.uniform(*BETWEEN), end - time.monotonic()))
            if time.monotonic() < end:
                self._mishap(MISHAPS[number % len(MISHAPS)])
                number += 1
        self.stop()

    def _play_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(min(self._rng.uniform(0.1, 1.5), max(0.0, end - time.monotonic())))
            assert self._peer.is_alive, "the musician's process died of itself"
            self._tell_something()

    def _tell_something(self) -> None:
        command, later = self._later, None
        if command is None:
            command, later = whim(self._rng)
            self.record.whims[type(command).__name__] += 1
        self._later = later
        self._ward.process.send(command)

    # Up and down.

    def _up(self) -> None:
        """Count notes from the first that is heard; a musician plays already."""
        self._ward.heard.clear()
        began = time.monotonic()
        wait_until(self._ward.heard.is_set, LONGEST_OUTAGE)
        self.record.outages.append(time.monotonic() - began)
        self.record.up.append((time.monotonic(), float("inf"), ""))

    def _down(self, why: str) -> None:
        """Count no more notes, from now on."""
        if self.record.up and not self.record.up[-1][2]:
            self.record.up[-1] = (self.record.up[-1][0], time.monotonic(), why)

    def _mishap(self, kind: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} mishap: {kind}", flush=True)
        mishaps: dict[str, Callable[[], None]] = {
            "jack": self._kill_jack,
            "port": self._lose_a_port,
            "engine": self._kill_engine,
        }
        mishaps[kind]()

    def _kill_jack(self) -> None:
        self._down("JACK killed")
        self._server.kill()
        self._peer.kill()
        time.sleep(self._rng.uniform(0.2, 3.0))
        self._server.start()
        wait_until(lambda: self._ward.ports.driver == "JACK", LONGEST_OUTAGE)
        self._peer = Peer(self.record.sent).wait()
        self._up()

    def _lose_a_port(self) -> None:
        self._down("ports chosen")
        self._ward.process.send(ChoosePorts(*NAMES))
        self._leave()
        self._offer(frozenset())
        self._play_for(self._rng.uniform(5, 10))
        self._down("named ports vanish")
        left = self._leave()
        time.sleep(self._rng.uniform(1.5, 4.0))
        # What sounded when they went must be ended for whoever comes back.
        self._offer(left)
        self._play_for(self._rng.uniform(5, 10))
        self._down("ports chosen")
        self._ward.process.send(ChoosePorts(None, None))
        self._leave()
        wait_until(lambda: self._ward.ports.input == "To Antiphon", LONGEST_OUTAGE)
        self._peer = Peer(self.record.sent).wait()
        self._up()

    def _offer(self, sounding: frozenset[tuple[int, int]]) -> None:
        self._peer = Peer(self.record.sent, NAMES, sounding).wait()
        wait_until(lambda: NAMES[0] in (self._ward.ports.input or ""), LONGEST_OUTAGE)
        self._up()

    def _leave(self) -> frozenset[tuple[int, int]]:
        account = self._peer.leave()
        self.record.accounts.append(account)
        return account.sounding

    def _kill_engine(self) -> None:
        pid, lives = self._ward.process.pid, len(self.record.lives)
        assert pid is not None
        self._down("engine killed")
        os.kill(pid, signal.SIGKILL)
        self.record.kills += 1
        wait_until(lambda: len(self.record.lives) > lives, LONGEST_OUTAGE)
        self._up()

    def stop(self) -> None:
        """End engine and musician in order."""
        self._down("stopped" if not self.record.broken else "broken off")
        began = time.monotonic()
        self.record.exit_code = self._ward.process.stop()
        self.record.stopped_in = self._ward.silent_at - began
        time.sleep(0.3)
        if self.record.broken:
            self._peer.kill()
        else:
            self.record.left = self._leave()


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    if reason := jack_server.missing():
        print(reason, file=sys.stderr)
        return 2
    os.environ["ANTIPHON_HOME"] = tempfile.mkdtemp(prefix="antiphon-soak-")
    print(f"seed {seed}; journals and takes in {os.environ['ANTIPHON_HOME']}", flush=True)
    with jack_server.running() as server:
        soak = Soak(server, seed)
        try:
            soak.run(minutes * 60)
        except AssertionError as error:
            soak.record.broken = f"broke off: {error}"
            soak.stop()
    return 1 if report(soak.record, minutes) else 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
