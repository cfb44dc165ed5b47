"""`antiphon play`: the live engine without a window, and what it does in the terminal.

Knows the command line, the engine's process and the terminal; knows no MIDI.
"""

import argparse
import signal
import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from random import SystemRandom
from shutil import get_terminal_size
from threading import Event

from antiphon_app.engine_process import EngineProcess
from antiphon_app.terminal_view import WIDTH, TerminalView
from antiphon_engine import presets, takes
from antiphon_engine.errors import UserError
from antiphon_engine.messages import Message, PortsChanged, Start, Trouble
from antiphon_engine.param_options import add_param_options, param_changes
from antiphon_engine.params import Params, changed, differences

# Ctrl-C is looked for this often, whatever the platform makes of a waiting queue.
LOOK_INTERVAL = 0.1
HIGHEST_SEED = 2**31


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon play`."""
    parser.description = "Play with you, live: what goes into 'To Antiphon' is answered."
    parser.add_argument("--headless", action="store_true", help="without a window (as always yet)")
    parser.add_argument("--preset", metavar="NAME|FILE", help="the knobs to begin with")
    parser.add_argument("--input", metavar="NAME", help="listen to this port, not to our own")
    parser.add_argument("--output", metavar="NAME", help="play to this port, not to our own")
    parser.add_argument("--seed", type=int, metavar="N", help="the same seed, the same dice")
    parser.add_argument("--weights", type=Path, metavar="FILE", help="another network")
    parser.add_argument(
        "--no-memory", action="store_true", help="without the pieces of 'antiphon memory'"
    )
    add_param_options(parser)


def run(args: argparse.Namespace) -> int:
    """Play until Ctrl-C; return the exit code."""
    messages: SimpleQueue[Message] = SimpleQueue()
    engine = EngineProcess(start_of(args), messages.put)
    asked_to_end = _end_asked()
    show = _Screen()
    # Looked for first, or the session that begins now would be among them.
    show.lines(_offer_of_recovery())
    engine.start()
    while not (engine.ended.is_set() or asked_to_end.is_set()):
        show.next(messages)
    if asked_to_end.is_set():
        engine.stop()
        # An engine that had to be killed has ended as it was asked to.
        exit_code = max(0, engine.exit_code)
    else:
        exit_code = engine.exit_code
    while not messages.empty():
        show.next(messages)
    show.end()
    if show.fatal:
        raise UserError(show.fatal)
    return exit_code


def start_of(args: argparse.Namespace) -> Start:
    """Return what the engine is to begin with."""
    preset = presets.load(args.preset) if args.preset else {}
    params = changed(changed(Params(), preset), param_changes(args))
    seed = SystemRandom().randrange(HIGHEST_SEED) if args.seed is None else args.seed
    return Start(
        seed=seed,
        params=differences(params),
        input=args.input,
        output=args.output,
        weights=str(args.weights.resolve()) if args.weights else None,
        uses_library=not args.no_memory,
    )


def _offer_of_recovery() -> list[str]:
    found = [kept for kept in takes.kept_sessions()[0] if kept.state == "interrupted"]
    if not any(kept.figures.heard for kept in found):
        return []
    return ["A session was interrupted; 'antiphon takes recover' saves it as a take."]


def _end_asked() -> Event:
    """Return what is set from the first Ctrl-C or SIGTERM on.

    An exception instead might come between a message and its being shown, and a second one
    keep the take from being saved.
    """
    asked = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: asked.set())
    return asked


class _Screen:
    """The terminal: complete lines are printed, on a screen the growing one is rewritten."""

    def __init__(self) -> None:
        self.fatal = ""
        self._is_screen = sys.stdout.isatty()
        # One column less than there are, as a full line may wrap.
        self._view = TerminalView(get_terminal_size().columns - 1 if self._is_screen else WIDTH)
        self._said: set[str] = set()

    def next(self, messages: SimpleQueue[Message]) -> None:
        """Show the next message, waiting a moment for one."""
        try:
            message = messages.get(timeout=LOOK_INTERVAL)
        except Empty:
            return
        if isinstance(message, Trouble) and message.fatal:
            self.fatal = message.text
            return
        lines = self._view.told(message)
        if isinstance(message, PortsChanged):
            lines = [line for line in lines if line not in self._said]
            self._said = set(self._view.told(message))
        self.lines(lines)

    def end(self) -> None:
        """Show what is left."""
        self.lines(self._view.end_line())

    def lines(self, lines: list[str]) -> None:
        """Print these lines, and below them the growing one."""
        clear = "\r\x1b[K" if self._is_screen else ""
        for line in lines:
            print(clear + line)
        if self._is_screen:
            print(clear + self._view.current, end="")
        sys.stdout.flush()
