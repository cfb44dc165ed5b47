"""The engine's process as its parent sees it: started, watched, started again, ended.

A driver can hold the engine's interpreter for ever, so only another process can help it.
Knows messages; knows nothing of windows or terminals.
"""

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection

from antiphon_engine.frames import encode
from antiphon_engine.ipc import Doorway, Link
from antiphon_engine.messages import (
    ChoosePorts,
    Command,
    ControlsChanged,
    Message,
    ParamsChanged,
    PortsChanged,
    Ready,
    Scalar,
    Silent,
    Start,
    Stop,
    Trouble,
)

COMMAND = (sys.executable, "-m", "antiphon_engine")
# The engine sends a heartbeat every half second; silent for this long, it is taken for dead.
SILENCE = 2.0
STARTING = 15.0
WATCH_INTERVAL = 0.1
STOPPING = 0.9
SAVING = 30.0
# An engine that dies more often than this is not going to live.
RESTARTS = 5
RESTARTS_WITHIN = 60.0


class EngineProcess:
    """An engine that is kept alive; `told` gets all its telemetry, on threads of its own.

    `is_playing` from its Ready until it is seen to have ended.

    `start`, `send`, `renew` and `stop` may be called from one thread, the caller's.
    """

    def __init__(
        self, first: Start, told: Callable[[Message], None], command: Sequence[str] = COMMAND
    ) -> None:
        self.ended = threading.Event()
        self.exit_code = 0
        self.is_playing = False
        self._start = first
        self._told = told
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._link: Link | None = None
        self._heard_at = 0.0
        self._patience = STARTING
        self._has_gone = threading.Event()
        self._is_silent = threading.Event()
        self._is_stopping = False
        # The knobs to turn in the engine that is to follow this one, None while none is.
        self._renewal: Mapping[str, Scalar] | None = None
        self._deaths: deque[float] = deque(maxlen=RESTARTS)
        self._watching = threading.Thread(target=self._watch, name="engine-watch", daemon=True)

    @property
    def pid(self) -> int | None:
        """The process id of the engine that runs now."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the engine and watch it; Ready tells when it plays."""
        self._launch()
        self._watching.start()

    def send(self, command: Command) -> None:
        """Tell the engine something; lost if it is being restarted."""
        if isinstance(command, ChoosePorts):
            self._start = replace(self._start, input=command.input, output=command.output)
        if self._link is not None:
            self._link.post(command)

    def stop(self) -> int:
        """End the engine, in order if it still can, and return its exit code.

        Every note is released within a second; saving a long take may go on after that.
        """
        self._is_stopping = True
        self.send(Stop())
        if self._link is None or not self._is_silent.wait(STOPPING):
            self._kill()
        if not self.ended.wait(SAVING):
            self._kill()
        return self.exit_code

    def renew(self, changes: Mapping[str, Scalar]) -> None:
        """Let this engine end in order, and another begin with its state and these knobs turned.

        It reads anew what an engine reads only as it starts: the networks on this machine.
        """
        self._renewal = changes
        self._patience = SAVING
        self.send(Stop())

    # Starting.

    def _launch(self) -> None:
        self._heard_at, self._patience = time.monotonic(), STARTING
        self._has_gone = threading.Event()
        self._is_silent.clear()
        doorway = Doorway()
        # A session of its own: Ctrl-C in the terminal is for the parent, which ends the engine.
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, start_new_session=True
        )
        assert self._process.stdin is not None
        threading.Thread(
            target=self._await_call, args=(doorway, self._process), name="engine-call", daemon=True
        ).start()
        try:
            with self._process.stdin as stdin:
                stdin.write(doorway.invitation.to_line())
        except OSError:
            # It died before it could read; the watch will see that.
            doorway.close()

    def _await_call(self, doorway: Doorway, process: subprocess.Popen[bytes]) -> None:
        def close_after_it() -> None:
            process.wait()
            doorway.close()

        threading.Thread(target=close_after_it, name="engine-wait", daemon=True).start()
        connection = doorway.welcome()
        if connection is not None:
            self._greet(connection)

    def _greet(self, connection: Connection) -> None:
        link = Link(connection, self._receive, self._has_gone.set, lambda _error: None)
        connection.send_bytes(encode(self._start))
        self._link = link
        link.start()

    def _receive(self, message: Message) -> None:
        self._heard_at = time.monotonic()
        match message:
            case Ready(journal=journal):
                self.is_playing = True
                self._patience = SILENCE
                self._start = replace(self._start, previous_journal=journal)
            case ParamsChanged(params):
                self._start = replace(self._start, params=params)
            case ControlsChanged(controls):
                self._start = replace(self._start, controls=controls)
            case PortsChanged(wires=wires):
                self._start = replace(self._start, wires=wires)
            case Silent():
                self._is_silent.set()
            case Trouble(fatal=True):
                # Another engine would meet the same trouble.
                self._is_stopping = True
        self._told(message)

    # Watching.

    def _watch(self) -> None:
        while not self._is_over():
            time.sleep(WATCH_INTERVAL)
        self.ended.set()

    def _is_over(self) -> bool:
        """Look after the engine once; True when it has ended for good."""
        process = self._process
        assert process is not None
        code = process.poll()
        if code is None:
            if time.monotonic() - self._heard_at > self._patience and not self._is_stopping:
                self._told(Trouble("the engine does not answer"))
                self._heard_at = time.monotonic()
                self._kill()
            return False
        self.exit_code, self.is_playing = code, False
        if self._is_stopping:
            # What it said last may still be on its way.
            self._has_gone.wait(STOPPING)
            return True
        if self._renewal is not None:
            self._start = replace(self._start, params={**self._start.params, **self._renewal})
            self._renewal = None
            self._launch()
            return False
        return not self._restart(code)

    def _restart(self, code: int) -> bool:
        now = time.monotonic()
        if len(self._deaths) == RESTARTS and now - self._deaths[0] < RESTARTS_WITHIN:
            self._told(Trouble("the engine keeps ending; see what it said above", fatal=True))
            return False
        self._deaths.append(now)
        self._told(Trouble(f"the engine has ended ({_how(code)}) and is started again"))
        self._launch()
        return True

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
