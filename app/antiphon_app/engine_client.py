"""The engine as the window's thread sees it: commands go down, telemetry arrives once a frame.

Knows the engine's process and Qt's timer; knows no widget.
"""

from collections.abc import Mapping
from queue import Empty, SimpleQueue

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal

from antiphon_app.engine_process import EngineProcess
from antiphon_engine.messages import Command, Heartbeat, Message, Ready, RequestSnapshot, Scalar

FRAME_MS = 16
# What one frame takes in at most: a flood must not keep the window from painting.
LARGEST_BATCH = 2000


class EngineClient(QObject):
    """What sends commands and emits `told` with all that arrived, each frame, be it nothing.

    `messages` is the queue that the process was given to tell its telemetry to.
    """

    told = pyqtSignal(list)

    def __init__(
        self,
        process: EngineProcess,
        messages: SimpleQueue[Message],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._process = process
        self._messages = messages
        self._telemetry_dropped = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tell)

    @property
    def is_playing(self) -> bool:
        """Whether there is an engine and it has said that it is ready."""
        return self._process.is_playing

    @property
    def pid(self) -> int | None:
        """The engine's process, None before there is one."""
        return self._process.pid

    def start(self) -> None:
        """Begin to tell."""
        self._timer.start()

    def send(self, command: Command) -> None:
        """Send `command`; lost while the engine is being restarted."""
        self._process.send(command)

    def renew(self, changes: Mapping[str, Scalar]) -> None:
        """Let another engine take over with the same state, these knobs turned."""
        self._process.renew(changes)

    def stop(self) -> list[Message]:
        """End the engine and return what it said last; a long take may take a while to save."""
        self._timer.stop()
        self._process.stop()
        return self._take(self._messages.qsize())

    def _tell(self) -> None:
        batch = self._take(LARGEST_BATCH)
        for message in batch:
            self._ask_where_lost(message)
        self.told.emit(batch)

    def _ask_where_lost(self, message: Message) -> None:
        """After a start, and when telemetry was dropped, only a snapshot tells the whole truth."""
        match message:
            case Ready():
                self._telemetry_dropped = 0
                self.send(RequestSnapshot())
            case Heartbeat(health) if health.telemetry_dropped > self._telemetry_dropped:
                self._telemetry_dropped = health.telemetry_dropped
                self.send(RequestSnapshot())

    def _take(self, most: int) -> list[Message]:
        taken: list[Message] = []
        while len(taken) < most:
            try:
                taken.append(self._messages.get_nowait())
            except Empty:
                break
        return taken
