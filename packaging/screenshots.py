"""Renders the window in the states that matter, from the real engine, into docs/images.

`make screenshots` runs it, twice: the second time at double scale. Plays a shipped phrase on
the on-screen keyboard's own path, so that it needs no MIDI; where JACK's server is there, it is
started with its dummy driver, so that the ports are shown open. Not part of the wheel.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from queue import SimpleQueue

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

import jack_server
from antiphon_app.application import first_start
from antiphon_app.engine_client import EngineClient
from antiphon_app.engine_process import EngineProcess
from antiphon_app.main_window import MainWindow
from antiphon_app.settings import Settings
from antiphon_app.window_run import dress
from antiphon_engine import presets
from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.messages import Message, PlayNote
from antiphon_engine.midi_file import read_player_part

SEED = 7
PRESET = "echo"
SIZE = (1440, 900)
SMALL = (900, 600)
CALLS = ("first_call", "second_call")
LONGEST_WAIT = 20.0


@dataclass
class Photographer:
    """What drives one window and keeps what it looks like."""

    window: MainWindow
    folder: Path
    suffix: str = ""

    def shoot(self, name: str) -> None:
        """Keep the window as it looks now."""
        QTest.qWait(60)
        path = self.folder / f"{name}{self.suffix}.png"
        if not self.window.grab().save(str(path)):
            raise SystemExit(f"screenshots: {path}: cannot be written; make room or choose another")
        print(path)

    def wait_until(self, is_true: Callable[[], object]) -> None:
        """Let the window live until something is true."""
        until = time.monotonic() + LONGEST_WAIT
        while not is_true():
            if time.monotonic() > until:
                raise SystemExit("screenshots: the engine did not do what it should in time")
            QTest.qWait(10)

    def play(self, call: Sequence[tuple[float, PlayNote]], until: float = float("inf")) -> None:
        """Play a call, or its beginning."""
        began = time.monotonic()
        for at, command in call:
            if at > until:
                return
            while time.monotonic() - began < at:
                QTest.qWait(5)
            self.window.send(command)

    def hear_answer(self, notes: int) -> None:
        """Wait until an answer has come so far."""
        session = self.window.session
        before = sum(not note.is_player for note in session.notes)
        self.wait_until(lambda: sum(not note.is_player for note in session.notes) >= before + notes)

    def rest(self) -> None:
        """Wait until the answer is over."""
        self.wait_until(lambda: self.window.session.turn == "listening")


def main() -> int:
    """Render all, or with --double only those that show the scale; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--double", action="store_true", help="one picture at double scale")
    parser.add_argument("--weights", type=Path, help="another network than the shipped one")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.double:
        os.environ["QT_SCALE_FACTOR"] = "2"
    with contextlib.ExitStack() as kept:
        os.environ["ANTIPHON_HOME"] = kept.enter_context(tempfile.TemporaryDirectory())
        if jack_server.missing() is None:
            kept.enter_context(jack_server.running())
        app = QApplication(sys.argv[:1])
        dress(app)
        window = kept.enter_context(_window(args.weights))
        if args.double:
            _shoot_double(Photographer(window, args.folder, "-2x"))
        else:
            _shoot_all(Photographer(window, args.folder))
    return 0


@contextlib.contextmanager
def _window(weights: Path | None) -> Iterator[MainWindow]:
    settings = Settings(theme="dark", preset=PRESET, params=presets.load(PRESET))
    messages: SimpleQueue[Message] = SimpleQueue()
    engine = EngineProcess(first_start(settings, SEED, weights), messages.put)
    engine.start()
    window = MainWindow(EngineClient(engine, messages), settings)
    window.resize(*SIZE)
    window.show()
    window.client.start()
    try:
        yield window
    finally:
        window.close()


def _shoot_all(camera: Photographer) -> None:
    window, (first, second) = camera.window, _calls()
    camera.wait_until(lambda: window.session.is_ready and window.session.now())
    QTest.qWait(1200)
    camera.shoot("empty")
    camera.play(first, until=2.0)
    camera.shoot("listening")
    _silence(window)
    camera.rest()
    camera.play(first)
    camera.hear_answer(1)
    camera.rest()
    camera.play(second)
    camera.hear_answer(7)
    camera.shoot("answering")
    window.looks.choose("light")
    camera.shoot("answering-light")
    camera.rest()
    window.resize(*SMALL)
    camera.play(first)
    camera.hear_answer(3)
    camera.shoot("answering-900x600-light")
    window.looks.choose("dark")
    camera.shoot("answering-900x600")
    window.resize(*SIZE)
    camera.rest()
    _shoot_pages(camera)
    window.set_stage_mode(True)
    # The screen that is none is smaller than any real one.
    window.showNormal()
    window.resize(*SIZE)
    camera.play(first)
    camera.hear_answer(5)
    camera.shoot("stage-mode")
    window.set_stage_mode(False)


def _shoot_pages(camera: Photographer) -> None:
    window = camera.window
    for name, shot in (("setup", "setup-guide"), ("shortcuts", "shortcuts")):
        window.parts.page.show_page(name)
        camera.shoot(shot)
    window.parts.page.show_page("takes")
    window.actions_by_key.by_name["save"].trigger()
    camera.wait_until(lambda: window.parts.takes.library.takes.entries)
    camera.shoot("takes")
    window.looks.choose("light")
    camera.shoot("takes-light")
    window.resize(*SMALL)
    camera.shoot("takes-900x600-light")
    window.resize(*SIZE)
    window.looks.choose("dark")
    _shoot_memory(camera)
    window.parts.page.close_page()
    window.parts.params.disclose(True)
    camera.shoot("all-knobs")
    window.parts.params.disclose(False)


def _shoot_memory(camera: Photographer) -> None:
    window = camera.window
    window.parts.overlay.offer([Path("Blue in Green.mid")])
    camera.shoot("teaching")
    window.parts.overlay.hide()
    with resources.as_file(resources.files("antiphon_engine.phrases")) as folder:
        window.parts.teach([folder])
        camera.wait_until(lambda: window.session.taught.pieces == len(CALLS))
        camera.wait_until(lambda: not window.parts.taught.is_busy)
    camera.shoot("memory")


def _shoot_double(camera: Photographer) -> None:
    window, (first, _) = camera.window, _calls()
    window.resize(1000, 640)
    camera.wait_until(lambda: window.session.is_ready and window.session.now())
    camera.play(first)
    camera.hear_answer(6)
    camera.shoot("answering")


def _silence(window: MainWindow) -> None:
    for pitch in range(128):
        if (True, pitch) in window.session.held:
            window.send(PlayNote(pitch, 0))


def _calls() -> list[list[tuple[float, PlayNote]]]:
    """The shipped calls, each as what to send when."""
    calls = []
    for name in CALLS:
        source = resources.files("antiphon_engine.phrases") / f"{name}.mid"
        with resources.as_file(source) as path:
            events = read_player_part(path).events
        calls.append(
            [
                (event.time, PlayNote(event.pitch, getattr(event, "velocity", 0)))
                for event in events
                if isinstance(event, NoteOn | NoteOff)
            ]
        )
    return calls


if __name__ == "__main__":
    sys.exit(main())
