"""Qt from its start to its end around one window: the composition root of the window's side.

Knows how the parts are put together; what they show is theirs.
"""

import signal
import sys
from queue import SimpleQueue

from PyQt6.QtWidgets import QApplication

from antiphon_app import theme
from antiphon_app.app_icon import app_icon
from antiphon_app.engine_client import EngineClient
from antiphon_app.engine_process import EngineProcess
from antiphon_app.main_window import MainWindow
from antiphon_app.settings import Settings
from antiphon_engine.messages import Message, TakeSaved, Trouble


def show(
    engine: EngineProcess, messages: SimpleQueue[Message], settings: Settings, trouble: str
) -> int:
    """Show the window over a started engine until it is closed; return the engine's exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    dress(app)
    client = EngineClient(engine, messages)
    window = MainWindow(client, settings)
    if trouble:
        window.say(trouble)
    for number in (signal.SIGINT, signal.SIGTERM):
        # Python runs this between two frames.
        signal.signal(number, lambda _number, _frame: window.close())
    window.show()
    client.start()
    app.exec()
    _tell(window.last_words)
    return engine.exit_code


def dress(app: QApplication) -> None:
    """Give the application its names, its sign and its first looks."""
    app.setApplicationName("Antiphon")
    app.setApplicationDisplayName("Antiphon")
    app.setDesktopFileName("antiphon")
    app.setWindowIcon(app_icon())
    theme.apply(app, theme.chosen("system"))


def _tell(messages: list[Message]) -> None:
    for message in messages:
        match message:
            case TakeSaved(path):
                print(f"the take is {path}")
            case Trouble(text):
                print(f"antiphon: {text}", file=sys.stderr)
