"""`antiphon window`: the engine in a process of its own, and the window over it.

Knows in which order things come up and go down. The engine starts first and Qt is imported while
it loads; so nothing of Qt may be imported at the top of this file.
"""

import argparse
import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from random import SystemRandom

from antiphon_app import settings as settings_file
from antiphon_app.display import why_no_window
from antiphon_app.engine_process import COMMAND, EngineProcess
from antiphon_app.settings import Settings
from antiphon_engine import presets
from antiphon_engine.errors import UserError
from antiphon_engine.messages import Message, Start
from antiphon_engine.param_options import add_param_options, param_changes
from antiphon_engine.params import Params, changed, differences

HIGHEST_SEED = 2**31
# Painting gives way to playing, also where the engine is granted no real-time priority.
NICENESS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon window`."""
    parser.description = "Open the window: play, see what it thinks, turn the knobs."
    parser.add_argument("--preset", metavar="NAME|FILE", help="the knobs to begin with")
    parser.add_argument("--input", metavar="NAME", help="listen to this port")
    parser.add_argument("--output", metavar="NAME", help="play to this port")
    parser.add_argument("--seed", type=int, metavar="N", help="the same seed, the same dice")
    parser.add_argument("--weights", type=Path, metavar="FILE", help="another network")
    parser.add_argument(
        "--no-memory", action="store_true", help="without the pieces of 'antiphon memory'"
    )
    add_param_options(parser)


def run(args: argparse.Namespace) -> int:
    """Show the window until it is closed; return the exit code."""
    if reason := why_no_window(os.environ):
        raise UserError(f"no window can be opened: {reason}")
    settings, trouble = settings_file.load()
    settings = told_by(settings, args)
    messages: SimpleQueue[Message] = SimpleQueue()
    start = first_start(settings, args.seed, args.weights, uses_library=not args.no_memory)
    engine = EngineProcess(start, messages.put, COMMAND)
    engine.start()
    try:
        from antiphon_app.window_run import show  # noqa: PLC0415
    except ImportError as error:
        engine.stop()
        raise UserError(f"no window can be opened: {error}; install what Qt misses") from None
    give_way()
    return show(engine, messages, settings, trouble)


def first_start(
    settings: Settings,
    seed: int | None = None,
    weights: Path | None = None,
    *,
    uses_library: bool = True,
) -> Start:
    """Return what the engine is to begin with."""
    return Start(
        seed=SystemRandom().randrange(HIGHEST_SEED) if seed is None else seed,
        params=settings.params,
        input=settings.input,
        output=settings.output,
        weights=str(weights.resolve()) if weights else None,
        controls=settings.controls,
        uses_library=uses_library,
    )


def give_way() -> None:
    """Lower this thread's priority, and that of threads made after; ignored where refused.

    On Linux the engine's watch, a thread that is there already, keeps its own, and with it
    every engine that it starts.
    """
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            os.nice(NICENESS)


def told_by(settings: Settings, args: argparse.Namespace) -> Settings:
    """Return the settings, with what the command line says in its place."""
    params = changed(Params(), settings.params)
    preset = settings.preset
    if args.preset:
        params, preset = changed(Params(), presets.load(args.preset)), args.preset
    params = changed(params, param_changes(args))
    return replace(
        settings,
        params=differences(params),
        preset=preset,
        input=args.input or settings.input,
        output=args.output or settings.output,
    )
