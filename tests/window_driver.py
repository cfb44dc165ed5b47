"""A window over a real engine process with a scripted mind, for tests that play in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from antiphon_app.application import first_start
from antiphon_app.engine_client import EngineClient
from antiphon_app.engine_process import EngineProcess
from antiphon_app.main_window import MainWindow
from antiphon_app.settings import Settings
from antiphon_engine.messages import Message
from peers import SCRIPTED

# An engine on a busy machine takes its time.
PATIENCE_MS = 20_000


@contextmanager
def window_over_engine(qtbot: QtBot, settings: Settings | None = None) -> Iterator[MainWindow]:
    """A window whose engine plays; both are ended afterwards."""
    chosen = settings or Settings()
    messages: SimpleQueue[Message] = SimpleQueue()
    engine = EngineProcess(first_start(chosen, seed=1), messages.put, SCRIPTED)
    engine.start()
    window = MainWindow(EngineClient(engine, messages), chosen)
    try:
        window.show()
        window.client.start()
        qtbot.waitUntil(lambda: window.session.is_ready, timeout=PATIENCE_MS)
        yield window
    finally:
        window.close()
        window.deleteLater()
        QApplication.processEvents()
